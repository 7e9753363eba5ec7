package slack

import (
	"cmp"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// How much is posted at once: below the 4,000 characters that Slack advises, so that several entries go in one post; and how
// much of one entry, below the 40,000 where Slack cuts.
const (
	postText  = 3500
	entryText = 20000
)

// A leaf is what of a transcript goes into one post.
type leaf struct {
	text    string
	last    int64 // the last entry on it
	entries []bot.Entry
}

// leaf fills one, and returns what is left over. It ends with the entry that ends the handoff.
func (d *Desk) leaf(h *handoff, entries []bot.Entry) (p leaf, rest []bot.Entry) {
	var b strings.Builder
	for i, e := range entries {
		line := ""
		if !h.shown(e.Seq) {
			line = d.line(e)
		}
		if b.Len() > 0 && b.Len()+len(line) > postText {
			return leaf{b.String(), p.last, p.entries}, entries[i:]
		}
		if line != "" && b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
		p.last, p.entries = e.Seq, append(p.entries, e)
		if d.Ends(e) != "" {
			return leaf{b.String(), p.last, p.entries}, nil
		}
	}
	p.text = b.String()
	return p, nil
}

// turn notes what a leaf that is shown means for the handoff.
func (d *Desk) turn(h *handoff, p leaf) {
	h.Cursor, h.Trying = p.last, time.Time{}
	for _, e := range p.entries {
		if e.Author == bot.BySystem && e.Name != "" {
			h.Name = e.Name
		}
		if ending := d.Ends(e); ending != "" {
			h.Ending, h.Result = ending, e.Text
			h.Name = cmp.Or(e.Name, h.Name)
		}
		if e.Author == bot.ByCustomer {
			h.Files = append(h.Files, d.files(e)...)
		}
	}
}
