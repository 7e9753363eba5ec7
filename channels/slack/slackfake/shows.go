package slackfake

import (
	"encoding/json"
	"regexp"
	"strings"
)

// Shows is what a person sees of a post, one line for each thing: text as it stands, [Button], {placeholder: options}, ▣ picture.
func (p Post) Shows() string {
	var lines []string
	var blocks []map[string]any
	if json.Unmarshal(p.Blocks, &blocks) == nil && len(blocks) > 0 {
		for _, b := range blocks {
			lines = append(lines, shows(b)...)
		}
	} else if p.Text != "" {
		lines = append(lines, Read(p.Text))
	}
	for _, f := range p.Files {
		lines = append(lines, "📎 "+f.Name)
	}
	return strings.Join(lines, "\n")
}

var (
	angled = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)
	signs  = regexp.MustCompile("(^|[\\s\u200b(\\[])([*_`])([^*_`\n]+)([*_`])")
	escape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "\u200b", "")
)

// Read is a text in Slack's markup as a person reads it.
func Read(text string) string {
	text = angled.ReplaceAllStringFunc(text, func(s string) string {
		if m := angled.FindStringSubmatch(s); m[2] != "" {
			return m[2]
		}
		return strings.Trim(s, "<>")
	})
	return escape.Replace(signs.ReplaceAllString(text, "$1$3"))
}

func shows(b map[string]any) (lines []string) {
	add := func(all ...string) { lines = append(lines, all...) }
	switch b["type"] {
	case "image":
		add("▣ " + textOf(b["alt_text"]))
	case "header", "section":
		add(Read(textOf(b["text"])))
		if e, ok := b["accessory"].(map[string]any); ok {
			add(element(e))
		}
	case "card":
		if e, ok := b["hero_image"].(map[string]any); ok {
			add(element(e))
		}
		for _, field := range []string{"title", "subtitle", "body", "subtext"} {
			if t := textOf(b[field]); t != "" {
				add(Read(t))
			}
		}
		add(row(list(b["actions"]))...)
	case "carousel":
		for _, c := range list(b["elements"]) {
			if card, ok := c.(map[string]any); ok {
				add(shows(card)...)
			}
		}
	case "context", "actions", "context_actions":
		add(row(list(b["elements"]))...)
	}
	return lines
}

func row(elements []any) []string {
	var all []string
	for _, e := range elements {
		if o, ok := e.(map[string]any); ok {
			all = append(all, element(o))
		}
	}
	if len(all) == 0 {
		return nil
	}
	return []string{strings.Join(all, " ")}
}

func element(e map[string]any) string {
	switch e["type"] {
	case "mrkdwn", "plain_text":
		return Read(textOf(e))
	case "image":
		return "▣ " + textOf(e["alt_text"])
	case "button":
		return "[" + textOf(e["text"]) + "]"
	case "static_select":
		var options []string
		for _, o := range list(e["options"]) {
			if option, ok := o.(map[string]any); ok {
				options = append(options, textOf(option["text"]))
			}
		}
		return "{" + textOf(e["placeholder"]) + ": " + strings.Join(options, ", ") + "}"
	case "datepicker":
		return "{" + textOf(e["placeholder"]) + ": day}"
	case "feedback_buttons":
		yes, _ := e["positive_button"].(map[string]any)
		no, _ := e["negative_button"].(map[string]any)
		return "[" + textOf(yes["text"]) + "] [" + textOf(no["text"]) + "]"
	}
	return ""
}
