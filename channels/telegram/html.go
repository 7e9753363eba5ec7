package telegram

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Escaping for Telegram's HTML, which knows four named entities. Of the parse modes it is the one whose escaping has no traps.
var (
	escape     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	escapeAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace
)

// written is a text as Telegram's HTML; citations are what it marks.
func written(text string, citations []bot.Citation) string {
	var b strings.Builder
	var last channels.Block
	for i, block := range channels.Parse(text) {
		if i > 0 {
			b.WriteString(between(last, block))
		}
		writeBlock(&b, block, citations)
		last = block
	}
	return b.String()
}

// between is what stands between two blocks: a list belongs to what introduces it, text to its heading.
func between(a, b channels.Block) string {
	if b.Kind == channels.List || a.Kind == channels.Heading {
		return "\n"
	}
	return "\n\n"
}

func writeBlock(b *strings.Builder, block channels.Block, citations []bot.Citation) {
	switch block.Kind {
	case channels.Heading:
		b.WriteString("<b>")
		for _, s := range block.Spans {
			if s.Kind == channels.SpanBold {
				s.Kind = channels.SpanText
			}
			writeSpan(b, s, citations)
		}
		b.WriteString("</b>")
	case channels.List:
		for i, item := range block.Items {
			if i > 0 {
				b.WriteByte('\n')
			}
			if block.Numbered {
				fmt.Fprintf(b, "%d. ", block.Start+i)
			} else {
				b.WriteString("• ")
			}
			writeSpans(b, item, citations)
		}
	default:
		writeSpans(b, block.Spans, citations)
	}
}

func writeSpans(b *strings.Builder, spans []channels.Span, citations []bot.Citation) {
	for _, s := range spans {
		writeSpan(b, s, citations)
	}
}

func writeSpan(b *strings.Builder, s channels.Span, citations []bot.Citation) {
	switch s.Kind {
	case channels.SpanBold:
		b.WriteString("<b>" + escape(s.Text) + "</b>")
	case channels.SpanItalic:
		b.WriteString("<i>" + escape(s.Text) + "</i>")
	case channels.SpanCode:
		b.WriteString("<code>" + escape(s.Text) + "</code>")
	case channels.SpanLink:
		b.WriteString(linked(s.Text, s.URL))
	case channels.SpanCitation:
		mark, url := "["+strconv.Itoa(s.Number)+"]", ""
		if s.Number >= 1 && s.Number <= len(citations) {
			url = citations[s.Number-1].URL
		}
		b.WriteString(linked(mark, url))
	case channels.SpanBreak:
		b.WriteByte('\n')
	default:
		b.WriteString(escape(s.Text))
	}
}

// linked is a link, or the label where Telegram makes none: of a path on the bot's own site, and of addresses and numbers
// that it finds in a text by itself.
func linked(label, url string) string {
	if !onWeb(url) {
		for _, scheme := range []string{"mailto:", "tel:"} {
			if to, ok := strings.CutPrefix(url, scheme); ok && to != label {
				return escape(label + " (" + to + ")")
			}
		}
		return escape(label)
	}
	return `<a href="` + escapeAttr(url) + `">` + escape(label) + `</a>`
}

// onWeb tells whether an address is one that a button or a link may lead to.
func onWeb(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}

// sources lists what a reply cites, one line each below a title.
func sources(title string, all []channels.Source) []string {
	if len(all) == 0 {
		return nil
	}
	lines := []string{"<b>" + escape(title) + "</b>"}
	for _, s := range all {
		label := s.Title
		if label == "" {
			label = s.URL
		}
		lines = append(lines, s.Marks()+" "+linked(channels.Shorten(label, 200), s.URL))
	}
	return lines
}

var (
	tag  = regexp.MustCompile(`<[^>]*>`)
	link = regexp.MustCompile(`<a href="([^"]*)">([^<]*)</a>`)
)

// visible is what remains of markup once Telegram has read it: what the limits count.
func visible(markup string) string { return html.UnescapeString(tag.ReplaceAllString(markup, "")) }

// plainly is markup as text, links written out where there is room for them.
func plainly(markup string) string {
	text := visible(link.ReplaceAllString(markup, "$2 ($1)"))
	if channels.Length(text) > maxText {
		return visible(markup)
	}
	return text
}
