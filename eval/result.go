package eval

import (
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/near"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A result is a suite's part of the report while it is measured.
type result struct {
	report.Suite
	parts [][]part // by figure: what the cases add to it; nil if that cannot be said
}

// A part is what the case at a position adds to a figure.
type part struct {
	at    int
	value float64
}

func newResult(s *Suite) *result {
	k := kinds[s.Kind]
	return &result{Suite: report.Suite{
		Name: s.Name, Kind: s.Kind, About: s.About, Exact: k.exact, Labels: k.labels,
		Metrics: map[string]score.Score{}, Settings: map[string]string{},
	}}
}

func (out *result) fault(file string, line int, problem, remedy string) {
	out.Faults = append(out.Faults, failure(file, line, problem, remedy))
}

// settle takes each metric's figure from its main setting and notes what was asked for and is missing.
func (out *result) settle(s *Suite) {
	mains := kinds[s.Kind].mains
	for i, f := range out.Figures {
		if f.Setting != mainSetting(mains[f.Metric], f.Metric, out.Figures) {
			continue
		}
		out.Metrics[f.Metric] = f.Score
		if f.Setting != "" {
			out.Settings[f.Metric] = f.Setting
		}
		for _, p := range out.parts[i] {
			out.Cases[p.at].Scores[f.Metric] = p.value
		}
	}
	for _, m := range s.Metrics {
		if all := metrics(); !slices.Contains(all, m) {
			out.Faults = append(out.Faults, warning(s.File, 0, fmt.Sprintf("unknown metric %q", m), near.Remedy(m, all)))
		}
		if _, there := out.Metrics[m]; !there && out.Skipped == "" {
			out.Missing = append(out.Missing, m)
		}
	}
	out.fingerprint(s.Folder)
	slices.SortFunc(out.Faults, bot.Fault.Compare)
	if !out.Measured() && out.Skipped == "" && bot.Broken(out.Faults) == nil {
		out.fault(s.File, 0, "nothing was measured: no metric applies to any case", "add cases")
	}
}

// mainSetting is the setting whose figure stands for the metric: the first of the preferred ones that there is, or else the first.
func mainSetting(preferred []string, metric string, figures []report.Figure) string {
	for _, p := range preferred {
		if slices.ContainsFunc(figures, func(f report.Figure) bool { return f.Metric == metric && f.Setting == p }) {
			return p
		}
	}
	i := slices.IndexFunc(figures, func(f report.Figure) bool { return f.Metric == metric })
	return figures[i].Setting
}
