package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// occur deals with the events that channels report and every bot understands; done is false for all others.
func (b *Bot) occur(t *Turn) (done bool, err error) {
	if t.Event == nil {
		return false, nil
	}
	t.Decision = Decision{Kind: Act, Skill: "core", Confidence: 1}
	switch t.Event.Name {
	case EventStart:
		b.welcome(t)
	case EventFeedback:
		err = b.rated(t)
	case EventEdited:
		return b.edited(t)
	case EventPage:
		err = note[Page](t, func(p Page) Entry { return Entry{Reply: Reply{Text: strings.TrimSpace(p.Title + " " + p.URL)}} })
	case EventDeleted:
		err = note[Edited](t, func(d Edited) Entry { return Entry{Key: d.Key} })
	case EventClosed, EventOpened:
		err = b.reachable(t, t.Event.Name == EventOpened)
	case EventMoved:
		err = moved(t)
	default:
		return false, nil
	}
	return true, err
}

// data reads what the turn's event carries.
func data[D any](t *Turn) (d D, err error) {
	if err = json.Unmarshal(t.Event.Data, &d); err != nil {
		err = fmt.Errorf("event %s: %w", t.Event.Name, err)
	}
	return d, err
}

// note writes an event of the customer's into the transcript, for agents.
func note[D any](t *Turn, entry func(D) Entry) error {
	d, err := data[D](t)
	if err != nil {
		return err
	}
	e := entry(d)
	e.Author, e.Note, e.Event = ByCustomer, true, t.Event.Name
	t.Add(e)
	return nil
}

func (b *Bot) welcome(t *Turn) {
	b.tongue(t)
	if b.Welcome == nil {
		t.SayPhrase("core.welcome")
		return
	}
	t.Say(b.Welcome(t.Conversation.Language))
}

// rated keeps what the customer thinks of a reply. One that did not help gets a way on.
func (b *Bot) rated(t *Turn) error {
	f, err := data[Feedback](t)
	if err != nil {
		return err
	}
	t.Add(Entry{Author: ByCustomer, Note: true, Event: EventFeedback, Reply: Reply{Text: f.Text}, Feedback: &f})
	if !f.Helpful && t.Conversation.Owner == OwnerBot {
		t.Say(Reply{Text: t.Phrase("core.unhelpful"), Choices: []Choice{PersonChoice(t)}})
	}
	return nil
}

// edited notes the new words. If nothing was said since, they are heard as what the customer says now.
func (b *Bot) edited(t *Turn) (done bool, err error) {
	d, err := data[Edited](t)
	if err != nil {
		return true, err
	}
	t.Add(Entry{Author: ByCustomer, Note: true, Event: EventEdited, Key: d.Key, Reply: Reply{Text: d.Text}})
	c := &t.Conversation
	if d.Key != c.Last || c.Owner != OwnerBot || d.Text == "" {
		return true, nil
	}
	t.Heard = []Utterance{{Key: d.Key, Text: d.Text, Payload: picked(c.Choices, d.Text), At: t.Now}}
	return false, nil
}

// reachable notes that a route can be written to, or no longer.
func (b *Bot) reachable(t *Turn, open bool) error {
	r, err := data[Route](t)
	if err != nil {
		return err
	}
	c := &t.Conversation
	c.Routes = slices.Clone(c.Routes)
	for i := range c.Routes {
		if c.Routes[i].Is(r) {
			c.Routes[i].Closed = !open
		}
	}
	t.Happened(t.Event.Name, r.Channel)
	return nil
}

// moved follows the customer to a new address on the same platform.
func moved(t *Turn) error {
	m, err := data[Moved](t)
	if err != nil {
		return err
	}
	c := &t.Conversation
	c.Routes = slices.Clone(c.Routes)
	for i := range c.Routes {
		if c.Routes[i].Is(m.From) {
			c.Routes[i].Channel, c.Routes[i].Address = m.To.Channel, m.To.Address
		}
	}
	if (Route{Channel: c.Channel, Address: c.Address}).Is(m.From) {
		c.Channel, c.Address = m.To.Channel, m.To.Address
	}
	t.Happened(EventMoved, m.To.Channel)
	return nil
}
