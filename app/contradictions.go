package app

import (
	"context"
	"net/http"
	"slices"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/clash"
)

// Contradictions are where documents that an ingestion added or changed contradict others.
func (a *App) Contradictions(ctx context.Context, r knowledge.Report) ([]clash.Clash, error) {
	if a.Library == nil || len(r.Added)+len(r.Changed) == 0 {
		return nil, nil
	}
	return clash.Find(ctx, a.Store, slices.Concat(r.Added, r.Changed)...)
}

// review looks at what an ingestion brought: which gaps it closes, and what it contradicts.
func (a *App) review(ctx context.Context, r knowledge.Report) error {
	if _, err := a.Settle(ctx, r); err != nil {
		return err
	}
	all, err := a.Contradictions(ctx, r)
	for _, c := range all {
		a.Log.Warn("two documents contradict each other", "kind", c.Kind, "document", c.One.Document, "other", c.Other.Document)
	}
	return err
}

func (a *App) listContradictions(r *http.Request, _ access.Account) (any, error) {
	all, err := clash.Find(r.Context(), a.Store)
	if all == nil {
		all = []clash.Clash{}
	}
	return map[string]any{"contradictions": all}, err
}
