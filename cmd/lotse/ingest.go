package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge"
)

type ingestCmd struct {
	configFlags
	Source  []string `help:"Read only these sources, by where they are: a path, a website or a repository. Otherwise all."`
	Drop    []string `placeholder:"ID" help:"Withdraw documents at once; they stay away until they are restored. Nothing is read."`
	Restore []string `placeholder:"ID" help:"Let documents come back that were withdrawn."`
	JSON    bool     `help:"Print the report as JSON."`
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
	if a.Library == nil {
		return fmt.Errorf("%s has no documents: put articles into its folder knowledge", a.Folder.Name)
	}
	for _, id := range i.Restore {
		if err := a.Library.Restore(ctx, id); err != nil {
			return err
		}
	}
	if len(i.Drop) > 0 {
		return i.drop(ctx, a)
	}
	which, err := i.which(a.Folder.Sources)
	if err != nil {
		return err
	}
	began := time.Now()
	report, err := a.Refresh(ctx, which, progress())
	if i.JSON {
		if err == nil {
			err = embed(ctx, a)
		}
		return i.json(report, err)
	}
	printReport(report)
	if errors.Is(err, context.Canceled) {
		return errors.New("interrupted: what was read is kept, and the next ingest goes on from there")
	}
	if err != nil {
		return err
	}
	fmt.Printf("%d added, %d changed, %d removed, %d as they were, %d failed; %d passages; %.1f s\n", len(report.Added), len(report.Changed),
		len(report.Removed), report.Unchanged, len(report.Failed), report.Passages, time.Since(began).Seconds())
	if err := embed(ctx, a); err != nil {
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

// embed gives what was read its vectors, and says if the index's server could not be told.
func embed(ctx context.Context, a *app.App) error {
	if err := a.Embed(ctx, progress()); err != nil {
		return err
	}
	if err := a.Behind(); err != nil {
		return fmt.Errorf("the documents are kept, but the index does not hold them all: %w; run this again, or serve: then it is made up for", err)
	}
	return nil
}

// which is what --source says.
func (i *ingestCmd) which(all []knowledge.Source) (func(knowledge.Source) bool, error) {
	var names []string
	for _, s := range all {
		names = append(names, s.Name())
	}
	var meant []string
	for _, name := range i.Source {
		if full, err := filepath.Abs(name); err == nil && !slices.Contains(names, name) {
			name = full
		}
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("there is no source %s; there are %s", name, strings.Join(names, ", "))
		}
		meant = append(meant, name)
	}
	return func(s knowledge.Source) bool { return len(meant) == 0 || slices.Contains(meant, s.Name()) }, nil
}

func (i *ingestCmd) drop(ctx context.Context, a *app.App) error {
	for _, id := range i.Drop {
		if err := a.Library.Withdraw(ctx, id); err != nil {
			return err
		}
		fmt.Printf("withdrawn %s; lotse ingest --restore %s lets it come back\n", id, id)
	}
	return nil
}

// json prints the report, and says by its error how it went.
func (i *ingestCmd) json(report knowledge.Report, err error) error {
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := errors.Join(err, out.Encode(report)); err != nil {
		return err
	}
	if len(report.Failed) > 0 {
		return errFailed
	}
	return nil
}

// printReport says what became of each document, and counts them by source.
func printReport(report knowledge.Report) {
	for _, part := range []struct {
		what string
		ids  []string
	}{{"added", report.Added}, {"changed", report.Changed}, {"removed", report.Removed}, {"withdrawn", report.Withdrawn}} {
		if len(part.ids) > 0 {
			fmt.Printf("%-8s %s\n", part.what, strings.Join(part.ids, "\n         "))
		}
	}
	for _, f := range report.Failed {
		fmt.Printf("failed   %v\n", f)
	}
	if len(report.Sources) > 1 {
		for _, s := range report.Sources {
			fmt.Printf("%s: %d added, %d changed, %d removed, %d as they were, %d failed\n", s.Name, s.Added, s.Changed, s.Removed, s.Unchanged, s.Failed)
		}
	}
}
