package page

import (
	"cmp"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
)

// A confusion is a label that was given where another was wanted.
type confusion struct {
	Want, Got string
	N         int
	Of        int         // how many wanted it
	Example   report.Case // one of them
}

// most is how many of the worst are shown of anything.
const most = 10

// confusions are the pairs of labels that were mistaken most often, of the cases that are a choice among labels.
func confusions(cases []report.Case) []confusion {
	of, pairs := map[string]int{}, map[[2]string]*confusion{}
	for _, c := range cases {
		if c.Want == "" {
			continue
		}
		of[c.Want]++
		if c.Want == c.Got {
			continue
		}
		p := [2]string{c.Want, c.Got}
		if pairs[p] == nil {
			pairs[p] = &confusion{Want: c.Want, Got: c.Got, Example: c}
		}
		pairs[p].N++
	}
	var all []confusion
	for _, p := range pairs {
		p.Of = of[p.Want]
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b confusion) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Want, b.Want), cmp.Compare(a.Got, b.Got))
	})
	return all[:min(most, len(all))]
}

// telling are the metrics by which cases are told good from bad, the best first.
var telling = []string{"passed", "answered", "accuracy_all", "accuracy", "hit@1", "slot_f1", "rendered", "task_success"}

// worst are the cases that say least good of the metric that tells most, and this metric's name.
func worst(s *report.Suite) (metric string, cases []report.Case) {
	metric = tells(s)
	good, best := 1.0, 1.0
	if report.LessIsBetter(metric) {
		good, best = -1, 0
	}
	for _, c := range s.Cases {
		if v, counts := c.Scores[metric]; counts && good*v < best {
			cases = append(cases, c)
		}
	}
	slices.SortStableFunc(cases, func(a, b report.Case) int { return cmp.Compare(good*a.Scores[metric], good*b.Scores[metric]) })
	return metric, cases[:min(most, len(cases))]
}

func tells(s *report.Suite) string {
	for _, m := range append(slices.Clone(telling), slices.Sorted(maps.Keys(s.Metrics))...) {
		if _, there := s.Metrics[m]; there && slices.ContainsFunc(s.Cases, func(c report.Case) bool { _, counts := c.Scores[m]; return counts }) {
			return m
		}
	}
	return ""
}
