package handoff

import (
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// passages lists those that this and earlier turns had before them, of each document the one with the best score, best first;
// and the words of the customer's questions that none of them mentions.
func (h *Helpdesk) passages(ctx context.Context, t *bot.Turn) (passages []bot.Evidence, missing []string, err error) {
	earlier, err := bot.Exchanged(ctx, t, "sources", t.Conversation.ID, func(ctx context.Context) ([]bot.Evidence, error) {
		turns, err := h.sources(ctx, t.Conversation.ID)
		var all []bot.Evidence
		for _, turn := range turns {
			all = append(all, offered(turn, "passage")...)
		}
		return append(best(all), lacked(turns...)...), err
	})
	if err := outside(ctx, t, "sources", err); err != nil {
		return nil, nil, err
	}
	for _, e := range append(earlier, lacked(t)...) {
		if e.Kind == "missing" && !slices.Contains(missing, e.Name) {
			missing = append(missing, e.Name)
		}
	}
	earlier = slices.DeleteFunc(slices.Clone(earlier), func(e bot.Evidence) bool { return e.Kind == "missing" })
	return best(append(earlier, offered(t, "passage")...)), missing[max(0, len(missing)-mostMissing):], nil
}

// lacked are the words that no passage mentions, of questions that were not answered.
func lacked(turns ...*bot.Turn) (all []bot.Evidence) {
	for _, t := range turns {
		if t.Decision.Kind != bot.Act {
			all = append(all, offered(t, "missing")...)
		}
	}
	return all
}

// offered is the evidence of a kind in the bids of a turn.
func offered(t *bot.Turn, kind string) []bot.Evidence {
	var all []bot.Evidence
	for _, bid := range t.Decision.Bids {
		for _, e := range bid.Evidence {
			if e.Kind == kind {
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
