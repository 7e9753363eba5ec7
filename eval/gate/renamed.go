package gate

import (
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
)

// renamed finds the suites that stand in the baseline under another name, so that a new name is no way around the gate: by
// name now, the name then. It is one that was not run, of the same kind, and most cases of each are those of the other.
func renamed(r *report.Report, b *Baseline) map[string]string {
	run, out := map[string]bool{}, map[string]string{}
	for _, s := range r.Suites {
		run[s.Name] = true
	}
	for _, s := range r.Suites {
		if _, known := b.Suites[s.Name]; known || len(s.Cases) == 0 {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(b.Suites)) {
			if old := b.Suites[name]; !run[name] && old.Kind == s.Kind && 2*common(s, old) > max(len(s.Cases), len(old.Cases)) {
				out[s.Name], run[name] = name, true
				break
			}
		}
	}
	return out
}

// common is how many cases are known to be those of the baseline.
func common(s *report.Suite, old SuiteBaseline) (n int) {
	for _, c := range s.Cases {
		if was, known := old.Cases[c.ID]; known && was.Row != "" && was.Row == c.Row {
			n++
		}
	}
	return n
}
