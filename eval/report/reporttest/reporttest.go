// Package reporttest makes reports for tests of what is done with them.
package reporttest

import (
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// Many is a report of a suite "big" of n sentences, of which those for which right says so were right.
func Many(n int, right func(i int) bool) *report.Report {
	s := &report.Suite{Name: "big", Kind: "intents", Labels: "accuracy", Metrics: map[string]score.Score{}}
	value := 0.0
	for i := range n {
		c := report.Case{ID: string(rune('a'+i/26)) + string(rune('a'+i%26)), File: "big/test.jsonl", Line: i + 1, Scores: map[string]float64{"accuracy": 0}}
		if right(i) {
			c.Scores["accuracy"] = 1
		}
		value += c.Scores["accuracy"] / float64(n)
		s.Cases = append(s.Cases, c)
	}
	s.Metrics["accuracy"] = score.Score{Value: value, N: n}
	return &report.Report{Suites: []*report.Suite{s}}
}
