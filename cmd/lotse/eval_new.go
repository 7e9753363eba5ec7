package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval/chat"
)

type evalNewCmd struct {
	File     string `arg:"" help:"The test to be written, such as tests/return.chat in a bot's folder."`
	Config   string `type:"path" help:"Configuration file (YAML)." env:"LOTSE_CONFIG"`
	Bot      string `type:"path" help:"Folder of the bot; otherwise the one above the test's."`
	Title    string `help:"What the test is about; otherwise its name says it."`
	Language string `help:"Language of the customer, otherwise it is recognised."`
}

func (e *evalNewCmd) Run(ctx context.Context) (err error) {
	if _, err := os.Stat(e.File); err == nil || filepath.Ext(e.File) != ".chat" {
		return fmt.Errorf("%s must not be there yet, and its name ends in .chat; to change a test, edit it, or let lotse eval FILE --update do it", e.File)
	}
	c, err := app.Load(e.Config, os.Environ(), app.Config{})
	if err != nil {
		return err
	}
	ports, err := app.Ports(c, app.Options{Actions: actions()}, nil)
	if err != nil {
		return err
	}
	folder := e.Bot
	if folder == "" {
		folder = filepath.Dir(filepath.Dir(e.File))
	}
	tested, err := ports.Bots.Open(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tested.Close()) }()
	r, err := chat.Player{Converser: tested, Zone: tested.Zone()}.Record(ctx, e.File, e.title(), e.headers()...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := keepTalking(ctx, r); err != nil {
		return err
	}
	if err := os.WriteFile(e.File, r.Script(), 0o644); err != nil { //nolint:gosec // a file of the project, to be read by everyone
		return err
	}
	fmt.Println("written:", e.File)
	return nil
}

func (e *evalNewCmd) title() string {
	if e.Title != "" {
		return e.Title
	}
	name := strings.TrimSuffix(filepath.Base(e.File), ".chat")
	return strings.NewReplacer("-", " ", "_", " ").Replace(name)
}

func (e *evalNewCmd) headers() []string {
	if e.Language == "" {
		return nil
	}
	return []string{"language: " + e.Language}
}

// keepTalking has the conversation, line by line, until they end.
func keepTalking(ctx context.Context, r *chat.Recorder) error {
	lines := bufio.NewScanner(os.Stdin)
	for {
		if prompt(); !lines.Scan() {
			if isTerminal(os.Stdin) {
				fmt.Println()
			}
			return lines.Err()
		}
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			continue
		}
		beat, err := r.Enter(ctx, text)
		if err != nil && ctx.Err() != nil {
			return err
		}
		if err != nil {
			fmt.Println("    not done:", err)
		}
		if beat.Complaint != "" {
			fmt.Println("   ", beat.Complaint)
		}
		for _, t := range beat.Turns {
			for _, e := range t.Replies() {
				printReply(e.Reply)
			}
		}
	}
}
