package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/app"
)

type ingestCmd struct {
	configFlags
}

func (i *ingestCmd) Run(ctx context.Context) error {
	c, err := i.once()
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: logger(c)})
	if err != nil {
		return err
	}
	defer a.Close()
	began := time.Now()
	report, err := a.Ingest(ctx, progress())
	for _, part := range []struct {
		what string
		ids  []string
	}{{"added", report.Added}, {"changed", report.Changed}, {"removed", report.Removed}} {
		if len(part.ids) > 0 {
			fmt.Printf("%-8s %s\n", part.what, strings.Join(part.ids, "\n         "))
		}
	}
	for _, f := range report.Failed {
		fmt.Printf("failed   %v\n", f)
	}
	if err != nil {
		return err
	}
	fmt.Printf("%d added, %d changed, %d removed, %d as they were, %d failed; %d passages; %.1f s\n", len(report.Added), len(report.Changed),
		len(report.Removed), report.Unchanged, len(report.Failed), report.Passages, time.Since(began).Seconds())
	if err := a.Embed(ctx, progress()); err != nil {
		return err
	}
	if err := review(ctx, a, report); err != nil {
		return err
	}
	fmt.Printf("ready after %.1f s\n", time.Since(began).Seconds())
	if len(report.Failed) > 0 {
		return errFailed
	}
	return nil
}
