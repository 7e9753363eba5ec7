package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/lotse-bot/lotse/bot"
)

// WriteTable writes the report for a terminal: the figures, then what failed, then what could not be measured.
func (r *Report) WriteTable(w io.Writer) error {
	p := &printer{w: w}
	p.figures(r)
	for _, s := range r.Suites {
		for _, f := range s.Failures {
			p.f("\n%s\n", strings.TrimRight(f.Diff, "\n"))
		}
		p.breaches(s)
	}
	if r.Gate != nil {
		p.judgement(r.Gate)
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

// shown is how many of the cases that a metric fell on are listed for a reader in a hurry; files for machines have all.
const shown = 3

func (p *printer) judgement(j *Judgement) {
	named := map[string]bool{}
	for _, g := range j.Regressions {
		p.f("\n%s: %s was %.4f and is %.4f: %s (%.4f is tolerated%s)\n", g.Suite, g.Named(), g.Was.Value, g.Is.Value, g.Problem, g.Tolerance, g.odds())
		p.worst(g, named)
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

// worst lists the cases that a metric fell on, with their traces, but for those that another metric of the suite has named.
func (p *printer) worst(g Regression, named map[string]bool) {
	listed := 0
	for _, c := range g.Worse[:min(shown, len(g.Worse))] {
		if key := g.Suite + "\x00" + c.Case; !named[key] {
			named[key] = true
			p.f("  %s:%d %s %s\n", c.File, c.Line, c.Case, c.Detail)
			for line := range strings.Lines(strings.TrimSpace(c.Trace)) {
				p.f("      %s\n", strings.TrimRight(line, "\n"))
			}
			listed++
		}
	}
	switch rest := len(g.Worse) - listed; {
	case rest > 0 && listed == 0:
		p.f("  on %s, the worst of them named above\n", count(rest, "case", "cases"))
	case rest > 0:
		p.f("  and %d more\n", rest)
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
	all := r.AllFaults()
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
