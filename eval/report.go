package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/internal/near"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Report is what a run found out. It holds no times, so that two runs over the same give the same bytes.
type Report struct {
	Suites []*SuiteReport `json:"suites"`
	Faults []bot.Fault    `json:"faults,omitempty"` // of what is no suite
	Live   bool           `json:"live,omitempty"`   // a live model took part: two runs may differ

	Interrupted bool `json:"interrupted,omitempty"` // before all was measured
}

// A SuiteReport is how one suite went.
type SuiteReport struct {
	Suite *Suite `json:"-"`
	Data  string `json:"-"` // a mark of the data that the cases are measured with; empty if there is none

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

	Cases []Case `json:"-"`

	played   []chat.Played
	rewrites []rewrite
	stated   []stated
}

// A Figure is one metric in one setting, with the 95 % interval of a bootstrap over the cases.
type Figure struct {
	Metric  string `json:"metric"`
	Setting string `json:"setting,omitempty"`
	score.Score
	Low  float64 `json:"low"`
	High float64 `json:"high"`

	cases []scored
}

// A Failure is a case that must pass and did not.
type Failure struct {
	Case string `json:"case"`
	File string `json:"file"`
	Line int    `json:"line"`
	Diff string `json:"diff"`
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

// A scored is what one case adds to one figure, at the case's position.
type scored struct {
	at    int
	value float64
}

func (s *SuiteReport) fault(file string, line int, problem, remedy string) {
	s.Faults = append(s.Faults, failure(file, line, problem, remedy))
}

// Measured says whether the suite was measured at all.
func (s *SuiteReport) Measured() bool { return len(s.Metrics) > 0 }

// settle takes each metric's figure from its main setting and notes what was asked for and is missing.
func (s *SuiteReport) settle(k kind) {
	for _, f := range s.Figures {
		if f.Setting == mainSetting(k.mains[f.Metric], f.Metric, s.Figures) {
			s.Metrics[f.Metric] = f.Score
			if f.Setting != "" {
				s.Settings[f.Metric] = f.Setting
			}
			for _, c := range f.cases {
				s.Cases[c.at].Scores[f.Metric] = c.value
			}
		}
	}
	for _, m := range s.Suite.Metrics {
		if all := metrics(); !slices.Contains(all, m) {
			s.Faults = append(s.Faults, warning(s.Suite.File, 0, fmt.Sprintf("unknown metric %q", m), near.Remedy(m, all)))
		}
		if _, there := s.Metrics[m]; !there && s.Skipped == "" {
			s.Missing = append(s.Missing, m)
		}
	}
	s.fingerprint()
	slices.SortFunc(s.Faults, bot.Fault.Compare)
	if !s.Measured() && s.Skipped == "" && bot.Broken(s.Faults) == nil {
		s.fault(s.Suite.File, 0, "nothing was measured: no metric applies to any case", "add cases")
	}
}

// mainSetting is the setting whose figure stands for the metric: the first of the preferred ones that there is, or else the first.
func mainSetting(preferred []string, metric string, figures []Figure) string {
	for _, p := range preferred {
		if slices.ContainsFunc(figures, func(f Figure) bool { return f.Metric == metric && f.Setting == p }) {
			return p
		}
	}
	i := slices.IndexFunc(figures, func(f Figure) bool { return f.Metric == metric })
	return figures[i].Setting
}

// WriteJSON writes the report as indented JSON: {"suites":[{"name","kind","metrics":{"NAME":{"value","n"}}, ...}]}, with what
// the gate says, if there was one, as "gate". J may be nil.
func (r *Report) WriteJSON(w io.Writer, j *Judgement) error {
	b, err := json.MarshalIndent(struct {
		*Report
		Gate *Judgement `json:"gate,omitempty"`
	}{r, j}, "", "  ")
	if err != nil {
		return fmt.Errorf("write the report as JSON: %w", err)
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// round keeps six decimals, so that the last bits of a sum do not show.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }
