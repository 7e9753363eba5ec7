package simulate

import (
	"context"
	"fmt"
	"path"
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
	ended        []string        // flows, and FLOW/STEP
}

// An ender tells which flows came to their end in a conversation, each by its name and by FLOW/STEP. With a [chat.Talk] that is none,
// no success can ask for it.
type ender interface{ Ended() []string }

// take takes note of a turn and of how things stand after it.
func (r *record) take(ctx context.Context, talk chat.Talk, turn *bot.Turn) (err error) {
	if r.conversation, err = talk.Conversation(ctx); err != nil {
		return fmt.Errorf("read the conversation: %w", err)
	}
	for name, s := range r.conversation.AllSlots() {
		r.slots[name] = chat.Plain(s.Value)
	}
	if e, tells := talk.(ender); tells {
		r.ended = e.Ended()
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
