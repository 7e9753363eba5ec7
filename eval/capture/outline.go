package capture

import (
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// An outline is a script in the making.
type outline struct {
	comments []string
	head     []string // settings above the first move
	moves    []move
	expect   []string // what the bot must not say at the end, in its variants
	right    string   // what it must say; empty leaves that open
	zone     *time.Location
}

// heads are the settings with which the conversation began.
func heads(s Subject) []string {
	began := s.Turns[0]
	all := []string{"start: " + began.Now.In(zone(s.Zone)).Format("2006-01-02 15:04")}
	if c := began.Conversation.Channel; c != "" && c != bot.ActChannel {
		all = append(all, "channel: "+c)
	}
	for _, u := range began.Heard {
		if u.Language != "" {
			return append(all, "language: "+u.Language)
		}
	}
	return all
}

// bytes writes the script.
func (o outline) bytes() []byte {
	var b strings.Builder
	for _, c := range o.comments {
		fmt.Fprintf(&b, "# %s\n", c)
	}
	for _, h := range o.head {
		fmt.Fprintln(&b, h)
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	for _, m := range o.moves {
		for _, l := range m {
			put(&b, l.word, l.text)
		}
	}
	for _, text := range o.expect {
		put(&b, "lotse", "not: "+quotable(text))
	}
	if o.right != "" {
		put(&b, "lotse", "means: "+oneLine(o.right))
		put(&b, "lotse", "...")
	}
	return []byte(b.String())
}

// put writes a line with its text aligned, as many rows as it has.
func put(b *strings.Builder, word, text string) {
	for i, row := range strings.Split(strings.TrimSpace(text), "\n") {
		lead := word
		if i > 0 {
			lead = ""
			if row = strings.TrimSpace(row); strings.Trim(row, ".") == "" {
				row += "." // a row of dots alone is an empty line
			}
		}
		fmt.Fprintln(b, strings.TrimRight(fmt.Sprintf("%-9s %s", lead, row), " "))
	}
}

// quotable writes a reply so that a script takes it to the letter.
func quotable(text string) string {
	for _, form := range []string{"~", "has:", "=", "not:", "means:"} {
		if strings.HasPrefix(text, form) {
			return "= " + text
		}
	}
	if strings.HasSuffix(text, "...") {
		return "= " + text
	}
	return text
}
