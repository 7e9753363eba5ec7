package handoff

import (
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// passages lists those that this and earlier turns had before them, of each document the one with the best score, best first.
func (h *Helpdesk) passages(ctx context.Context, t *bot.Turn) ([]bot.Evidence, error) {
	earlier, err := bot.Exchanged(ctx, t, "sources", t.Conversation.ID, func(ctx context.Context) ([]bot.Evidence, error) {
		turns, err := h.sources(ctx, t.Conversation.ID)
		var all []bot.Evidence
		for _, turn := range turns {
			all = append(all, offered(turn)...)
		}
		return best(all), err
	})
	if err := outside(ctx, t, "sources", err); err != nil {
		return nil, err
	}
	return best(append(earlier, offered(t)...)), nil
}

// offered are the passages in the bids of a turn.
func offered(t *bot.Turn) []bot.Evidence {
	var all []bot.Evidence
	for _, bid := range t.Decision.Bids {
		for _, e := range bid.Evidence {
			if e.Kind == "passage" {
				all = append(all, e)
			}
		}
	}
	return all
}

func best(all []bot.Evidence) []bot.Evidence {
	slices.SortStableFunc(all, func(a, b bot.Evidence) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	var out []bot.Evidence
	for _, e := range all {
		seen := slices.ContainsFunc(out, func(o bot.Evidence) bool { return document(o) == document(e) })
		if !seen && len(out) < mostSources {
			out = append(out, e)
		}
	}
	return out
}

// document is the one a passage is of: its name up to the number.
func document(e bot.Evidence) string {
	name, _, _ := strings.Cut(e.Name, "#")
	return name
}
