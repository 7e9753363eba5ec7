package main

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge"
)

// review tells what an ingestion means for customers: which gaps it closes, and what it contradicts.
func review(ctx context.Context, a *app.App, r knowledge.Report) error {
	settled, err := a.Settle(ctx, r)
	if err != nil {
		return err
	}
	for _, s := range settled {
		fmt.Printf("resolved %s, answered by %s: %s\n", s.Gap, s.Article, s.Question)
	}
	clashes, err := a.Contradictions(ctx, r)
	if len(clashes) > 0 {
		fmt.Printf("warning: %s\n", counted(len(clashes), "contradiction"))
		printClashes(clashes)
	}
	return err
}
