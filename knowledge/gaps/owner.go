package gaps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// near are the documents that came closest to answering, as far as they are still there.
func (b *Board) near(ctx context.Context, own []Occurrence) (all []Near, err error) {
	at := map[string]int{}
	for _, o := range own {
		i, known := at[o.Nearest]
		if o.Nearest == "" || b.Shelf == nil {
			continue
		}
		if !known {
			d, _, err := b.Shelf.Document(ctx, o.Nearest)
			if errors.Is(err, bot.ErrNothing) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("look for the nearest article: %w", err)
			}
			i, at[o.Nearest] = len(all), len(all)
			all = append(all, Near{Document: d.ID, Title: d.Title, owner: d.Scope.Owner})
		}
		all[i].Count++
		all[i].Confidence = max(all[i].Confidence, o.Confidence)
	}
	slices.SortFunc(all, func(a, b Near) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Document, b.Document)) })
	return all, nil
}

// owner suggests who should answer a gap: who owns the articles that came closest, else the team that was asked for in these
// conversations, else whoever knows the flow in the middle of which it was asked. Because says why.
func owner(nearest []Near, own []Occurrence) (name, because string) {
	owners, teams, flows := map[string]int{}, map[string]int{}, map[string]int{}
	for _, n := range nearest {
		owners[n.owner] += n.Count
	}
	for _, o := range own {
		teams[o.Team]++
		flows[o.Flow]++
	}
	if name, n := most(owners); n > 0 {
		return name, "owns the nearest articles"
	}
	if name, n := most(teams); n > 0 {
		return name, "the team that was asked for"
	}
	if name, n := most(flows); n > 0 {
		return "", "asked in the flow " + name
	}
	return "", ""
}
