package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/report"
)

// WriteText writes what came of calibrating for a terminal.
func (c *Calibrated) WriteText(w io.Writer) error {
	var text bytes.Buffer
	tab := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, organ := range organs {
		if f := c.Organs[organ]; f != nil {
			writeFitting(tab, organ, f, c.Goal)
		} else {
			fmt.Fprintf(tab, "%s: no suite has cases for it\n", organ)
		}
	}
	if len(c.Faults) > 0 {
		fmt.Fprintln(tab)
	}
	for _, f := range c.Faults {
		fmt.Fprintf(tab, "%s: %v\n", f.Severity, f)
	}
	if err := tab.Flush(); err != nil {
		return err
	}
	_, err := text.WriteTo(w)
	return err
}

// WriteJSON writes it as indented JSON.
func (c *Calibrated) WriteJSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(c)
}

func writeFitting(w io.Writer, organ report.Organ, f *calibrate.Fitting, goal calibrate.Goal) {
	fmt.Fprintf(w, "%s: %d cases, %d right (%s)\n", organ, f.Cases, f.Right, strings.Join(f.Suites, ", "))
	fmt.Fprintf(w, "  log loss\t%.3f → %.3f\theld out; %s\n", f.Before.LogLoss, f.After.LogLoss, reasons(f))
	fmt.Fprintf(w, "  Brier\t%.3f → %.3f\n", f.Before.Brier, f.After.Brier)
	fmt.Fprintf(w, "  ECE\t%.3f → %.3f\n", f.Before.ECE, f.After.ECE)
	switch {
	case f.Cut != nil:
		fmt.Fprintf(w, "  threshold\t%.3f\tacts on %s; at most %.1f %% wrong with a probability of %.0f %%\n",
			f.Cut.Threshold, cost(f.Cut), 100*f.Cut.Bound, 100*goal.Sure)
	case f.Need > 0:
		fmt.Fprintf(w, "  threshold\tnone\tno threshold can be shown to hold %.1f %%; about %d cases like these might show one\n", 100*goal.Risk, f.Need)
	default:
		fmt.Fprintf(w, "  threshold\tnone\tno threshold holds %.1f %%: even the surest are wrong more often, and more cases would not change that\n", 100*goal.Risk)
	}
	if f.HeldOut != nil {
		fmt.Fprintf(w, "  held out\t\tacts on %s\n", cost(f.HeldOut))
	}
	if len(f.Transfers) > 0 {
		fmt.Fprintf(w, "  fitted on the others\tlog loss\tECE\tthreshold of the others\n")
	}
	for _, t := range f.Transfers {
		at := "none"
		if t.Cut != nil {
			at = "acts on " + cost(t.Cut)
		}
		fmt.Fprintf(w, "    %s\t%.3f → %.3f\t%.3f → %.3f\t%s\n", t.Suite, t.Before.LogLoss, t.After.LogLoss, t.Before.ECE, t.After.ECE, at)
	}
}

// cost is what acting from a threshold on covers, and how much of it is wrong.
func cost(c *calibrate.Cut) string {
	return fmt.Sprintf("%.1f %% of the cases, %.1f %% of these wrong", 100*c.Coverage(), 100*c.Risk())
}

// reasons say which curve was chosen of which.
func reasons(f *calibrate.Fitting) string {
	var tried []string
	for _, m := range []calibrate.Method{calibrate.ByPlatt, calibrate.ByRegression} {
		tried = append(tried, fmt.Sprintf("%s %.3f", m, f.Losses[m]))
	}
	if f.Method == calibrate.None {
		return "no curve is better beyond chance (" + strings.Join(tried, ", ") + ")"
	}
	return fmt.Sprintf("%s is the best of %s", f.Method, strings.Join(tried, ", "))
}
