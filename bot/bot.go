package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Bot decides turns. It keeps nothing between them and may be used by many goroutines.
type Bot struct {
	Skills   []Skill // in the order in which they are asked: cheapest first
	Policy   Policy
	Helpdesk Helpdesk
	Phrases  *Phrases
	Language func(text string) string // guesses the language of a text; empty when it cannot tell
	MaxText  int                      // longest utterance in bytes that is looked at; 0 is [DefaultMaxText]
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
		ID: recorded.ID, Conversation: before.Clone(), Heard: slices.Clone(recorded.Heard), Event: recorded.Event, Wake: recorded.Wake,
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

// hear writes what was heard into the transcript and understands what every bot understands: language, and picked choices.
func (b *Bot) hear(t *Turn) {
	c := &t.Conversation
	t.Entries, t.Deliveries, t.Wakes, t.Exchanges = nil, nil, nil, nil
	if c.Owner == "" {
		c.Owner, c.Opened = OwnerBot, t.Now
	}
	for i := range t.Heard {
		u := &t.Heard[i]
		if u.Payload == "" {
			u.Payload = picked(c.Choices, u.Text)
		}
		t.Entries = append(t.Entries, Entry{Author: ByCustomer, At: u.At, Reply: Reply{Text: u.Text}})
	}
	if len(t.Heard) > 0 {
		c.Choices = nil
		b.tongue(t)
	}
}

// tongue settles the conversation's language: the first clear sentence decides, and a later one changes it.
func (b *Bot) tongue(t *Turn) {
	c := &t.Conversation
	for _, u := range t.Heard {
		if b.speaks(u.Language) {
			c.Language = u.Language
			return
		}
	}
	if b.Language != nil && !b.answering(t) {
		if l := b.Language(t.Text()); l != "" && b.speaks(l) {
			c.Language = l
		}
	}
	if c.Language == "" && len(b.Phrases.Languages()) > 0 {
		c.Language = b.Phrases.Languages()[0]
	}
}

// answering is true of a few words in answer to a flow's question: a name, an address. They tell nothing about the language.
func (b *Bot) answering(t *Turn) bool {
	c := &t.Conversation
	return c.Language != "" && c.Frame() != nil && len(strings.Fields(t.Text())) <= 3
}

func (b *Bot) speaks(language string) bool {
	return slices.Contains(b.Phrases.Languages(), language)
}

// picked finds the choice that a typed text means: its label.
func picked(choices []Choice, text string) string {
	text = strings.TrimSpace(text)
	for _, c := range choices {
		if strings.EqualFold(c.Label, text) {
			return c.Payload
		}
	}
	return ""
}

func (b *Bot) decide(ctx context.Context, t *Turn) error {
	if b.tooLong(t) {
		t.Decision = Decision{Kind: Rephrase, Reason: "the utterance is too long"}
		t.SayPhrase("core.too_long")
		return nil
	}
	offers := b.ask(ctx, t)
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		v := b.Policy.Decide(t, offers)
		t.Decision.Kind, t.Decision.Reason = v.Kind, v.Reason
		switch v.Kind {
		case Act:
			if declined, err := b.act(ctx, t, offers, v.Offers[0]); err != nil || !declined {
				return err
			}
			offers[v.Offers[0]].Confidence = 0
		case Clarify:
			clarify(t, offers, v.Offers)
			return nil
		case Rephrase:
			return b.rephrase(ctx, t)
		case Escalate:
			return b.escalate(ctx, t)
		default:
			return nil
		}
	}
}

func (b *Bot) tooLong(t *Turn) bool {
	limit := b.MaxText
	if limit == 0 {
		limit = DefaultMaxText
	}
	return len(t.Text()) > limit
}

