// Learn learns the weights of package rerank from the rows of the public suites that may be learned from (docs/search.md says
// which), and writes them as Go:
//
//	go run ./knowledge/rerank/learn -suites DIR -lexicon bin/lexicon.tsv -out knowledge/rerank/weights.go
//
// What is found for a question decides: after a change of the index the weights change by hundredths. It prints what the weights
// reach on the rows they were learned from, and what weights reach that know nothing of those documents.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"

	"github.com/lotse-bot/lotse/knowledge/internal/public"
	"github.com/lotse-bot/lotse/knowledge/rerank"
)

func main() {
	log.SetFlags(0)
	folder := flag.String("suites", "", "the folder of the public suites")
	lexicon := flag.String("lexicon", "bin/lexicon.tsv", "the German lexicon")
	kept := flag.String("vectors", "bin/vectors.gob", "keeps what was embedded from one run to the next")
	out := flag.String("out", "knowledge/rerank/weights.go", "the file to write")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *folder, *lexicon, *kept, *out, os.Stdout); err != nil {
		log.Fatal("learn: ", err)
	}
}

func run(ctx context.Context, folder, lexicon, kept, out string, report io.Writer) error {
	vectors, err := public.OpenVectors(kept)
	if err != nil {
		return err
	}
	examples, err := gather(ctx, folder, lexicon, vectors)
	if err != nil {
		return err
	}
	learned := make([][]float64, len(rerank.Kinds))
	fmt.Fprint(report, head)
	for kind, name := range rerank.Kinds {
		own := of(examples, kind)
		learned[kind] = fit(own, "")
		tabulate(report, name, own, learned[kind])
	}
	if err := os.WriteFile(out, source(learned), 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	return nil
}
