package page

import (
	"html/template"
	"math"

	"github.com/lotse-bot/lotse/eval/report"
)

// A worse is a regression, with the cases that are shown at once and those behind a click.
type worse struct {
	report.Regression
	First []report.Worse
	Rest  []report.Worse
	Less  bool
}

// atOnce is how many of the cases that broke are shown without a click.
const atOnce = 3

func regressions(j *report.Judgement) []worse {
	var out []worse
	for _, g := range j.Regressions {
		n := min(atOnce, len(g.Worse))
		out = append(out, worse{Regression: g, First: g.Worse[:n], Rest: g.Worse[n:], Less: report.LessIsBetter(g.Metric)})
	}
	return out
}

// A delta is a change with its picture: how far it moved and how sure that is, better being to the right.
type delta struct {
	report.Change
	Bar template.HTML
}

func deltas(changes []report.Change) []delta {
	most := 0.01
	for _, c := range changes {
		most = max(most, math.Abs(c.Fell), math.Abs(c.Low), math.Abs(c.High))
	}
	var out []delta
	for _, c := range changes {
		out = append(out, delta{c, move(c, most)})
	}
	return out
}
