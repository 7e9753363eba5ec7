// Learn finds the weights of a confidence on public suites, and says what they are worth there:
//
//	go run ./knowledge/confidence/learn -suites $LOTSE_DATA/suites -lexicon bin/lexicon.tsv
//
// What is found, and by what scores, decides: learn again after a change of the ranking. What is learned on, and what is not, docs/calibration.md tells.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/confidence"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
	"github.com/lotse-bot/lotse/llm/builtin"
)

// learnedOn are the suites that are learned on: of every family one in each language, and across them.
var learnedOn = []string{
	"cwa_de", "cwa_en", "cwa_de_en", "cwa_en_de", "xquad_de", "xquad_en", "xquad_de_en", "xquad_en_de", "omos_de", "omos_en", "mtrag_un",
}

func main() {
	log.SetFlags(0)
	suites := flag.String("suites", "", "folder with the public suites")
	lexicon := flag.String("lexicon", "bin/lexicon.tsv", "the German lexicon")
	kept := flag.String("vectors", "bin/vectors.gob", "keeps what was embedded from one run to the next")
	out := flag.String("out", "knowledge/confidence/weights.json", "the weights to write")
	flag.Parse()
	if err := run(context.Background(), *suites, *lexicon, *kept, *out); err != nil {
		log.Fatal("learn: ", err)
	}
}

func run(ctx context.Context, folder, lexicon, kept, out string) error {
	vectors, err := public.OpenVectors(kept)
	if err != nil {
		return err
	}
	var suites []suite
	for _, name := range learnedOn {
		s, err := readSuite(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		suites = append(suites, s)
	}
	askers, err := settings(lexicon, vectors, suites)
	if err != nil {
		return err
	}
	var cases []counted
	for _, s := range suites {
		for _, a := range askers {
			if !a.suits(s) {
				continue
			}
			log.Printf("asking %s, %s", s.name, a.setting)
			found, err := a.ask(ctx, s)
			if err != nil {
				return fmt.Errorf("ask %s: %w", s.name, err)
			}
			cases = append(cases, found...)
		}
		if err := vectors.Save(); err != nil {
			return err
		}
	}
	weigh(cases)
	learned := learn(cases)
	tell(os.Stdout, cases, learned)
	text, err := json.MarshalIndent(learned, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(text, '\n'), 0o644) //nolint:gosec // a file of the project, to be read by everyone
}

// settings are those in which the program is run: by words alone, and with the built-in embedder, without and with a lexicon.
func settings(lexicon string, vectors knowledge.Vectors, suites []suite) (all []asker, err error) {
	for _, s := range []struct{ name, lexicon string }{{"words", ""}, {"vectors", ""}, {"lexicon", lexicon}} {
		german, err := builtin.NewGerman(s.lexicon)
		if err != nil {
			return nil, err
		}
		a := asker{setting: s.name, german: german, vectors: vectors, strange: suites}
		if s.name != "words" {
			a.embedder = builtin.New(german)
		}
		all = append(all, a)
	}
	return all, nil
}

// suits tells whether a suite is asked in the setting: a lexicon changes nothing in English.
func (a asker) suits(s suite) bool { return a.setting != "lexicon" || s.german() }

// learn finds the weights of every way in which something is found.
func learn(cases []counted) confidence.Calibration {
	of := map[confidence.Way][]counted{}
	for _, c := range cases {
		of[c.signals.Way()] = append(of[c.signals.Way()], c)
	}
	out := confidence.Calibration{}
	for way, cases := range of {
		out[way] = fit(cases)
	}
	return out
}
