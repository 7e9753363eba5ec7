package main

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

type gapsTakeCmd struct {
	configFlags
	ID string `arg:"" help:"The gap."`
	By string `required:"" help:"Who works on it."`
}

func (k *gapsTakeCmd) Run(ctx context.Context) error {
	return k.change(ctx, k.ID, func(b *app.GapsBoard) (gaps.Gap, error) { return b.Take(ctx, k.ID, k.By) })
}

type gapsResolveCmd struct {
	configFlags
	ID      string `arg:"" help:"The gap."`
	Article string `help:"ID of the document that answers it; without it, it needs none."`
	By      string `help:"Who says so."`
}

func (k *gapsResolveCmd) Run(ctx context.Context) error {
	return k.change(ctx, k.ID, func(b *app.GapsBoard) (gaps.Gap, error) { return b.Resolve(ctx, k.ID, k.By, k.Article) })
}

type gapsReopenCmd struct {
	configFlags
	ID string `arg:"" help:"The gap."`
	By string `help:"Who says so."`
}

func (k *gapsReopenCmd) Run(ctx context.Context) error {
	return k.change(ctx, k.ID, func(b *app.GapsBoard) (gaps.Gap, error) { return b.Reopen(ctx, k.ID, k.By) })
}

// change changes a gap and says how it stands then.
func (f configFlags) change(ctx context.Context, id string, do func(*app.GapsBoard) (gaps.Gap, error)) error {
	b, err := f.board(ctx, true)
	if err != nil {
		return err
	}
	defer b.Close()
	g, err := do(b)
	if err != nil {
		return noSuch("gap", id, err)
	}
	fmt.Printf("%s is %s: %s\n", g.ID, g.State, g.Question)
	return nil
}

type gapsDraftCmd struct {
	configFlags
	ID  string `arg:"" help:"The gap."`
	Out string `short:"o" type:"path" help:"Write it to this file, which must not be there; without it to standard output." placeholder:"FILE"`
}

func (k *gapsDraftCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, false)
	if err != nil {
		return err
	}
	defer b.Close()
	draft, err := b.Draft(ctx, k.ID)
	if err != nil {
		return noSuch("gap", k.ID, err)
	}
	text, err := draft.Markdown()
	if err != nil {
		return err
	}
	return put(k.Out, text)
}
