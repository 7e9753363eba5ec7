package telegram

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// addressed tells whether a message is for the bot, and what it says to it. In a private chat everything is; in a group what
// mentions the bot, replies to it, or is a command with its name.
func (c *Channel) addressed(ctx context.Context, m *message) (said string, forUs bool, err error) {
	said = strings.TrimSpace(m.text())
	if !m.place().group() {
		return said, true, nil
	}
	self, err := c.Username(ctx)
	if err != nil {
		return "", false, err
	}
	if name, at, argument, ok := splitCommand(said); ok && at != "" {
		return strings.TrimSpace("/" + name + " " + argument), strings.EqualFold(at, self), nil
	}
	said, mentioned := c.withoutMention(m, self)
	reply := m.ReplyToMessage
	return said, mentioned || reply != nil && reply.From != nil && strconv.FormatInt(reply.From.ID, 10) == c.id, nil
}

// withoutMention takes the bot's name out of a text. Entities count UTF-16 code units.
func (c *Channel) withoutMention(m *message, self string) (said string, mentioned bool) {
	units := utf16.Encode([]rune(m.text()))
	entities := slices.Clone(m.entities())
	slices.Reverse(entities) // from the end, so that what is before stays where it is
	for _, e := range entities {
		if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
			continue
		}
		word := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		ours := e.Type == "mention" && strings.EqualFold(word, "@"+self)
		if e.Type == "text_mention" && e.User != nil {
			ours = strconv.FormatInt(e.User.ID, 10) == c.id
		}
		if ours {
			units, mentioned = slices.Delete(units, e.Offset, e.Offset+e.Length), true
		}
	}
	return strings.TrimSpace(string(utf16.Decode(units))), mentioned
}
