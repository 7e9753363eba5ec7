package knowledge

import (
	"context"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// gone are those of the passages, by ID, that must not be used any more: their documents were dropped, changed there, or closed
// to the reader since they were found. What cannot be looked up is gone, too: nobody knows that it is not.
func (a *Answers) gone(ctx context.Context, passages []Passage, r Reader) []string {
	var ids []string
	read := map[string][]Passage{}
	for _, p := range passages {
		now, known := read[p.Document]
		if !known {
			if d, article, err := a.Articles.Document(ctx, p.Document); err == nil && d.Scope.Open(r) {
				now = article
			}
			read[p.Document] = now
		}
		if !slices.ContainsFunc(now, func(n Passage) bool { return n.Text == p.Text || n.Whole != "" && n.Whole == p.Text }) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// gone implements world.
func (d direct) gone(ctx context.Context, ps []Passage, r Reader) ([]string, error) {
	return d.a.gone(ctx, ps, r), nil
}

// gone implements world: what was gone is recorded, so that a replay leaves out the same.
func (r recorded) gone(ctx context.Context, ps []Passage, reader Reader) ([]string, error) {
	ids := make([]string, len(ps))
	for i, p := range ps {
		ids[i] = p.ID
	}
	return bot.Exchanged(ctx, r.t, "knowledge.gone", ids, func(ctx context.Context) ([]string, error) {
		return r.a.gone(ctx, ps, reader), nil
	})
}

// without leaves out of a finding what is gone.
func (f Finding) without(gone []string) Finding {
	is := func(p Passage) bool { return slices.Contains(gone, p.ID) }
	f.Hits = slices.DeleteFunc(slices.Clone(f.Hits), func(h Hit) bool { return is(h.Passage) })
	if slices.ContainsFunc(f.Article, is) {
		f.Article = nil // it changed: what else of it is as it was cannot be told
	}
	return f
}
