package bot

import (
	"slices"
	"strings"
)

// hear writes what was heard into the transcript and understands what every bot understands: language, and picked choices.
func (b *Bot) hear(t *Turn) {
	c := &t.Conversation
	t.Entries, t.Deliveries, t.Wakes, t.Exchanges = nil, nil, nil, nil
	if t.Event != nil {
		t.Heard = nil // what an earlier attempt made of an edited utterance
	}
	if c.Owner == "" {
		c.Owner, c.Opened = OwnerBot, t.Now
	}
	b.locate(t)
	c.hold(t.Rights, t.Now)
	for i := range t.Heard {
		u := &t.Heard[i]
		if u.Payload == "" {
			u.Payload = picked(c.Choices, u.Text)
		}
		if u.Plain != nil {
			c.Plain = *u.Plain
		}
		u.Elements = sentBy(c.Channel, u.Elements)
		c.Last = u.Key
		t.Entries = append(t.Entries, Entry{Author: ByCustomer, At: u.At, Key: u.Key, Reply: Reply{Text: u.Text, Elements: u.Elements}})
	}
	if len(t.Heard) > 0 {
		c.Choices = nil
		b.tongue(t)
	}
}

// sentBy notes whose platform has the files that were sent.
func sentBy(channel string, all []Element) []Element {
	all = slices.Clone(all)
	for i, e := range all {
		if e.Media != nil && e.Media.Remote != "" {
			m := *e.Media
			m.Channel = channel
			all[i].Media = &m
		}
	}
	return all
}

// locate keeps where the customer is: where she was heard last. What others report about her changes nothing.
func (b *Bot) locate(t *Turn) {
	c := &t.Conversation
	switch {
	case len(t.Heard) > 0, t.Event != nil && byCustomer(t.Event.Name):
		c.hearRoute(t.Now)
	case len(c.Routes) > 0:
		c.Channel, c.Address = c.Routes[0].Channel, c.Routes[0].Address
	}
}

// tongue settles the conversation's language: what the channel knows for sure, then what a clear sentence tells, then the
// language of the customer's device, then the bot's own.
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
	if c.Language == "" {
		c.Language = b.locale(t)
	}
}

// locale is the language of the customer's device, if the bot speaks it, or the bot's own.
func (b *Bot) locale(t *Turn) string {
	var all []string
	for _, u := range t.Heard {
		all = append(all, u.Locale)
	}
	if t.Event != nil {
		all = append(all, t.Event.Locale)
	}
	for _, locale := range all {
		if l, _, _ := strings.Cut(locale, "-"); b.speaks(l) {
			return l
		}
	}
	if all := b.Phrases.Languages(); len(all) > 0 {
		return all[0]
	}
	return ""
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
