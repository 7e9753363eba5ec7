package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// A record is what has happened in a conversation so far, as far as success is judged by it.
type record struct {
	conversation bot.Conversation
	slots        map[string]string // the last value of each
	calls        []call
	cited        map[string]bool // by ID, file name, and file name without endings
	ended        []string        // flows
}

// A call is an action with its arguments.
type call struct {
	Name string         `json:"name"`
	With map[string]any `json:"with"`
}

// An ender tells which flows came to their end in a conversation. A [chat.Talk] that is none says so only of flows that were seen
// to wait.
type ender interface{ Ended() []string }

// take takes note of a turn and of how things stand after it.
func (r *record) take(ctx context.Context, talk chat.Talk, turn *bot.Turn) (err error) {
	before := r.conversation
	if r.conversation, err = talk.Conversation(ctx); err != nil {
		return fmt.Errorf("read the conversation: %w", err)
	}
	for name, s := range r.conversation.AllSlots() {
		r.slots[name] = plain(s.Value)
	}
	if e, tells := talk.(ender); tells {
		r.ended = e.Ended()
	} else {
		r.ended = append(r.ended, gone(before.Frames, r.conversation.Frames)...)
	}
	if turn == nil {
		return nil
	}
	for _, e := range turn.Replies() {
		for _, c := range e.Citations {
			base := path.Base(c.Document)
			short, _, _ := strings.Cut(base, ".")
			r.cited[c.Document], r.cited[base], r.cited[short] = true, true, true
		}
	}
	for _, x := range turn.Exchanges {
		var c call
		if x.Kind == "action" && json.Unmarshal(x.Asked, &c) == nil {
			r.calls = append(r.calls, c)
		}
	}
	return nil
}

// gone are the flows that are not in progress any more.
func gone(before, after []bot.Frame) (flows []string) {
	for _, f := range before {
		if !slices.ContainsFunc(after, func(g bot.Frame) bool { return g.Flow == f.Flow }) {
			flows = append(flows, f.Flow)
		}
	}
	return flows
}

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
	return s.Ended != "" && slices.Contains(r.ended, s.Ended) && r.conversation.Outcome == bot.OutcomeSolved && len(r.missing(s)) > 0
}

// called says whether an action was called with these arguments among others.
func (r *record) called(name string, with map[string]any) bool {
	return slices.ContainsFunc(r.calls, func(c call) bool {
		for arg, want := range with {
			if got, given := c.With[arg]; !given || plain(got) != plain(want) {
				return false
			}
		}
		return c.Name == name
	})
}

// owner is who has the conversation, as success names them.
func owner(c *bot.Conversation) string {
	if c.Owner == bot.OwnerQueue || c.Owner == bot.OwnerAgent {
		return Person
	}
	return string(bot.OwnerBot)
}

func with(owner string) string {
	if owner == Person {
		return "a person"
	}
	return "the bot"
}

// plain writes a slot's value as scripts do: texts as they are, numbers without an exponent, what actions returned as JSON.
func plain(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	b, err := json.Marshal(value)
	if err != nil {
		return "(" + err.Error() + ")"
	}
	return string(b)
}
