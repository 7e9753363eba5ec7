package slack

import (
	"encoding/json"
	"strconv"
	"strings"
)

// rich is any part of what people write on Slack: a block, a list, a word. All of them are read alike, so that a kind nobody
// knows yet loses its marks and not its words.
type rich struct {
	Type     string          `json:"type"`
	Elements []rich          `json:"elements"`
	Style    json.RawMessage `json:"style"` // of a list its kind, of words their looks
	Text     json.RawMessage `json:"text"`
	URL      string          `json:"url"`
	Name     string          `json:"name"`
	Unicode  string          `json:"unicode"`
	User     string          `json:"user_id"`
	Range    string          `json:"range"`
}

// markdown is what a person wrote, in the light markdown of replies; people who are mentioned stand as <@ID>.
func (t *roomText) markdown() string {
	var lines []string
	for _, raw := range t.Blocks {
		var b rich
		if json.Unmarshal(raw, &b) != nil || b.Type != "rich_text" {
			continue
		}
		for _, e := range b.Elements {
			lines = append(lines, e.lines()...)
		}
	}
	if text := strings.TrimSpace(strings.Join(lines, "\n")); text != "" {
		return text
	}
	return plain(keepMentions(t.Body), "")
}

// keepMentions keeps <@ID> from being spelled out as @ID.
func keepMentions(text string) string { return strings.NewReplacer("<@", "&lt;@").Replace(text) }

// lines writes a section, a list, a quote or a listing.
func (r rich) lines() (lines []string) {
	switch r.Type {
	case "rich_text_list":
		for i, item := range r.Elements {
			mark := "- "
			if string(r.Style) == `"ordered"` {
				mark = strconv.Itoa(i+1) + ". "
			}
			lines = append(lines, mark+strings.ReplaceAll(item.words(), "\n", " "))
		}
		return lines
	case "rich_text_preformatted":
		for line := range strings.SplitSeq(r.words(), "\n") {
			lines = append(lines, "`"+line+"`")
		}
		return lines
	}
	return []string{strings.TrimSuffix(r.words(), "\n")}
}

func (r rich) words() string {
	if len(r.Elements) > 0 {
		var b strings.Builder
		for _, e := range r.Elements {
			b.WriteString(e.words())
		}
		return b.String()
	}
	var text string
	_ = json.Unmarshal(r.Text, &text) // text of another kind is none
	switch r.Type {
	case "link":
		if text == "" || text == r.URL {
			return r.URL
		}
		return "[" + text + "](" + r.URL + ")"
	case "user":
		return "<@" + r.User + ">"
	case "broadcast":
		return "@" + r.Range
	case "emoji":
		return richSign(r)
	}
	return richMarks(text, r.Style)
}

// richSign gives the sign itself where Slack tells it.
func richSign(r rich) string {
	var signs strings.Builder
	for code := range strings.SplitSeq(r.Unicode, "-") {
		n, err := strconv.ParseUint(code, 16, 21)
		if err != nil {
			return ":" + r.Name + ":"
		}
		signs.WriteRune(rune(n))
	}
	return signs.String()
}

// richMarks marks words as they look. What begins or ends with a space takes the marks within: markdown has no others.
func richMarks(text string, style json.RawMessage) string {
	var looks struct{ Bold, Italic, Code bool }
	_ = json.Unmarshal(style, &looks) // no looks are none
	inner := strings.TrimSpace(text)
	mark := ""
	switch {
	case inner == "" || strings.Contains(inner, "\n"):
	case looks.Code:
		mark = "`"
	case looks.Bold:
		mark = "**"
	case looks.Italic:
		mark = "_"
	}
	if mark == "" {
		return text
	}
	return strings.Replace(text, inner, mark+inner+mark, 1)
}
