package live

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/lotse-bot/lotse/eval/journey"
)

// results in the order in which they are told.
var results = []journey.Result{
	journey.Solved, journey.Answered, journey.HandedOff, journey.Abandoned, journey.Cancelled, journey.Unhelped, journey.Ongoing,
}

// WriteText writes the report for a terminal.
func (r *Report) WriteText(w io.Writer) error {
	t := &table{w: tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)}
	t.line("%s to %s: %d contacts, %d conversations, %d customers", r.From.Format(time.DateOnly), r.Last().Format(time.DateOnly), r.Contacts, r.Conversations, r.Customers)
	t.line("%s", r.ended())
	if r.Pending > 0 {
		t.line("Of %d it is too early to say whether they brought another contact within %d days: contained and re_contact leave them out.", r.Pending, r.Days)
	}
	t.figures(r)
	t.segments(r)
	t.flows(r)
	t.drivers(r)
	t.worst(r)
	if t.err != nil {
		return t.err
	}
	return t.w.Flush()
}

// ended tells in one line how contacts ended.
func (r *Report) ended() string {
	var all []string
	for _, result := range results {
		if n := r.Results[result]; n > 0 {
			all = append(all, fmt.Sprintf("%d %s", n, strings.ReplaceAll(string(result), "_", " ")))
		}
	}
	return strings.Join(all, ", ")
}

// table writes lines with columns, and remembers the first error.
type table struct {
	w   *tabwriter.Writer
	err error
}

func (t *table) line(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format+"\n", args...)
	}
}

// head begins another part, whose columns are its own.
func (t *table) head(title string) {
	if t.err == nil {
		t.err = t.w.Flush()
	}
	t.line("\n%s", title)
}

func (t *table) figures(r *Report) {
	t.head("figures, with 95 % intervals")
	for _, f := range r.Figures {
		t.line("  %s\t%.3f\t%.3f to %.3f\tn %d", f.Metric, f.Value, f.Low, f.High, f.N)
	}
	for _, m := range r.Times {
		t.line("  %s\t%.1f s\t95 %% within %.1f s\tn %d", m.Metric, m.Median, m.P95, m.N)
	}
	if r.Ranks != nil {
		t.line("  effort against stated ease\t%+.2f\trank correlation\tn %d", r.Ranks.Rho, r.Ranks.N)
	}
}

// shown are the metrics that segments are compared by on a terminal. JSON has all.
var shown = []string{"contained", "escalated", "satisfied", "easy", "effort"}

func (t *table) segments(r *Report) {
	if len(r.Segments) == 0 {
		return
	}
	t.head("segments")
	t.line("  \t\tcontacts\t%s", strings.Join(shown, "\t"))
	for _, s := range r.Segments {
		cells := make([]string, len(shown))
		for i, metric := range shown {
			cells[i] = "-"
			for _, f := range s.Figures {
				if f.Metric == metric {
					cells[i] = fmt.Sprintf("%.2f", f.Value)
				}
			}
		}
		t.line("  %s\t%s\t%d\t%s", s.By, s.Name, s.Contacts, strings.Join(cells, "\t"))
	}
}

func (t *table) flows(r *Report) {
	if len(r.Flows) == 0 {
		return
	}
	t.head("flows")
	t.line("  \tentered\tpassed\tabandoned\tcancelled\tto a person\tdrop-off")
	for _, f := range r.Flows {
		t.line("  %s\t%d\t%d\t%d\t%d\t%d\t%.2f", f.Flow, f.Entered, f.Passed, f.Abandoned, f.Cancelled, f.Handoff, f.DropOff.Value)
		for _, s := range f.Steps {
			t.line("    %s\t%d\t%d\t%d\t%d\t%d\t%.2f", s.Step, s.Entered, s.Passed, s.Abandoned, s.Cancelled, s.Handoff, s.DropOff.Value)
		}
	}
}

func (t *table) drivers(r *Report) {
	if len(r.Drivers) == 0 {
		return
	}
	t.head("what costs customers most effort")
	t.line("  weight\ttimes\tcontacts\tkind\twhere\twhy")
	for _, d := range r.Drivers {
		t.line("  %.1f\t%d\t%d\t%s\t%s\t%s", d.Weight, d.Times, d.Contacts, d.Kind, d.Where, d.Why)
	}
}

func (t *table) worst(r *Report) {
	if len(r.Worst) == 0 {
		return
	}
	t.head("conversations to look at first")
	for _, w := range r.Worst {
		t.line("  %s\teffort %.1f\t%d turns\t%s\t%s\t%s", w.Conversation, w.Effort, w.Turns, w.Channel, w.Result, w.Began.UTC().Format("2006-01-02 15:04"))
		for _, d := range w.Drivers {
			t.line("    %s\t%s: %s", d.Kind, d.Where, d.Why)
		}
		for _, l := range w.Lines {
			t.line("      %-9s %s", l.Author, strings.ReplaceAll(l.Text, "\n", "\n                "))
		}
	}
}