// ask collects the offers of the skills until one is final. A skill that fails is noted in the trace; the others go on.
func (b *Bot) ask(ctx context.Context, t *Turn) []Offer {
	var all []Offer
	t.Decision = Decision{}
	for i, s := range b.Skills {
		offers, err := s.Offers(ctx, t)
		if err != nil {
			t.Decision.Bids = append(t.Decision.Bids, Bid{Skill: s.Name(), Failed: err.Error()})
			all = append(all, Offer{})
			continue
		}
		final := false
		for _, o := range offers {
			t.Decision.Bids = append(t.Decision.Bids, Bid{Skill: s.Name(), Confidence: o.Confidence, Label: o.Label, Evidence: o.Evidence})
			final = final || o.Final
		}
		all = append(all, offers...)
		if final {
			for _, rest := range b.Skills[i+1:] {
				t.Decision.NotAsked = append(t.Decision.NotAsked, rest.Name())
			}
			break
		}
	}
	return all
}

// act takes one offer. If it declines, what it wrote is undone.
func (b *Bot) act(ctx context.Context, t *Turn, offers []Offer, i int) (declined bool, err error) {
	before := mark(t, len(offers) > 1)
	switch err := offers[i].Take(ctx); {
	case errors.Is(err, ErrDeclined):
		before.restore(t)
		t.Decision.Bids[i].Declined = true
		return true, nil
	case err != nil:
		return false, fmt.Errorf("%s: %w", t.Decision.Bids[i].Skill, err)
	}
	t.Decision.Skill, t.Decision.Confidence = t.Decision.Bids[i].Skill, offers[i].Confidence
	t.Conversation.Misses = 0
	return false, b.resume(ctx, t, t.Decision.Skill)
}

// resume lets the other skills take up their thread again after an aside. A person's conversation is nobody's to take up.
func (b *Bot) resume(ctx context.Context, t *Turn, took string) error {
	if t.Conversation.Owner != OwnerBot {
		return nil
	}
	for _, s := range b.Skills {
		if r, ok := s.(Resumer); ok && s.Name() != took {
			if err := r.Resume(ctx, t); err != nil {
				return fmt.Errorf("%s: %w", s.Name(), err)
			}
		}
	}
	return nil
}

func clarify(t *Turn, offers []Offer, order []int) {
	r := Reply{Text: t.Phrase("core.clarify")}
	for _, i := range order {
		r.Choices = append(r.Choices, Choice{Label: offers[i].Label, Payload: offers[i].Payload})
		t.Decision.Confidence = max(t.Decision.Confidence, offers[i].Confidence)
	}
	r.Choices = append(r.Choices, PersonChoice(t))
	t.Say(r)
}

func (b *Bot) rephrase(ctx context.Context, t *Turn) error {
	t.Decision.Kind = Rephrase
	t.Conversation.Misses++
	t.Say(Reply{Text: t.Phrase("core.rephrase"), Choices: []Choice{PersonChoice(t)}})
	return b.resume(ctx, t, "")
}

func (b *Bot) escalate(ctx context.Context, t *Turn) error {
	t.Decision.Kind = Escalate
	t.Conversation.Misses = 0
	return b.Helpdesk.Escalate(ctx, t, Reason{Code: WhyUnsure, Text: t.Decision.Reason})
}

// finish numbers the entries and remembers what was offered.
func (b *Bot) finish(t *Turn) {
	c := &t.Conversation
	for i := range t.Entries {
		c.Seq++
		t.Entries[i].Seq = c.Seq
		if e := t.Entries[i]; e.Author != ByCustomer && !e.Note {
			c.Choices = e.Choices
		}
	}
	c.Updated = t.Now.Truncate(time.Millisecond)
}

// marker is what a turn was before an offer was taken.
type marker struct {
	conversation               Conversation
	entries, wakes, deliveries int
}

func mark(t *Turn, whole bool) marker {
	m := marker{conversation: t.Conversation, entries: len(t.Entries), wakes: len(t.Wakes), deliveries: len(t.Deliveries)}
	if whole {
		m.conversation = t.Conversation.Clone()
	}
	return m
}

func (m marker) restore(t *Turn) {
	t.Conversation = m.conversation
	t.Entries, t.Wakes, t.Deliveries = t.Entries[:m.entries], t.Wakes[:m.wakes], t.Deliveries[:m.deliveries]
}
