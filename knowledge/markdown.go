package knowledge

import (
	"bytes"
	"regexp"

	"github.com/lotse-bot/lotse/bot"
)

// fromMarkdown fills a document from a file's content. What its front matter says counts before what is said beside it.
func (d *Document) fromMarkdown(data []byte, said matter) (matter, bot.Fault, bool) {
	begin := 1
	if blank := slipped.Find(data); matterBegins.Match(data[len(blank):]) {
		data, begin = data[len(blank):], 1+bytes.Count(blank, []byte("\n"))
	}
	head, body, ok := divide(data)
	if !ok {
		return said, broken(d.File, begin, "its front matter has no end", "write a line of --- below it"), false
	}
	if inTOML.Match(data) {
		return said, broken(d.File, begin, "its front matter is TOML", "write it as YAML, between two lines of ---"), false
	}
	d.Text = string(body)
	own, fault, ok := parseMatter(d.File, begin, head)
	return own.under(said), fault, ok
}

var (
	fence        = regexp.MustCompile(`(?m)^---[ \t]*(?:\n|\z)`)
	saysName     = regexp.MustCompile(`\A\s*\w+:(?:\s|\z)`)
	inTOML       = regexp.MustCompile(`\A\+\+\+[ \t]*\n`)
	slipped      = regexp.MustCompile(`\A(?:[ \t]*\n)+`) // blank lines above what should be first
	matterBegins = regexp.MustCompile(`\A(?:---[ \t]*\n\s*\w+:\s|\+\+\+[ \t]*\n)`)
)

// divide separates front matter from the text. A line of --- alone may also divide texts; but what names something below it is front
// matter, and not ok if it has no end: it may say who must not read the text.
func divide(data []byte) (head, body []byte, ok bool) {
	if at := fence.FindIndex(data); at == nil || at[0] > 0 {
		return nil, data, true
	}
	_, rest, _ := bytes.Cut(data, []byte("\n"))
	end := fence.FindIndex(rest)
	if end == nil {
		return nil, data, !saysName.Match(rest)
	}
	return rest[:end[0]], rest[end[1]:], true
}
