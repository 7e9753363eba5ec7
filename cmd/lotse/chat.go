package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
)

type chatCmd struct {
	configFlags
	Script   string `type:"path" help:"File of utterances, one a line, instead of the terminal."`
	JSON     bool   `help:"Print one line of JSON a turn."`
	Trace    bool   `help:"Say why, after each turn."`
	Language string `help:"Language of the customer, otherwise it is recognised."`
}

func (c *chatCmd) Run(ctx context.Context) error {
	config, err := c.once()
	if err != nil {
		return err
	}
	done, err := temporary(&config, c.Data != "")
	if err != nil {
		return err
	}
	defer done()
	a, err := app.Open(ctx, config, app.Options{Actions: actions(), Log: logger(config)})
	if err != nil {
		return err
	}
	defer a.Close()
	in := io.Reader(os.Stdin)
	if c.Script != "" {
		file, err := os.Open(c.Script)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	return a.Work(ctx, progress(), func(ctx context.Context) error { return c.talk(ctx, a, in) })
}

// talk reads utterances until they end. Lines that begin with # are comments of a script.
func (c *chatCmd) talk(ctx context.Context, a *app.App, in io.Reader) error {
	id := bot.ID("chat", a.Config.Data, fmt.Sprint(os.Getpid()))
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 2<<20)
	for n := 0; ; n++ {
		if c.Script == "" && !c.JSON {
			prompt()
		}
		if !lines.Scan() {
			break
		}
		text := strings.TrimSpace(lines.Text())
		if text == "" || c.Script != "" && strings.HasPrefix(text, "#") {
			continue
		}
		t, err := a.Worker.Converse(ctx, bot.Inbound{
			Channel: "chat", Key: fmt.Sprintf("%s-%d", id, n), Conversation: id, Address: "terminal",
			Text: text, Language: c.Language,
		})
		if errors.Is(err, context.Canceled) {
			return nil
		}
		if err != nil {
			return err
		}
		c.print(t, text)
	}
	return lines.Err()
}

func (c *chatCmd) print(t *bot.Turn, heard string) {
	if c.JSON {
		_ = json.NewEncoder(os.Stdout).Encode(turnLine(t, heard))
		return
	}
	if c.Script != "" {
		fmt.Println(">", heard)
	}
	for _, e := range t.Replies() {
		printReply(e.Reply)
	}
	if c.Trace {
		printTrace(t)
	}
}

// A line is what --json prints of a turn.
type line struct {
	Heard    string         `json:"heard"`
	Replies  []bot.Reply    `json:"replies"`
	Decision bot.Decision   `json:"decision"`
	Owner    bot.Owner      `json:"owner"`
	Flow     string         `json:"flow"`
	State    string         `json:"state"`
	Slots    map[string]any `json:"slots"`
}

func turnLine(t *bot.Turn, heard string) line {
	l := line{Heard: heard, Replies: []bot.Reply{}, Decision: t.Decision, Owner: t.Conversation.Owner, Slots: map[string]any{}}
	for _, e := range t.Replies() {
		l.Replies = append(l.Replies, e.Reply)
	}
	if f := t.Conversation.Frame(); f != nil {
		l.Flow, l.State = f.Flow, f.State
	}
	for name, s := range t.Conversation.AllSlots() {
		l.Slots[name] = s.Value
	}
	return l
}

func printReply(r bot.Reply) {
	fmt.Println(r.Text)
	for i, c := range r.Citations {
		fmt.Printf("  [%d] %s  %s\n", i+1, c.Title, c.URL)
	}
	for _, c := range r.Choices {
		fmt.Printf("  - %s\n", c.Label)
	}
}

// printTrace says why a turn went as it did.
func printTrace(t *bot.Turn) {
	d := t.Decision
	fmt.Printf("    why: %s", d.Kind)
	if d.Skill != "" {
		fmt.Printf(" by %s (%.2f)", d.Skill, d.Confidence)
	}
	if d.Reason != "" {
		fmt.Printf(": %s", d.Reason)
	}
	fmt.Println()
	for _, b := range d.Bids {
		fmt.Printf("      %-10s %.2f %s%s\n", b.Skill, b.Confidence, b.Label, failed(b))
		for _, e := range b.Evidence {
			fmt.Printf("        %s %s %.3f %s\n", e.Kind, e.Name, e.Score, e.Detail)
		}
	}
	for _, e := range t.Entries {
		if e.Note {
			fmt.Printf("      noted: %s %s\n", e.Event, e.Text)
		}
	}
	if len(d.NotAsked) > 0 {
		fmt.Printf("      not asked: %s\n", strings.Join(d.NotAsked, ", "))
	}
}

func failed(b bot.Bid) string {
	switch {
	case b.Failed != "":
		return " failed: " + b.Failed
	case b.Declined:
		return " declined"
	}
	return ""
}

// temporary gives a command that keeps nothing a data folder of its own, unless one was named.
func temporary(c *app.Config, named bool) (done func(), err error) {
	if named {
		return func() {}, nil
	}
	dir, err := os.MkdirTemp("", "lotse-")
	if err != nil {
		return nil, err
	}
	c.UseData(dir)
	return func() { _ = os.RemoveAll(dir) }, nil
}
