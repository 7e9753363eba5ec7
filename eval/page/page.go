// Package page writes a report as one HTML file that needs nothing else: no script, no picture, no network. It is for whoever
// decides about a release, so it says first what became worse, and every chart has its figures in words beside it.
package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/report"
)

//go:embed page.gohtml
var source string

//go:embed page.css
var style string

var pages = template.Must(template.New("page").Funcs(template.FuncMap{
	"aloud":   report.Aloud,
	"plainly": report.Plainly,
	"figure":  func(v float64) string { return fmt.Sprintf("%.3f", v) },
	"signed":  func(v float64) string { return fmt.Sprintf("%+.3f", v) },
	"lines":   func(s string) string { return strings.Trim(s, "\n") },
	"style":   func() template.CSS { return template.CSS(style) }, //nolint:gosec // our own file
}).Parse(source))

// A view is what the template shows.
type view struct {
	Headline string
	Tone     string // good, bad or open: the colour of the headline, which says the same in words
	Live     bool
	Worse    []worse
	Better   []report.Change
	Moved    []delta
	Same     int
	Notes    []string
	Faults   []string
	Suites   []card
}

// Write writes the report. The same report gives the same bytes.
func Write(w io.Writer, r *report.Report) error {
	v := view{Headline: r.Headline(), Tone: tones[r.Verdict()], Live: r.Live}
	for _, f := range r.Faults {
		v.Faults = append(v.Faults, f.Error())
	}
	changes := map[string]map[string]report.Change{}
	if j := r.Gate; j != nil {
		v.Worse, v.Moved, v.Same, v.Notes = regressions(j), deltas(j.Changes), j.Same, j.Notes
		for _, c := range j.Changes {
			if c.Better() {
				v.Better = append(v.Better, c)
			}
			if changes[c.Suite] == nil {
				changes[c.Suite] = map[string]report.Change{}
			}
			changes[c.Suite][c.Named()] = c
		}
	}
	for i, s := range r.Suites {
		c := newCard(i, s, changes[s.Name])
		if slices.ContainsFunc(v.Worse, func(w worse) bool { return w.Suite == s.Name }) {
			c.State, c.Tone = "got worse", "bad"
		}
		v.Suites = append(v.Suites, c)
	}
	if err := pages.Execute(w, v); err != nil {
		return fmt.Errorf("write the report as a page: %w", err)
	}
	return nil
}

var tones = map[report.Verdict]string{report.Passed: "good", report.Failed: "bad", report.Unrunnable: "open"}

// A card is one suite.
type card struct {
	ID          string
	Name, Kind  string
	State       string // passed, failed, or why it was not measured
	Tone        string
	Rows        []row
	Failures    []report.Failure
	Faults      []string
	Missing     []string
	Reliability *chart
	Risks       *chart
	Confused    []confusion
	Flows       []flow
	Worst       []report.Case
	Main        string // the metric that the worst cases are the worst of
}

// A row is one metric of a suite.
type row struct {
	Metric  string
	Setting string
	report.Figure
	Less    bool
	Bar     template.HTML
	Changed bool
	Delta   float64 // from what it was
}

func newCard(i int, s *report.Suite, changes map[string]report.Change) card {
	c := card{ID: fmt.Sprintf("suite-%d", i+1), Name: s.Name, Kind: s.Kind, Failures: s.Failures, Missing: s.Missing}
	c.State, c.Tone = state(s)
	for _, f := range s.Faults {
		c.Faults = append(c.Faults, f.Error())
	}
	for _, m := range slices.Sorted(maps.Keys(s.Metrics)) {
		f := s.Main(m)
		change, changed := changes[m]
		c.Rows = append(c.Rows, row{Metric: m, Setting: f.Setting, Figure: f, Less: report.LessIsBetter(m), Bar: interval(f), Changed: changed, Delta: change.Is.Value - change.Was.Value})
	}
	c.Reliability, c.Risks = reliability(s.Reliability), risks(s.Risks)
	c.Confused, c.Flows = confusions(s.Cases), flows(s.Coverage)
	if len(s.Failures) == 0 { // which say more
		c.Main, c.Worst = worst(s)
	}
	return c
}

func state(s *report.Suite) (words, tone string) {
	switch {
	case s.Skipped != "":
		return "skipped: " + s.Skipped, "open"
	case len(s.Failures) > 0:
		return fmt.Sprintf("%d not as written", len(s.Failures)), "bad"
	case !s.Measured():
		return "not measured", "open"
	case bot.Broken(s.Faults) != nil:
		return "measured, but not on all cases", "open"
	}
	return "measured", "good"
}
