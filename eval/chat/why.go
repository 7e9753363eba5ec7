package chat

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// Why says what was decided, and below, a line each, every bid that was there with what it rests on.
func Why(d bot.Decision) string {
	first := strings.TrimSpace(fmt.Sprintf("%s %s", d.Kind, d.Skill)) + fmt.Sprintf(" %.2f", d.Confidence)
	if d.Reason != "" {
		first += ", " + d.Reason
	}
	lines := []string{first}
	for _, b := range d.Bids {
		lines = append(lines, bid(b))
	}
	if len(d.NotAsked) > 0 {
		lines = append(lines, strings.Join(d.NotAsked, ", ")+" was not asked")
	}
	return strings.Join(lines, "\n")
}

// bid is one line of a trace.
func bid(b bot.Bid) string {
	text := fmt.Sprintf("%s bids %.2f", b.Skill, b.Confidence)
	switch {
	case b.Failed != "":
		return b.Skill + " failed: " + b.Failed
	case b.Declined:
		text += ", then declined"
	}
	if b.Label != "" {
		text += fmt.Sprintf(" %q", b.Label)
	}
	evidence := make([]string, len(b.Evidence))
	for i, e := range b.Evidence {
		evidence[i] = reason(e)
	}
	if len(evidence) > 0 {
		text += ": " + strings.Join(evidence, ", ")
	}
	return text
}

// reason is one piece of evidence: its score, or what it says where it has none. A passage's text would fill the screen.
func reason(e bot.Evidence) string {
	if e.Score != 0 {
		return fmt.Sprintf("%s %s %.2f", e.Kind, e.Name, e.Score)
	}
	return strings.TrimSpace(e.Kind + " " + e.Name + " " + e.Detail)
}
