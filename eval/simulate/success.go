package simulate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// missing is what the success still wants, a line each; none if the goal is reached.
func (r *record) missing(s Success) (all []string) {
	want := func(holds bool, format string, args ...any) {
		if !holds {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	c := &r.conversation
	want(s.Ended == "" || slices.Contains(r.ended, s.Ended), "the flow %s has not ended", s.Ended)
	want(s.Outcome == "" || s.Outcome == c.Outcome, "the outcome is %q, not %q", c.Outcome, s.Outcome)
	want(s.Owner == "" || s.Owner == owner(c), "it is with %s, not with %s", with(owner(c)), with(s.Owner))
	want(s.Reason == "" || c.Handoff != nil && c.Handoff.Reason.Code == s.Reason, "no person was asked for because of %q", s.Reason)
	for _, name := range slices.Sorted(maps.Keys(s.Slots)) {
		got, filled := r.slots[name]
		want(filled, "the slot %s is empty, not %q", name, s.Slots[name])
		want(!filled || got == s.Slots[name], "the slot %s is %q, not %q", name, got, s.Slots[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.Calls)) {
		want(r.called(name, s.Calls[name]), "the action %s was not called as it should be", name)
	}
	for _, name := range s.Never {
		want(!r.called(name, nil), "the action %s was called", name)
	}
	for _, d := range s.Cites {
		want(r.cited[d], "the document %s was not cited", d)
	}
	return all
}

// spoiled says that the flow she wanted has done its work, and not what she wanted: a second time would not undo it.
func (r *record) spoiled(s Success) bool {
	flow, _, _ := strings.Cut(s.Ended, "/")
	return flow != "" && slices.Contains(r.ended, flow) && r.conversation.Outcome == bot.OutcomeSolved && len(r.missing(s)) > 0
}

// called says whether an action was called with these arguments among others.
func (r *record) called(name string, with map[string]any) bool {
	return slices.ContainsFunc(r.calls, func(c chat.Call) bool {
		for arg, want := range with {
			if got, given := c.With[arg]; !given || chat.Plain(got) != chat.Plain(want) {
				return false
			}
		}
		return c.Action == name
	})
}
