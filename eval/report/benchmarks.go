package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/eval/score"
)

// WriteBenchmarks writes the report as Markdown: where we are behind, then every suite with our figures, their intervals, and
// every anchor beside them. Anchors are compared within their own setting only.
func (r *Report) WriteBenchmarks(w io.Writer) error {
	p := &printer{w: w}
	p.behind(r)
	for _, s := range r.Suites {
		if s.Kind == "conversations" {
			continue
		}
		p.f("\n### %s\n\n%s, %s. Licence: %s. Source: %s\n", s.Name, s.Kind, strings.Join(s.About.Languages, " and "), s.About.Licence, s.About.Source)
		if s.Skipped != "" {
			p.f("\nNot measured: %s.\n", s.Skipped)
		}
		if len(s.Figures)+len(s.About.Anchors) > 0 {
			p.comparison(s)
		}
		p.reliability(s)
		for _, m := range s.Missing {
			p.f("\n%s does not apply.\n", m)
		}
		if len(s.Faults) > 0 {
			p.f("\n%s could not be measured.\n", count(len(s.Faults), "thing", "things"))
		}
	}
	return p.err
}

// A duel is a metric in one setting: our figure, if there is one, and the anchors, best first.
type duel struct {
	metric, setting string
	ours            *Figure
	anchors         []Anchor
}

// duels pairs a suite's figures with its anchors.
func (s *Suite) duels() []duel {
	var all []duel
	at := func(metric, setting string) *duel {
		i := slices.IndexFunc(all, func(d duel) bool {
			return d.metric == metric && protocol(metric, d.setting) == protocol(metric, setting)
		})
		if i < 0 {
			all = append(all, duel{metric: metric, setting: setting})
			i = len(all) - 1
		}
		return &all[i]
	}
	for i := range s.Figures {
		at(s.Figures[i].Metric, s.Figures[i].Setting).ours = &s.Figures[i]
	}
	for _, a := range s.About.Anchors {
		d := at(a.Metric, a.Setting)
		d.anchors = append(d.anchors, a)
	}
	for _, d := range all {
		slices.SortStableFunc(d.anchors, func(a, b Anchor) int { return cmp.Compare(b.Value, a.Value) })
	}
	slices.SortStableFunc(all, func(a, b duel) int { return cmp.Compare(a.metric, b.metric) })
	return all
}

func (p *printer) comparison(s *Suite) {
	p.f("\n| metric | setting | system | value | 95 %% interval | cases | against us |\n|---|---|---|---|---|---|---|\n")
	for _, d := range s.duels() {
		if f := d.ours; f != nil {
			p.f("| %s | %s | **lotse** | **%.3f** | %.3f-%.3f | %d | |\n", d.metric, cell(d.setting), f.Value, f.Low, f.High, f.N)
		}
		for _, a := range d.anchors {
			against := "other setting"
			if d.ours != nil {
				against = fmt.Sprintf("%+.3f", a.Value-d.ours.Value)
			}
			p.f("| %s | %s | %s (%s) | %.3f | | | %s |\n", d.metric, cell(a.Setting), cell(a.System), a.Status, a.Value, against)
		}
	}
}

// reliability shows what a stated confidence was worth.
func (p *printer) reliability(s *Suite) {
	filled := slices.DeleteFunc(slices.Clone(s.Reliability), func(b score.Bin) bool { return b.N == 0 })
	if len(filled) == 0 {
		return
	}
	p.f("\n| confidence | cases | stated | right |\n|---|---|---|---|\n")
	for _, b := range filled {
		p.f("| %.1f-%.1f | %d | %.3f | %.3f |\n", b.From, b.To, b.N, b.Confidence, b.Right)
	}
}

// visible is the least gap that is listed: what a table of three decimals shows.
const visible = 0.0005

// behind lists where another system is better in the same setting.
func (p *printer) behind(r *Report) {
	p.f("## Where lotse is behind\n\n| suite | metric | setting | lotse | best other | its value | gap |\n|---|---|---|---|---|---|---|\n")
	rows := 0
	for _, s := range r.Suites {
		for _, d := range s.duels() {
			if d.ours == nil || len(d.anchors) == 0 {
				continue
			}
			if a := d.anchors[0]; a.Value-d.ours.Value > visible {
				p.f("| %s | %s | %s | %.3f | %s (%s) | %.3f | %.3f |\n", s.Name, d.metric, cell(d.setting), d.ours.Value, cell(a.System), a.Status, a.Value, a.Value-d.ours.Value)
				rows++
			}
		}
	}
	if rows == 0 {
		p.f("| nowhere | | | | | | |\n")
	}
	p.f("\n## All suites\n")
}

// cell keeps a text from ending a table's cell.
func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
