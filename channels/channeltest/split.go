package channeltest

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// splitting checks that a text beyond the platform's limit arrives in parts, each within the limit, and with every word whole.
func splitting(t *trial) {
	text, words := long(t, 3)
	t.sent("a long text", t.delivery(1, bot.Reply{Text: text, Citations: []bot.Citation{{Title: "Quelle", URL: "https://shop.example/q"}}}))
	seen := t.wire.seen()
	if t.can.Text == 0 && len(seen) != 1 {
		t.Errorf("the channel knows no limit, and yet a text was split into %d parts", len(seen))
	}
	for i, s := range seen {
		if n := channels.Length(s.Text); t.can.Text > 0 && n > t.can.Text {
			t.Errorf("part %d is %d long, the platform takes %d", i+1, n, t.can.Text)
		}
		if strings.Contains(s.Text, "**") {
			t.Errorf("part %d shows a mark instead of what is marked", i+1)
		}
	}
	whole(t, seen, words)
}

// resuming checks that after a failure in the midst of a text nobody reads the beginning twice.
func resuming(t *trial) {
	if t.can.Text == 0 {
		t.Log("texts are not split: not applicable, as the capabilities say")
		return
	}
	text, words := long(t, 3)
	d := t.delivery(1, bot.Reply{Text: text})
	t.wire.misbehave(well, broken)
	_ = failed(t, "the second part failed", d, bot.SendRetry)
	d.Attempts++
	t.sent("again", d)
	whole(t, t.wire.seen(), words)
}

// long is a text of several parts, and the words it is made of, in order. Some are marked up; none may be cut.
func long(t *trial, parts int) (text string, words []string) {
	size := t.can.Text
	if size == 0 {
		size = 4000
	}
	var b strings.Builder
	b.WriteString(word + ".\n\n")
	for i := 0; b.Len() < parts*size; i++ {
		w := fmt.Sprintf("Wort%05d", i)
		words = append(words, w)
		switch {
		case i%50 == 0:
			b.WriteString("\n\n" + w + ".\n\n")
		case i%17 == 0:
			b.WriteString("**" + w + "** ")
		case i%13 == 0:
			b.WriteString(w + " [1]. ")
		default:
			b.WriteString(w + " ")
		}
	}
	return b.String(), words
}

// whole checks that every word is there, once and in order.
func whole(t *trial, seen []Sent, words []string) {
	t.Helper()
	var all strings.Builder
	for _, s := range seen {
		all.WriteString(s.Text + "\n")
	}
	rest := all.String()
	for i, w := range words {
		at := strings.Index(rest, w)
		if at < 0 {
			t.Fatalf("word %d of %d was cut, lost or moved", i+1, len(words))
		}
		rest = rest[at+len(w):]
	}
	for _, w := range []string{words[0], words[len(words)/2], words[len(words)-1]} {
		if n := strings.Count(all.String(), w); n != 1 {
			t.Errorf("a word was shown %d times", n)
		}
	}
}
