package slack

import (
	"regexp"
	"strings"
)

// angle is what Slack puts between angle brackets: users, channels, groups, links and dates.
var angle = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)

// entities are the only three that Slack uses.
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// plain is what a person wrote, without Slack's notation and without the mention of the bot itself.
func plain(text, me string) string {
	text = angle.ReplaceAllStringFunc(text, func(s string) string {
		m := angle.FindStringSubmatch(s)
		return spelled(m[1], m[2], me)
	})
	return strings.TrimSpace(entities.Replace(text))
}

// spelled writes one thing in angle brackets as people read it.
func spelled(what, label, me string) string {
	switch {
	case what == "@"+me && me != "":
		return ""
	case strings.HasPrefix(what, "@"), strings.HasPrefix(what, "#"):
		if label != "" {
			return what[:1] + strings.TrimLeft(label, "@#")
		}
		return what
	case strings.HasPrefix(what, "!"):
		return special(what[1:], label)
	case label == "", what == label:
		return strings.TrimPrefix(what, "mailto:")
	case strings.Contains(what, label): // Slack made a link of what was typed
		return label
	}
	return label + " (" + what + ")"
}

// special writes <!here>, <!subteam^S1|@sales> and <!date^...|24 December>.
func special(what, label string) string {
	if label != "" {
		return label
	}
	name, _, _ := strings.Cut(what, "^")
	return "@" + name
}
