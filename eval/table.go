package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/lotse-bot/lotse/bot"
)

// WriteTable writes the report for a terminal: the figures, then what failed, then what could not be measured. J may be nil.
func (r *Report) WriteTable(w io.Writer, j *Judgement) error {
	p := &printer{w: w}
	p.figures(r)
	for _, s := range r.Suites {
		for _, f := range s.Failures {
			p.f("\n%s\n", strings.TrimRight(f.Diff, "\n"))
		}
	}
	if j != nil {
		p.judgement(j)
	}
	p.problems(r)
	return p.err
}

// A printer keeps the first error of writing, so that the writers above stay readable.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) figures(r *Report) {
	tab := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	t := &printer{w: tab}
	t.f("SUITE\tMETRIC\tVALUE\t95 %%\tCASES\tSETTING\n")
	for _, s := range r.Suites {
		switch {
		case s.Skipped != "":
			t.f("%s\tskipped: %s\n", s.Name, s.Skipped)
		case !s.Measured():
			t.f("%s\tnot measured, see below\n", s.Name)
		}
		for _, m := range slices.Sorted(maps.Keys(s.Metrics)) {
			t.figure(s.Name, s.figure(m, s.Settings[m]))
			if a := s.figure("accuracy", s.Settings[m]); m == "oos_recall" && a.N > 0 && a.Setting != s.Settings["accuracy"] {
				t.figure(s.Name, a) // one says nothing without the other
			}
		}
		for _, m := range s.Missing {
			t.f("%s\t%s\tdoes not apply\n", s.Name, m)
		}
	}
	p.err = tab.Flush()
	if t.err != nil {
		p.err = t.err
	}
}

func (p *printer) figure(suite string, f Figure) {
	p.f("%s\t%s\t%.3f\t%.3f-%.3f\t%d\t%s\n", suite, f.Metric, f.Value, f.Low, f.High, f.N, f.Setting)
}

// figure is a metric's in a setting; it has no cases if there is none.
func (s *SuiteReport) figure(metric, setting string) Figure {
	i := slices.IndexFunc(s.Figures, func(f Figure) bool { return f.Metric == metric && f.Setting == setting })
	if i < 0 {
		return Figure{Metric: metric, Setting: setting}
	}
	return s.Figures[i]
}

// shown is how many of many cases are listed.
const shown = 10

func (p *printer) judgement(j *Judgement) {
	for _, g := range j.Regressions {
		p.f("\n%s: %s was %.4f and is %.4f: %s (%.4f is tolerated)\n", g.Suite, g.Metric, g.Was.Value, g.Is.Value, g.Problem, g.Tolerance)
		for i, c := range g.Worse {
			if i == shown {
				p.f("  and %d more\n", len(g.Worse)-shown)
				break
			}
			p.f("  %s:%d %s %s\n", c.File, c.Line, c.Case, c.Detail)
		}
	}
	for i, n := range j.Notes {
		if i == 0 {
			p.f("\n")
		}
		p.f("note: %s\n", n)
	}
	if j.Passed() {
		p.f("\nGate passed: nothing is worse than the baseline.\n")
	} else {
		p.f("\nGate failed: %s.\n", count(len(j.Regressions), "metric is", "metrics are")+" worse than the baseline")
	}
}

// count is a number with the word that fits it.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (p *printer) problems(r *Report) {
	all := slices.Clone(r.Faults)
	for _, s := range r.Suites {
		all = append(all, s.Faults...)
	}
	if len(all) == 0 {
		return
	}
	serious := 0
	p.f("\n")
	for _, f := range all {
		if f.Severity == bot.Error {
			serious++
		}
		p.f("%s\n", f.Error())
	}
	p.f("%s not measured.\n", count(serious, "thing was", "things were"))
}
