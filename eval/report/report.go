// Package report holds what a run of suites found out, and writes it: for a terminal, as JSON, as JUnit XML, and as Markdown.
package report

import (
	"encoding/json"
	"io"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Report is what a run found out. It holds no times, so that two runs over the same give the same bytes.
type Report struct {
	Suites []*Suite    `json:"suites"`
	Faults []bot.Fault `json:"faults,omitempty"` // of what is no suite
	Live   bool        `json:"live,omitempty"`   // a live model took part: two runs may differ

	Interrupted bool `json:"interrupted,omitempty"` // before all was measured

	Gate *Judgement `json:"gate,omitempty"` // what a gate says about it; nil if there was none
}

// AllFaults are those of the report and of all its suites.
func (r *Report) AllFaults() []bot.Fault {
	all := slices.Clone(r.Faults)
	for _, s := range r.Suites {
		all = append(all, s.Faults...)
	}
	return all
}

// WriteJSON writes the report as indented JSON: {"suites":[{"name","kind","metrics":{"NAME":{"value","n"}}, ...}]}, with what
// the gate says, if there was one, as "gate".
func (r *Report) WriteJSON(w io.Writer) error {
	to := json.NewEncoder(w)
	to.SetIndent("", "  ")
	return to.Encode(r)
}

// DefaultBootstrap has enough resamples for a 95 % interval that another seed moves by about a tenth of its width.
var DefaultBootstrap = score.Bootstrap{Resamples: 400, Seed: 20260302}

// Round keeps six decimals of a figure, so that the last bits of a sum do not show.
func Round(x float64) float64 { return math.Round(x*1e6) / 1e6 }
