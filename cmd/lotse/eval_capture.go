package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval/capture"
)

type evalCaptureCmd struct {
	configFlags
	Conversation string `arg:"" optional:"" help:"ID of the conversation."`
	Entry        int64  `help:"Number of the wrong reply; without it the one that was complained about, or the last one before a person came." placeholder:"N"`
	Right        string `help:"What would have been right, in the words of whoever knows." placeholder:"TEXT"`
	Agent        bool   `help:"What an agent said next would have been right."`
	Out          string `type:"path" help:"Where to write the script; without it the bot's tests/." placeholder:"FILE"`
	Force        bool   `help:"Write it also if the bot says something else today, or over a file that is there."`
	List         bool   `help:"List conversations that are worth it: unhelpful, marked as wrong by an agent, given up by the bot."`
	Days         int    `help:"How many days back to look for them." default:"7"`
}

func (e *evalCaptureCmd) Run(ctx context.Context) error {
	c, err := e.once()
	if err != nil {
		return err
	}
	switch {
	case e.List:
		return e.list(ctx, c)
	case e.Conversation == "":
		return errors.New("name a conversation; --list shows those that are worth it")
	}
	out := e.Out
	if out == "" {
		out = filepath.Join(c.Bot, "tests", "captured-"+capture.Name(e.Conversation)+".chat")
	}
	if _, err := os.Stat(out); err == nil && !e.Force {
		return fmt.Errorf("%s is there already; say --out with another name, or --force", out)
	}
	got, err := app.Capture(ctx, c, app.Options{Actions: actions(), Log: logger(c)}, e.Conversation,
		capture.Request{Entry: e.Entry, Right: e.Right, Agent: e.Agent, File: out})
	if err != nil {
		return err
	}
	return e.keep(out, got)
}

// keep writes a script that fails. One that does not is no test of what went wrong.
func (e *evalCaptureCmd) keep(out string, got capture.Case) error {
	if !got.Same {
		fmt.Fprintf(os.Stderr, "Entry %d cannot be reproduced: today the bot says\n", got.Entry)
		for _, said := range got.Today {
			fmt.Fprintln(os.Stderr, "  "+strings.ReplaceAll(said, "\n", "\n  "))
		}
		if !e.Force {
			fmt.Fprintln(os.Stderr, "Nothing was written; --force writes it all the same.")
			return errFailed
		}
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil { //nolint:gosec // a bot's folder is for everyone
		return err
	}
	if err := os.WriteFile(out, got.Script, 0o644); err != nil { //nolint:gosec // a test of the bot, to be read by everyone
		return err
	}
	fmt.Printf("%s\nwritten to %s: %d of %d moves are left\n", got.Script, out, got.Moves, got.Of)
	return nil
}

// list shows what is worth a test.
func (e *evalCaptureCmd) list(ctx context.Context, c app.Config) error {
	now := time.Now()
	all, err := app.Candidates(ctx, c, now.AddDate(0, 0, -e.Days), now)
	if err != nil {
		return err
	}
	for _, one := range all {
		entry := "      -"
		if one.Entry > 0 {
			entry = fmt.Sprintf("%7d", one.Entry)
		}
		fmt.Printf("%s  %s %s  %s\n", one.At.Local().Format("2006-01-02 15:04"), one.Conversation, entry, one.Why)
	}
	fmt.Printf("%d in %d days\n", len(all), e.Days)
	return nil
}
