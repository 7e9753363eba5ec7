package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/channels/slack"
)

// slackCmd is what is done once about the app on Slack.
type slackCmd struct {
	Manifest slackManifestCmd `cmd:"" help:"Print the app for Slack's page that makes apps from a manifest."`
	Check    slackCheckCmd    `cmd:"" help:"Ask Slack whether the tokens are good and what they allow, and say what to do."`
}

type slackManifestCmd struct {
	URL string `help:"This server as Slack reaches it, https://bot.example; without it the app uses Socket Mode."`
}

func (m *slackManifestCmd) Run() error {
	fmt.Print(slack.Manifest(m.URL))
	return nil
}

type slackCheckCmd struct {
	configFlags
	JSON bool `help:"Print the report as JSON."`
}

func (s *slackCheckCmd) Run(ctx context.Context) error {
	c, err := s.load()
	if err != nil {
		return err
	}
	if c.SlackSecret == "" && c.SlackAppToken == "" {
		return errors.New("LOTSE_SLACK_SECRET (or LOTSE_SLACK_APP_TOKEN) is not set: lotse slack manifest makes an app, whose page shows it")
	}
	done, err := temporary(&c, c.SlackToken == "") // only installations are kept, and the data folder may be in use
	if err != nil {
		return err
	}
	defer done()
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: logger(c)})
	if err != nil {
		return err
	}
	defer a.Close()
	all, err := a.Slack().Check(ctx)
	if err != nil {
		return err
	}
	if s.JSON {
		return json.NewEncoder(os.Stdout).Encode(all)
	}
	bad := false
	if err := a.CheckSlackDesk(ctx); err != nil {
		fmt.Println(err)
		bad = true
	}
	for _, w := range all {
		fmt.Printf("%s %s: %s\n", w.Team, w.Name, firstOf(w.Problem, "all is well"))
		bad = bad || w.Problem != ""
	}
	if bad {
		return errFailed
	}
	return nil
}
