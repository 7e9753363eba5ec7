package eval

import (
	"context"
	"slices"
)

// A kind is a kind of suite: how it is measured, and what it can say. Each kind has a file of its own.
type kind struct {
	measure func(r *run, ctx context.Context, s *Suite, out *result) error
	metrics []string            // all that it may report
	mains   map[string][]string // by metric: the settings its figure is taken from, best first; none if it has but one
	exact   bool                // it knows no chance: what passed must pass again
	labels  string              // the metric that is also compared label by label; none if empty
}

// kinds are the kinds of suites that can be measured.
var kinds map[string]kind

func init() { // not where it is declared: what measures a suite also asks for its kind
	kinds = map[string]kind{
		"answers":       answersKind,
		"channels":      channelsKind,
		"conversations": conversationsKind,
		"effort":        effortKind,
		"escalation":    escalationKind,
		"intents":       intentsKind,
		"masking":       maskingKind,
		"replays":       replaysKind,
		"retrieval":     retrievalKind,
		"security":      securityKind,
		"simulations":   simulationsKind,
		"slots":         slotsKind,
		"support":       supportKind,
	}
}

// metrics are the names of all that a suite may ask for.
func metrics() (all []string) {
	for _, k := range kinds {
		all = append(all, k.metrics...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
