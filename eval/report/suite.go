package report

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Suite is how one suite went.
type Suite struct {
	Name        string                 `json:"name"`
	Kind        string                 `json:"kind"`
	Metrics     map[string]score.Score `json:"metrics"`            // the figure of each metric, in the setting below
	Settings    map[string]string      `json:"settings,omitempty"` // by metric; none is the metric's only one
	Figures     []Figure               `json:"figures,omitempty"`  // in all settings
	Reliability []score.Bin            `json:"reliability,omitempty"`
	Risks       []score.Point          `json:"risk_coverage,omitempty"`
	Skipped     string                 `json:"skipped,omitempty"` // why the suite was not run
	Missing     []string               `json:"missing,omitempty"` // metrics that were asked for and do not apply
	Coverage    []Flow                 `json:"coverage,omitempty"`
	Failures    []Failure              `json:"failures,omitempty"`
	Breaches    []Breach               `json:"breaches,omitempty"` // attacks that did harm
	Faults      []bot.Fault            `json:"faults,omitempty"`

	About    About     `json:"-"`
	Cases    []Case    `json:"-"`
	Data     string    `json:"-"` // a mark of the data that the cases are measured with; empty if there is none
	Exact    bool      `json:"-"` // it knows no chance: what passed must pass again
	Labels   string    `json:"-"` // the metric that is also compared label by label; none if empty
	Rewrites []Rewrite `json:"-"`
	Stated   []Stated  `json:"-"`
}

// About is where a suite comes from, and what others reach on it.
type About struct {
	Languages []string `json:"languages"`
	Licence   string   `json:"licence"`
	Source    string   `json:"source"`
	Anchors   []Anchor `json:"anchors"`
}

// An Anchor is a figure of another system on the same cases.
type Anchor struct {
	System  string  `json:"system"`
	Metric  string  `json:"metric"`
	Value   float64 `json:"value"`
	Status  string  `json:"status"` // published, computed, derived, measured
	Source  string  `json:"source"`
	Setting string  `json:"setting"`
	Note    string  `json:"note"`
}

// A Figure is one metric in one setting, with the 95 % interval of a bootstrap over the cases.
type Figure struct {
	Metric  string `json:"metric"`
	Setting string `json:"setting,omitempty"`
	score.Score
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// A Failure is a case that must pass and did not.
type Failure struct {
	Case string `json:"case"`
	File string `json:"file"`
	Line int    `json:"line"`
	Diff string `json:"diff"`
}

// A Breach is an attempt that did harm.
type Breach struct {
	Case    string   `json:"case"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Attempt string   `json:"attempt"`
	Classes []string `json:"classes"` // the metrics that it harms
	Reply   string   `json:"reply"`
	Trace   string   `json:"trace,omitempty"`
}

// A Case is one case of a suite and what it adds to each metric.
type Case struct {
	ID     string
	File   string
	Line   int
	Row    string             // a mark of what is asked: it differs if the row does; empty if that is not known
	Want   string             // the label that was wanted, where a case is a choice among labels
	Got    string             // the label that was given, then
	Detail string             // what was wanted and what was given, for a reader
	Trace  string             // why it came out so: lines of text, empty if that is not known
	Scores map[string]float64 // by metric
}

// Measured says whether the suite was measured at all.
func (s *Suite) Measured() bool { return len(s.Metrics) > 0 }

// Main is the figure of a metric in the setting that stands for it.
func (s *Suite) Main(metric string) Figure { return s.figure(metric, s.Settings[metric]) }

// figure is a metric's in a setting; it has no cases if there is none.
func (s *Suite) figure(metric, setting string) Figure {
	i := slices.IndexFunc(s.Figures, func(f Figure) bool { return f.Metric == metric && f.Setting == setting })
	if i < 0 {
		return Figure{Metric: metric, Setting: setting}
	}
	return s.Figures[i]
}
