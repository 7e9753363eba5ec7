package capture

import (
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
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
		put(&b, "lotse", "not: "+chat.Spoken(text))
	}
	if o.right != "" {
		put(&b, "lotse", "means: "+oneLine(o.right))
		put(&b, "lotse", "...")
	}
	return []byte(b.String())
}

func put(b *strings.Builder, word, text string) {
	for _, row := range chat.Written(word, text) {
		fmt.Fprintln(b, row)
	}
}
