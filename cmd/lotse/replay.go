package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
)

type replayCmd struct {
	configFlags
	Conversation string `arg:"" help:"ID of the conversation."`
}

func (r *replayCmd) Run(ctx context.Context) error {
	c, err := r.once()
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: logger(c)})
	if err != nil {
		return err
	}
	defer a.Close()
	got, err := a.Replay(ctx, r.Conversation)
	if err != nil {
		return err
	}
	differ := map[string]app.Difference{}
	for _, d := range got.Differences {
		differ[d.Turn] = d
	}
	for _, t := range got.Turns {
		printTurn(t)
		if d, ok := differ[t.ID]; ok {
			fmt.Printf("  today:  %s %s\n", strings.Join(d.Now, "\n          "), d.Problem)
		}
	}
	fmt.Printf("%d turns, %d would go another way today\n", len(got.Turns), len(got.Differences))
	if len(got.Differences) > 0 {
		return errFailed
	}
	return nil
}

// printTurn prints what was said, and why.
func printTurn(t *bot.Turn) {
	fmt.Printf("%s  %s  %s", t.Now.Format("2006-01-02 15:04:05"), t.ID, t.Decision.Kind)
	if t.Decision.Skill != "" {
		fmt.Printf(" by %s, %.2f", t.Decision.Skill, t.Decision.Confidence)
	}
	fmt.Println()
	for _, e := range t.Entries {
		who := string(e.Author)
		if e.Note {
			who = "note"
		}
		fmt.Printf("  %-9s %s\n", who, strings.ReplaceAll(e.Text, "\n", "\n            "))
	}
}
