package slack

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// escaping is all that Slack wants escaped in text.
var escaping = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes text safe to be part of Slack's markup: no mention, no link comes of it.
func escape(text string) string { return escaping.Replace(text) }

// apart is put between a sign that Slack would take for markup and what it would mark: a space of no width. There is no escape.
const apart = "\u200b"

// literal escapes text and keeps its stars, underscores, tildes and backticks from marking anything up. Slack sees a mark
// where one begins a word.
func literal(text string) string {
	var b strings.Builder
	last := ' '
	for i, r := range text {
		b.WriteRune(r)
		if strings.ContainsRune("*_~`", r) && !isWord(last) {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if next != utf8.RuneError && !unicode.IsSpace(next) {
				b.WriteString(apart)
			}
		}
		last = r
	}
	return escape(b.String())
}

// marked is a reply's text in Slack's markup. Its citations are links where the sources have addresses.
func marked(text string, citations []bot.Citation) string {
	var lines []string
	for i, block := range channels.Parse(text) {
		if i > 0 {
			lines = append(lines, "")
		}
		switch block.Kind {
		case channels.Heading:
			lines = append(lines, "*"+strings.ReplaceAll(spans(block.Spans, citations), "*", "")+"*")
		case channels.List:
			for n, item := range block.Items {
				lines = append(lines, bullet(block, n)+spans(item, citations))
			}
		default:
			lines = append(lines, spans(block.Spans, citations))
		}
	}
	return strings.Join(lines, "\n")
}

func bullet(b channels.Block, n int) string {
	if b.Numbered {
		return fmt.Sprintf("%d. ", b.Start+n)
	}
	return "• "
}

func spans(all []channels.Span, citations []bot.Citation) string {
	var b strings.Builder
	for i, s := range all {
		mark := marks[s.Kind]
		if mark == "" {
			b.WriteString(span(s, citations))
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(b.String()); isWord(last) {
			b.WriteString(apart)
		}
		b.WriteString(mark + span(s, citations) + mark)
		if i+1 < len(all) {
			if next, _ := utf8.DecodeRuneInString(all[i+1].Text); isWord(next) {
				b.WriteString(apart)
			}
		}
	}
	return b.String()
}

// marks are what Slack puts around text. It sees them only where a word begins and ends.
var marks = map[channels.SpanKind]string{channels.SpanBold: "*", channels.SpanItalic: "_", channels.SpanCode: "`"}

func span(s channels.Span, citations []bot.Citation) string {
	switch s.Kind {
	case channels.SpanBold, channels.SpanItalic:
		return escape(strings.ReplaceAll(s.Text, marks[s.Kind], apart+marks[s.Kind]))
	case channels.SpanCode:
		return escape(s.Text)
	case channels.SpanLink:
		return link(s.URL, s.Text)
	case channels.SpanCitation:
		return cited(s.Number, citations)
	case channels.SpanBreak:
		return "\n"
	}
	return literal(s.Text)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// link is a link in Slack's markup. A relative address leads nowhere there, so the label stands alone.
func link(url, label string) string {
	if strings.HasPrefix(url, "/") || !channels.Safe(url) {
		return literal(label)
	}
	url = strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "|", "%7C").Replace(url)
	if label = escape(strings.ReplaceAll(label, "|", "/")); label == "" || label == url {
		return "<" + url + ">"
	}
	return "<" + url + "|" + label + ">"
}

func cited(number int, citations []bot.Citation) string {
	mark := fmt.Sprintf("[%d]", number)
	if number < 1 || number > len(citations) || citations[number-1].URL == "" {
		return mark
	}
	return link(citations[number-1].URL, mark)
}

// The objects of Block Kit that carry text.

func mrkdwn(text string) *slackapi.TextBlockObject {
	return slackapi.NewTextBlockObject(slackapi.MarkdownType, text, false, false)
}

func words(text string) *slackapi.TextBlockObject {
	return slackapi.NewTextBlockObject(slackapi.PlainTextType, text, false, false)
}

// remark is a line in small print.
func remark(text string) *slackapi.ContextBlock {
	return slackapi.NewContextBlock("", mrkdwn(fitted(text, maxSection, literal)))
}

// fitted writes as much of a text as takes no more than most characters once it is written: escaping makes it longer.
func fitted(text string, most int, write func(string) string) string {
	for limit := most; ; limit = limit * 3 / 4 {
		if s := write(channels.Shorten(text, limit)); length(s) <= most || limit < 10 {
			return s
		}
	}
}
