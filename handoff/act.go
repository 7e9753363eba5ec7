package handoff

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// An Agent is a person who works at the desk.
type Agent struct {
	ID    string   `json:"id"`   // account
	Name  string   `json:"name"` // what customers read
	Teams []string `json:"teams,omitempty"`
}

// An Act changes a conversation on an agent's behalf. An [Actor] runs it; it may be run several times before it is saved.
type Act func(ctx context.Context, t *bot.Turn) error

// An OwnedError refuses an act because the conversation is someone else's.
type OwnedError struct {
	Owner bot.Owner
	Agent string // account, if a person owns it
}

// Error says who owns the conversation.
func (e *OwnedError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the conversation belongs to the %s %s", e.Owner, e.Agent))
}

// ErrEmpty refuses an act without words.
var ErrEmpty = errors.New("there is no text")

// WhyAgent is the reason of a handoff that nobody asked for: an agent stepped in.
const WhyAgent = "agent"

// ResultSlot is the slot that holds, after a person gave the conversation back, what was achieved.
const ResultSlot = "handoff_result"

// Take lets an agent take the conversation over, from the queue or from the bot. Words of the bot that are not yet sent are
// withdrawn. *OwnedError if another agent was first.
func (h *Helpdesk) Take(a Agent) Act {
	return func(ctx context.Context, t *bot.Turn) error {
		c := &t.Conversation
		if c.Owner == bot.OwnerAgent {
			if c.Agent == a.ID {
				return nil
			}
			return &OwnedError{c.Owner, c.Agent}
		}
		if c.Handoff == nil {
			b, err := h.brief(ctx, t, bot.Reason{Code: WhyAgent})
			if err != nil {
				return err
			}
			c.Handoff = &bot.Handoff{Reason: bot.Reason{Code: WhyAgent}, Asked: t.Now, Briefing: b}
		}
		c.Handoff.Promise = nil
		c.Pass(bot.OwnerAgent, a.ID)
		c.Outcome = ""
		t.Add(bot.Entry{Author: bot.BySystem, Name: a.Name, Event: EventTaken, Reply: bot.Reply{Text: t.Phrase("handoff.joined", "name", a.Name)}})
		t.WakeAt(WakeName, t.Now.Add(patience[0]))
		return nil
	}
}

// Reply says the agent's words to the customer, with what goes with them.
func (h *Helpdesk) Reply(a Agent, text string, with ...bot.Element) Act {
	return mine(a, func(_ context.Context, t *bot.Turn) error {
		if strings.TrimSpace(text) == "" && len(with) == 0 {
			return ErrEmpty
		}
		t.Add(bot.Entry{Author: bot.ByAgent, Name: a.Name, Reply: bot.Reply{Text: text, Elements: with}})
		t.WakeAt(WakeName, time.Time{})
		return nil
	})
}

// Note writes something for agents only. Any agent may, whoever owns the conversation.
func (h *Helpdesk) Note(a Agent, text string) Act {
	return func(_ context.Context, t *bot.Turn) error {
		if strings.TrimSpace(text) == "" {
			return ErrEmpty
		}
		t.Add(bot.Entry{Author: bot.ByAgent, Name: a.Name, Note: true, Reply: bot.Reply{Text: text}})
		return nil
	}
}

// Back gives the conversation back to the bot. Result says what was achieved; it is kept in [ResultSlot]. If the matter is
// settled, a flow that was interrupted is dropped; otherwise it goes on where it was.
func (h *Helpdesk) Back(a Agent, result string, settled bool) Act {
	return mine(a, func(ctx context.Context, t *bot.Turn) error {
		h.leave(t, a, EventBack, result, settled)
		t.SayPhrase("handoff.back", "name", a.Name)
		for _, r := range h.Resumers {
			if err := r.Resume(ctx, t); err != nil {
				return fmt.Errorf("give back: %w", err)
			}
		}
		return nil
	})
}

// Close ends the conversation. Should the customer write again, the bot answers.
func (h *Helpdesk) Close(a Agent, result string) Act {
	return mine(a, func(_ context.Context, t *bot.Turn) error {
		h.leave(t, a, EventClosed, result, true)
		t.Conversation.Outcome = bot.OutcomeHandedOff
		t.SayPhrase("handoff.closed", "name", a.Name)
		for _, after := range h.Closed {
			after(t)
		}
		return nil
	})
}

// leave ends the agent's part in the conversation and keeps what was achieved.
func (h *Helpdesk) leave(t *bot.Turn, a Agent, event, result string, settled bool) {
	c := &t.Conversation
	release(t)
	if settled {
		c.Frames = nil
	}
	delete(c.Slots, ResultSlot)
	if result = strings.TrimSpace(result); result != "" {
		if c.Slots == nil {
			c.Slots = map[string]bot.Slot{}
		}
		c.Slots[ResultSlot] = bot.Slot{Value: result, Source: bot.SourceAgent, Turn: t.ID, At: t.Now}
	}
	t.Add(bot.Entry{Author: bot.BySystem, Note: true, Name: a.Name, Event: event, Reply: bot.Reply{Text: result}})
}

// mine runs an act only for the agent who owns the conversation.
func mine(a Agent, act Act) Act {
	return func(ctx context.Context, t *bot.Turn) error {
		if c := &t.Conversation; c.Owner != bot.OwnerAgent || c.Agent != a.ID {
			return &OwnedError{c.Owner, c.Agent}
		}
		return act(ctx, t)
	}
}
