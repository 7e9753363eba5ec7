package knowledge

import (
	"bytes"

	"github.com/lotse-bot/lotse/bot"
)

// fromMarkdown fills a document from a file's content. What its front matter says counts before what is said beside it.
func (d *Document) fromMarkdown(data []byte, said matter) (matter, bot.Fault, bool) {
	head, body, ok := divide(data)
	if !ok {
		d.Text = string(data)
		return said, bot.Fault{}, true
	}
	d.Text = string(body)
	own, fault, ok := parseMatter(d.File, 1, head)
	return own.under(said), fault, ok
}

// divide separates front matter from the text.
func divide(data []byte) (head, body []byte, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte("---\n"))
	if !ok {
		return nil, data, false
	}
	if after, empty := bytes.CutPrefix(rest, []byte("---\n")); empty {
		return nil, after, true
	}
	head, body, ok = bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		head, ok = bytes.CutSuffix(rest, []byte("\n---"))
	}
	return head, body, ok
}
