package report

import (
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/lotse-bot/lotse/eval/score"
)

// WriteCoverage writes for a terminal what each suite's conversations went through: a table of the flows, and each flow's own
// lines with how often they were come by. A minus stands before those that never were.
func (r *Report) WriteCoverage(w io.Writer) error {
	p := &printer{w: w}
	for _, s := range r.Suites {
		if len(s.Coverage) == 0 {
			continue
		}
		p.f("\nCoverage of %s\n\n", s.Name)
		p.flows(s.Coverage)
		for _, f := range s.Coverage {
			p.flow(f)
		}
	}
	return p.err
}

// flows is a line a flow, with their sum below.
func (p *printer) flows(all []Flow) {
	tab := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	t := &printer{w: tab}
	t.f("FLOW\tSTEPS\tBRANCHES\n")
	line := func(name string, flows []Flow) {
		t.f("%s\t%s\t%s\n", name, hits(StepsCovered(flows)), hits(BranchesCovered(flows)))
	}
	for i := range all {
		line(all[i].Name, all[i:i+1])
	}
	line("all", all)
	if p.err = tab.Flush(); t.err != nil {
		p.err = t.err
	}
}

func hits(s score.Score) string {
	if s.N == 0 {
		return "-"
	}
	return strconv.Itoa(int(s.Value*float64(s.N)+0.5)) + " of " + strconv.Itoa(s.N)
}

func (p *printer) flow(f Flow) {
	text := linesOf(f.File)
	p.f("\n%s\n", f.File)
	for _, s := range f.Steps {
		own := text(s.Line)
		if own == "" {
			own = "- " + s.Kind + " (" + s.ID + ")"
		}
		p.passed(s.Line, s.Entered, own)
		for _, b := range s.Branches {
			written := text(b.Line)
			if b.Line == s.Line || written == "" {
				written = strings.Repeat(" ", len(own)-len(strings.TrimLeft(own, " "))) + "  " + goesOn(b)
			}
			p.passed(b.Line, b.Taken, written)
		}
	}
}

func goesOn(b Branch) string {
	if b.To == "" {
		return "(ends)"
	}
	return "(goes on with " + b.To + ")"
}

// passed is one line of a flow, and how often conversations came by.
func (p *printer) passed(line, times int, text string) {
	mark := ' '
	if times == 0 {
		mark = '-'
	}
	p.f("%5d %c %5d  %s\n", line, mark, times, text)
}

// linesOf reads the lines of a file, counted from 1. What is not there is empty: coverage needs no flow to be where it was.
func linesOf(file string) func(int) string {
	source, err := os.ReadFile(file)
	rows := strings.Split(string(source), "\n")
	return func(n int) string {
		if err != nil || n < 1 || n > len(rows) {
			return ""
		}
		return strings.TrimRight(rows[n-1], " \r")
	}
}
