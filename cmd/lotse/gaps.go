package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// gapsCmd is what can be done about what is missing in the articles. Without a name it lists gaps.
type gapsCmd struct {
	List    gapsListCmd    `cmd:"" default:"withargs" help:"List the questions that were not answered well, most asked first. The default."`
	Show    gapsShowCmd    `cmd:"" help:"Show one with all its wordings, and where they were asked."`
	Take    gapsTakeCmd    `cmd:"" help:"Note who works on one."`
	Resolve gapsResolveCmd `cmd:"" help:"Note that one is resolved. That an article answers it is noticed without."`
	Reopen  gapsReopenCmd  `cmd:"" help:"Open one again."`
	Draft   gapsDraftCmd   `cmd:"" help:"Write a draft of the article that is missing."`
	Queue   gapsQueueCmd   `cmd:"" help:"List what agents answered in person and could be an article."`
	Accept  gapsAcceptCmd  `cmd:"" help:"Make an article of one of these."`
	Reject  gapsRejectCmd  `cmd:"" help:"Make none of it: it does not come again."`

	Contradictions gapsClashCmd `cmd:"" help:"List where articles contradict each other: the same sentence with another number, another day, or a 'not'."`
}

// errServed says where to go while a program serves.
var errServed = errors.New("a program serves from these data: change it there, with POST /desk/v1/gaps/… (docs/gaps.md), or stop it first")

// board opens the board of a bot; change needs it to be this program's own.
func (f configFlags) board(ctx context.Context, change bool) (*app.GapsBoard, error) {
	c, err := f.once()
	if err != nil {
		return nil, err
	}
	b, err := app.OpenGaps(ctx, c, app.Options{Actions: actions(), Log: logger(c)})
	if err == nil && change && b.Served {
		err = errors.Join(errServed, b.Close())
	}
	return b, err
}

// noSuch says in words what was not found.
func noSuch(what, id string, err error) error {
	if errors.Is(err, bot.ErrNothing) {
		return fmt.Errorf("there is no %s %s", what, id)
	}
	return err
}

func printJSON(v any) error {
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}

type gapsListCmd struct {
	configFlags
	State string `help:"Only those in this state: open, taken or resolved. Without it all but the resolved." enum:",open,taken,resolved" default:""`
	JSON  bool   `name:"json" help:"Print them as JSON."`
}

func (k *gapsListCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, false)
	if err != nil {
		return err
	}
	defer b.Close()
	all, err := b.List(ctx, gaps.State(k.State))
	if err != nil {
		return err
	}
	if k.JSON {
		return printJSON(all)
	}
	if len(all) == 0 {
		fmt.Println("Nothing is missing.")
	}
	for _, g := range all {
		fmt.Printf("%s  %3dx  %-8s %-8s %-10s %s\n", g.ID, g.Count, g.State, g.Trend, orDash(g.Owner), g.Question)
	}
	return nil
}

type gapsShowCmd struct {
	configFlags
	ID   string `arg:"" help:"The gap; the beginning of its ID will do."`
	JSON bool   `name:"json" help:"Print it as JSON."`
}

func (k *gapsShowCmd) Run(ctx context.Context) error {
	b, err := k.board(ctx, false)
	if err != nil {
		return err
	}
	defer b.Close()
	g, err := b.Show(ctx, k.ID)
	if err != nil {
		return noSuch("gap", k.ID, err)
	}
	if k.JSON {
		return printJSON(g)
	}
	printGap(g)
	return nil
}

func printGap(g gaps.Gap) {
	fmt.Printf("%s\n\nstate      %s %s %s\nasked      %s in %s, %s to %s, %s\n", g.Question, g.State, g.By, g.Article,
		counted(g.Count, "time"), counted(g.Conversations, "conversation"), g.First.Format("2006-01-02"), g.Last.Format("2006-01-02"), g.Trend)
	if g.Again > 0 {
		fmt.Printf("again      came up %d times after it was resolved\n", g.Again)
	}
	fmt.Printf("owner      %s\n", strings.TrimSpace(orDash(g.Owner)+"  "+g.Because))
	for _, n := range g.Nearest {
		fmt.Printf("nearest    %s (%s), %d times, confidence up to %.2f\n", n.Document, n.Title, n.Count, n.Confidence)
	}
	for _, w := range g.Weeks {
		fmt.Printf("week       %s %3d %s\n", w.Begins, w.Count, strings.Repeat("*", min(w.Count, 60)))
	}
	fmt.Println()
	for _, w := range g.Wordings {
		fmt.Printf("%3dx %s\n     in %s\n", w.Count, w.Question, strings.Join(w.Conversations, ", "))
		if w.Why != "" {
			fmt.Printf("     %s\n", w.Why)
		}
		for _, right := range w.Right {
			fmt.Printf("     right would be: %s\n", right)
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
