package simulate

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// A record is what has happened in a conversation so far, as far as success is judged by it.
type record struct {
	conversation bot.Conversation
	slots        map[string]string // the last value of each
	calls        []chat.Call
	cited        map[string]bool // by ID, file name, and file name without endings
	ended        []string        // flows, and FLOW/STEP where that is known
}

// An ender tells which flows came to their end in a conversation, and at which step. A [chat.Talk] that is none says so only of
// flows that were seen to wait, and not where.
type ender interface{ Ended() []string }

// take takes note of a turn and of how things stand after it.
func (r *record) take(ctx context.Context, talk chat.Talk, turn *bot.Turn) (err error) {
	before := r.conversation
	if r.conversation, err = talk.Conversation(ctx); err != nil {
		return fmt.Errorf("read the conversation: %w", err)
	}
	for name, s := range r.conversation.AllSlots() {
		r.slots[name] = chat.Plain(s.Value)
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
	r.calls = append(r.calls, chat.Calls(turn)...)
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
