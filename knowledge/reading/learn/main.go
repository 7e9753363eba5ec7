// Command learn finds the weights of package reading in suites whose questions come with their document and the sentences that
// answer, and prints them as the package's source. It learns from rows with the split "train" alone, by words alone; what the weights
// reach on those with the split "dev" goes to standard error. The same suites give the same bytes.
//
//	go run ./knowledge/reading/learn $LOTSE_DATA/suites/omos_de $LOTSE_DATA/suites/omos_en > weights.go
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/reading"
)

func main() {
	without := flag.String("without", "", "features to leave out, by how their names begin: grams,around")
	flag.Parse()
	if err := learn(context.Background(), flag.Args(), strings.Split(*without, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
}

func learn(ctx context.Context, suites, without []string) error {
	var train []reading.Example
	var dev [][]row
	for _, suite := range suites {
		rows, err := load(ctx, suite)
		if err != nil {
			return err
		}
		var held []row
		for _, r := range rows {
			switch r.Split {
			case "train":
				train = append(train, r.example)
			case "dev":
				held = append(held, r)
			}
		}
		dev = append(dev, held)
	}
	if len(train) == 0 {
		return fmt.Errorf("no row of %q has a document that is given and the split \"train\"", suites)
	}
	w := reading.Learn(train, without...)
	for i, rows := range dev {
		r := reach(w, rows)
		fmt.Fprintf(os.Stderr, "%s, %d rows with split=dev: F1 of lines %.3f, of abstaining %.3f (AUROC %.3f)\n", suites[i], len(rows), r.lines, r.none, r.apart)
	}
	fmt.Print(w.Source())
	return nil
}
