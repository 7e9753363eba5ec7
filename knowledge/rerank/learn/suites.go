package main

import (
	"path/filepath"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/followup"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
)

// A suite is a folder of the public data.
type suite struct {
	name   string
	family string                    // of suites about the same documents
	open   func(i int, q query) bool // which rows may be learned from
	german bool                      // in part: the lexicon makes a difference
}

// suites are what is learned from. Of xquad, which has twelve hundred questions to 240 short texts, a part is enough; the authors of
// omos say which of its rows are for training.
var suites = []suite{
	{"cwa_de", "cwa", every(1), true},
	{"cwa_en", "cwa", every(1), false},
	{"cwa_de_en", "cwa", every(1), true},
	{"cwa_en_de", "cwa", every(1), true},
	{"xquad_de", "xquad", every(4), true},
	{"xquad_en", "xquad", every(4), false},
	{"xquad_de_en", "xquad", every(4), true},
	{"xquad_en_de", "xquad", every(4), true},
	{"omos_de", "omos", train, true},
	{"omos_en", "omos", train, false},
	{"mtrag_un", "mtrag", every(1), false},
}

func every(n int) func(int, query) bool {
	return func(i int, _ query) bool { return i%n == 0 }
}

func train(_ int, q query) bool { return q.Split == "train" }

// A query is a row of queries.jsonl.
type query struct {
	Lang, Text, Split string
	Relevant          []string
	Answerable        bool
	History           []struct{ Speaker, Text string }
}

// text is what is looked up.
func (q query) text() string {
	var earlier []string
	for _, said := range q.History {
		if said.Speaker == "customer" {
			earlier = append(earlier, said.Text)
		}
	}
	return strings.Join(append([]string{q.Text}, followup.Carry(q.Text, q.Lang, earlier)...), " ")
}

// queries are the rows of a suite that are learned from.
func (s suite) queries(folder string) ([]query, error) {
	all, err := public.Questions[query](filepath.Join(folder, s.name))
	var kept []query
	for i, q := range all {
		if q.Answerable && s.open(i, q) {
			kept = append(kept, q)
		}
	}
	return kept, err
}
