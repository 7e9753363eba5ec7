package chat

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// Why says in one line what was decided, and every bid that was there with what it rests on.
func Why(d bot.Decision) string {
	parts := []string{strings.TrimSpace(fmt.Sprintf("%s %s", d.Kind, d.Skill)) + fmt.Sprintf(" %.2f", d.Confidence)}
	if d.Reason != "" {
		parts[0] += " (" + d.Reason + ")"
	}
	for _, b := range d.Bids {
		parts = append(parts, bid(b))
	}
	if len(d.NotAsked) > 0 {
		parts = append(parts, "not asked: "+strings.Join(d.NotAsked, ", "))
	}
	return strings.Join(parts, "; ")
}

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
	var evidence []string
	for _, e := range b.Evidence {
		evidence = append(evidence, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Kind, e.Name, scored(e))))
	}
	if len(evidence) > 0 {
		text += " (" + strings.Join(evidence, ", ") + ")"
	}
	return text
}

func scored(e bot.Evidence) string {
	if e.Score == 0 {
		return e.Detail
	}
	return strings.TrimSpace(fmt.Sprintf("%.2f %s", e.Score, e.Detail))
}
