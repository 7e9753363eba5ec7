package bot

import (
	"slices"
	"strings"
)

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
