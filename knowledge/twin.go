package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// atHome leaves out the best documents in another language as long as each stands in the customer's own, too: what such an article does
// not say there, it does not say to her in other words. Of 75 questions in German or English to collections that have everything in both
// (cwa, xquad, whole and in parts), for which an article of the other language came out best, it answered 2.
func (a *Answers) atHome(ctx context.Context, hits []Hit, q Query) ([]Hit, error) {
	for len(hits) > 0 && q.Within == "" && q.Language != "" {
		first := hits[0].Passage
		if first.Language == "" || first.Language == q.Language {
			return hits, nil
		}
		d, _, err := a.Articles.Document(ctx, first.Document)
		if err != nil && !errors.Is(err, bot.ErrNothing) {
			return nil, fmt.Errorf("read %s: %w", first.Document, err)
		}
		ids := append(twins(first.Document, first.Language, q.Language), d.Translations...)
		if twin, err := a.stands(ctx, ids, hits, q); !twin || err != nil {
			return hits, err
		}
		hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Passage.Document == first.Document })
	}
	return hits, nil
}

// stands tells whether one of the documents can be found by who asks, if it was not.
func (a *Answers) stands(ctx context.Context, ids []string, hits []Hit, q Query) (bool, error) {
	for _, id := range ids {
		if slices.ContainsFunc(hits, func(h Hit) bool { return h.Passage.Document == id && h.Passage.Language == q.Language }) {
			return true, nil
		}
		d, _, err := a.Articles.Document(ctx, id)
		if err == nil && d.Language == q.Language && q.Admits(d.Scope) {
			return true, nil
		}
		if err != nil && !errors.Is(err, bot.ErrNothing) {
			return false, fmt.Errorf("look for %s: %w", id, err)
		}
	}
	return false, nil
}

// twins are the IDs that an article of one language may have in another: "de/returns" is "en/returns", and "kalk.de" is "kalk.en".
func twins(id, language, other string) (all []string) {
	for at := 0; at < len(id); {
		end := len(id)
		if i := strings.IndexAny(id[at:], "/.-_"); i >= 0 {
			end = at + i
		}
		if id[at:end] == language {
			all = append(all, id[:at]+other+id[end:])
		}
		at = end + 1
	}
	return all
}
