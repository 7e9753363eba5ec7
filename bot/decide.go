package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

func (b *Bot) decide(ctx context.Context, t *Turn) error {
	if b.tooLong(t) {
		t.Decision = Decision{Kind: Rephrase, Reason: "the utterance is too long"}
		t.SayPhrase("core.too_long")
		return nil
	}
	if done, err := b.occur(t); done || err != nil {
		return err
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
			t.Guesses = choices(offers, v.Offers[1:])
			if declined, err := b.act(ctx, t, offers, v.Offers[0]); err != nil || !declined {
				return err
			}
			offers[v.Offers[0]].Confidence = 0
		case Clarify:
			clarify(t, offers, v.Offers)
			return nil
		case Rephrase:
			return b.rephrase(ctx, t, offers, v.Offers)
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
			if !o.Final && !o.Resort {
				o.Confidence, o.Least = b.Curve.Of(o.Confidence), b.Curve.Of(o.Least)
			}
			t.Decision.Bids = append(t.Decision.Bids, Bid{Skill: s.Name(), Confidence: o.Confidence, Least: o.Least, Final: o.Final, Label: o.Label, Evidence: o.Evidence})
			all, final = append(all, o), final || o.Final
		}
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
	for _, i := range order {
		t.Decision.Confidence = max(t.Decision.Confidence, offers[i].Confidence)
	}
	t.Say(Reply{Text: t.Phrase("core.clarify"), Choices: append(choices(offers, order), PersonChoice(t))})
}

// choices are offers, to be picked with certainty.
func choices(offers []Offer, order []int) (all []Choice) {
	for _, i := range order {
		all = append(all, Choice{Label: offers[i].Label, Payload: offers[i].Payload})
	}
	return all
}

// rephrase asks to say it otherwise, and names what may have been meant, so that one tap is enough where it was.
func (b *Bot) rephrase(ctx context.Context, t *Turn, offers []Offer, guesses []int) error {
	t.Decision.Kind = Rephrase
	if attached(t) {
		t.Say(Reply{Text: t.Phrase("core.attached"), Choices: []Choice{PersonChoice(t)}})
		return b.resume(ctx, t, "")
	}
	t.Conversation.Misses++
	r, err := near(ctx, t, offers)
	switch {
	case err != nil:
		return err
	case r.Text != "":
	case len(guesses) > 0:
		r.Text = t.Phrase("core.guess")
	default:
		r.Text = t.Phrase("core.rephrase")
	}
	r.Choices = append(choices(offers, guesses), PersonChoice(t))
	t.Say(r)
	return b.resume(ctx, t, "")
}

// near asks to say it otherwise, and points to what came closest if some skill knows it; it is empty if none does.
func near(ctx context.Context, t *Turn, offers []Offer) (Reply, error) {
	for _, o := range offers {
		if o.Near == nil {
			continue
		}
		if r, err := o.Near(ctx); err != nil {
			return Reply{}, err
		} else if r != nil {
			return *r, nil
		}
	}
	return Reply{}, nil
}

// attached is true of a turn in which the customer only sent pictures, files or places.
func attached(t *Turn) bool {
	for _, u := range t.Heard {
		if len(u.Elements) > 0 {
			return strings.TrimSpace(t.Text()) == "" && t.Payload() == ""
		}
	}
	return false
}

func (b *Bot) escalate(ctx context.Context, t *Turn) error {
	t.Decision.Kind = Escalate
	t.Conversation.Misses = 0
	return b.Helpdesk.Escalate(ctx, t, Reason{Code: WhyUnsure, Text: t.Decision.Reason})
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
