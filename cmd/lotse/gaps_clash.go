package main

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/knowledge/clash"
)

type gapsClashCmd struct {
	configFlags
	JSON bool `name:"json" help:"Print them as JSON."`
}

func (k *gapsClashCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, false)
	if err != nil {
		return err
	}
	defer b.Close()
	all, err := clash.Find(ctx, b.Shelf)
	if err != nil {
		return err
	}
	if k.JSON {
		return printJSON(all)
	}
	if len(all) == 0 {
		fmt.Println("No contradictions.")
	}
	printClashes(all)
	return nil
}

// printClashes shows both sides of each, one below the other.
func printClashes(all []clash.Clash) {
	for _, c := range all {
		fmt.Printf("%s\n", c.Kind)
		for _, s := range []clash.Side{c.One, c.Other} {
			fmt.Printf("  %s (%s): %s\n", s.Document, s.Title, s.Quote)
		}
		if c.More > 0 {
			fmt.Printf("  and so in %d further pairs of documents\n", c.More)
		}
	}
}
