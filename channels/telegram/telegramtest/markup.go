package telegramtest

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// An entity is a stretch of a text that is marked up; offsets count UTF-16 code units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

var entityTypes = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough", "code": "code", "pre": "pre",
	"a": "text_link", "tg-spoiler": "spoiler", "blockquote": "blockquote",
}

var (
	openTag = regexp.MustCompile(`^<([a-z-]+)(?: href="([^"<>]*)")?>`)
	endTag  = regexp.MustCompile(`^</([a-z-]+)>`)
	charRef = regexp.MustCompile(`^&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);`)
)

// parseHTML reads Telegram's HTML: a handful of tags, properly nested, and every < and & escaped.
// See https://core.telegram.org/bots/api#html-style.
func parseHTML(markup string) (text string, all []entity, err *problem) {
	var out strings.Builder
	type opened struct {
		tag string
		at  int // of its entity
	}
	var open []opened
	for rest := markup; rest != ""; {
		at := len(markup) - len(rest)
		switch m := openTag.FindStringSubmatch(rest); {
		case m != nil && entityTypes[m[1]] != "":
			open = append(open, opened{m[1], len(all)})
			all = append(all, entity{Type: entityTypes[m[1]], Offset: units(out.String()), URL: html.UnescapeString(m[2])})
			rest = rest[len(m[0]):]
		case m != nil:
			return "", nil, bad("can't parse entities: Unsupported start tag %q at byte offset %d", m[1], at)
		case strings.HasPrefix(rest, "</"):
			end := endTag.FindStringSubmatch(rest)
			if end == nil || len(open) == 0 || open[len(open)-1].tag != end[1] {
				return "", nil, bad("can't parse entities: Unmatched end tag at byte offset %d", at)
			}
			e := &all[open[len(open)-1].at]
			e.Length = units(out.String()) - e.Offset
			open = open[:len(open)-1]
			rest = rest[len(end[0]):]
		case rest[0] == '<':
			return "", nil, bad("can't parse entities: Unsupported start tag %q at byte offset %d", "", at)
		case rest[0] == '&' && charRef.MatchString(rest):
			ref := charRef.FindString(rest)
			out.WriteString(html.UnescapeString(ref))
			rest = rest[len(ref):]
		default:
			out.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	if len(open) > 0 {
		return "", nil, bad("can't parse entities: Can't find end tag corresponding to start tag %q", open[len(open)-1].tag)
	}
	all = slices.DeleteFunc(all, func(e entity) bool { return e.Length == 0 })
	return out.String(), all, nil
}

// units is the length of a text as Telegram counts it.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// readText is a text or a caption as it is shown, checked against its longest length.
func readText(p params, name, entities string, most int) (text string, all []entity, err *problem) {
	text = p.values[name]
	switch mode := p.values["parse_mode"]; mode {
	case "HTML":
		if text, all, err = parseHTML(text); err != nil {
			return "", nil, err
		}
	case "":
		all = decode[[]entity](p.values[entities])
		for _, e := range all {
			if e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > units(text) {
				return "", nil, bad("can't parse entities: entity %s is beyond the text", e.Type)
			}
		}
	default:
		return "", nil, bad("unsupported parse_mode %s", mode)
	}
	if n := units(text); n > most {
		if name == "caption" {
			return "", nil, bad("message caption is too long")
		}
		return "", nil, bad("message is too long")
	}
	return text, all, nil
}

// String shows the entity as a test wants to read it.
func (e entity) String() string { return fmt.Sprintf("%s %d+%d %s", e.Type, e.Offset, e.Length, e.URL) }
