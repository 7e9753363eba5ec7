package bot

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// A Bot decides turns. It keeps nothing between them and may be used by many goroutines.
type Bot struct {
	Skills   []Skill // in the order in which they are asked: cheapest first
	Policy   Policy
	Curve    *Curve // what the confidences of offers are worth on whole turns, but for final ones and resorts; nil is what they say
	Helpdesk Helpdesk
	Phrases  *Phrases
	Language func(text string) string    // guesses the language of a text; empty when it cannot tell
	Welcome  func(language string) Reply // what a customer hears who opens a conversation without a word; nil says a phrase
	MaxText  int                         // longest utterance in bytes that is looked at; 0 is [DefaultMaxText]
}

// DefaultMaxText is the longest utterance, in bytes, that skills get to see.
const DefaultMaxText = 8 << 10

// PersonPayload is what the choice of [PersonChoice] sends back.
const PersonPayload = "person:"

// PersonChoice is the choice that brings in a person.
func PersonChoice(t *Turn) Choice {
	return Choice{Label: t.Phrase("core.person"), Payload: PersonPayload}
}

// Run decides the turn and writes everything that follows from it on the turn. Running it again on the same turn, as it was
// before, gives the same. An error means that the turn failed and may be tried again.
func (b *Bot) Run(ctx context.Context, t *Turn) error {
	t.phrases = b.Phrases
	b.hear(t)
	if err := b.decide(ctx, t); err != nil {
		return err
	}
	b.finish(t)
	return nil
}

// Fail writes on a turn that cannot be run that a person is brought in.
func (b *Bot) Fail(ctx context.Context, t *Turn, cause error) error {
	t.phrases = b.Phrases
	b.hear(t)
	t.Happened("turn failed", cause.Error())
	t.Decision = Decision{Kind: Escalate, Reason: WhyFailed}
	t.SayPhrase("core.failed")
	if err := b.Helpdesk.Escalate(ctx, t, Reason{Code: WhyFailed}); err != nil {
		return err
	}
	b.finish(t)
	return nil
}

// Replay runs a recorded turn again on the conversation as it was before it. The world outside is not asked: the recorded
// exchanges answer. ErrReplay if the turn asks for more or for less than was recorded.
func (b *Bot) Replay(ctx context.Context, before Conversation, recorded *Turn) (*Turn, error) {
	t := &Turn{
		ID: recorded.ID, Conversation: before.Clone(), Heard: slices.Clone(recorded.Heard), Event: recorded.Event, Wake: recorded.Wake, Rights: recorded.Rights,
		Now: recorded.Now, Attempt: recorded.Attempt, History: recorded.History,
	}
	t.Conversation.Channel, t.Conversation.Address = recorded.Conversation.Channel, recorded.Conversation.Address
	if recorded.Conversation.Customer != "" {
		t.Conversation.Customer = recorded.Conversation.Customer
	}
	t.replay = append([]Exchange{}, recorded.Exchanges...)
	if err := b.make(ctx, t); err != nil {
		return nil, err
	}
	if t.diverged == nil && len(t.Exchanges) < len(t.replay) {
		t.diverged = fmt.Errorf("%w: %s is not asked any more", ErrReplay, t.replay[len(t.Exchanges)].Kind)
	}
	return t, t.diverged
}

// make runs the turn, or gives it up if it was tried often enough.
func (b *Bot) make(ctx context.Context, t *Turn) error {
	if t.Attempt >= Attempts {
		return b.Fail(ctx, t, fmt.Errorf("the turn failed %d times", t.Attempt))
	}
	return b.Run(ctx, t)
}

// finish numbers the entries and remembers what was offered.
func (b *Bot) finish(t *Turn) {
	c := &t.Conversation
	via := c.Via()
	for i := range t.Entries {
		c.Seq++
		t.Entries[i].Seq = c.Seq
		if t.Entries[i].Via == "" {
			t.Entries[i].Via = via
		}
		if e := t.Entries[i]; e.Author != ByCustomer && !e.Note {
			c.Choices = offered(e.Reply)
		}
	}
	c.Updated = t.Now.Truncate(time.Millisecond)
}

// offered are the choices of a reply and of its cards.
func offered(r Reply) []Choice {
	all := r.Choices
	for _, e := range r.Elements {
		for _, c := range e.Cards {
			all = append(all[:len(all):len(all)], c.Choices...)
		}
	}
	return all
}
