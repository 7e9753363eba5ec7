// Command lotse serves a bot, talks with it, checks it and measures it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // opening hours need time zones, also where the machine has none

	"github.com/alecthomas/kong"
)

// commands is the table of what the program can do; each has a file of its own.
type commands struct {
	Demo     demoCmd     `cmd:"" help:"Start everything with the example bot: a shop with the widget, and the agents' desk."`
	Serve    serveCmd    `cmd:"" help:"Serve a bot."`
	Chat     chatCmd     `cmd:"" help:"Talk with a bot in the terminal."`
	Ask      askCmd      `cmd:"" help:"Ask the documents of a bot one question."`
	Ingest   ingestCmd   `cmd:"" help:"Bring the index to what a bot's documents say now."`
	Gaps     gapsCmd     `cmd:"" help:"Work off what is missing in the articles: questions that were not answered well, and what agents answer in person."`
	Eval     evalCmd     `cmd:"" help:"Measure bots and what they are made of; compare with a baseline."`
	Check    checkCmd    `cmd:"" help:"Find everything that is wrong with a bot, with file, line and remedy."`
	Render   renderCmd   `cmd:"" help:"Show a flow, or a scripted conversation, as a channel does."`
	Slack    slackCmd    `cmd:"" help:"Make the app on Slack, and check it."`
	Telegram telegramCmd `cmd:"" help:"Register the bot with Telegram, and check it."`
	Replay   replayCmd   `cmd:"" help:"Run a recorded conversation again and show what would differ today."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

// exit codes: 1 what was asked for is not so (a gate failed, a bot is faulty), 2 it could not be found out.
const (
	exitFailed = 1
	exitBroken = 2
)

// errFailed ends the program with exit code 1; everything has been said already.
var errFailed = errors.New("failed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("lotse"), kong.Description("Conversational customer service: answer, guide, hand over, measure."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		fmt.Fprintln(os.Stderr, "lotse:", err)
		return exitBroken
	}
	command, err := parser.Parse(args)
	if err != nil {
		parser.Errorf("%s", err)
		return exitBroken
	}
	switch err := command.Run(); {
	case err == nil:
		return 0
	case errors.Is(err, errFailed):
		return exitFailed
	default:
		fmt.Fprintln(os.Stderr, "lotse:", err)
		return exitBroken
	}
}
