package dialogs_test

import (
	"context"
	"fmt"
	"strings"
	"testing/fstest"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// Shout is a kind of step of one's own: it says something loudly.
type Shout struct {
	Shout dialogs.Text `yaml:"shout"`
}

// Check compiles the text and says that the flow goes on with the next step.
func (s *Shout) Check(c *dialogs.Check) {
	c.Text(&s.Shout)
	c.Next()
}

// Run says it.
func (s *Shout) Run(_ context.Context, sc *dialogs.Scene) (dialogs.Next, error) {
	text, err := sc.Text(&s.Shout)
	sc.Say(strings.ToUpper(text))
	return dialogs.Continue(), err
}

// A program may add its own kinds of steps; a flow uses them like the others.
func ExampleKind() {
	folder := fstest.MapFS{"flows/cheer.yaml": {Data: []byte(`
title: cheer
start: {events: [goal]}
slots: {team: {type: text}}
steps:
  - shout: "{team} scores!"
  - end: solved
`)}}
	shout := dialogs.Kind{Name: "shout", New: func() dialogs.Step { return &Shout{} }, Doc: "says something loudly"}
	flows, faults := dialogs.Load(folder, []string{"en"}, shout)
	if err := bot.Broken(faults); err != nil {
		fmt.Println(err)
		return
	}
	b := &bot.Bot{
		Skills: []bot.Skill{dialogs.New(dialogs.Config{Flows: flows})}, Policy: bot.DefaultThresholds,
		Helpdesk: bot.NoHelpdesk{}, Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords, dialogs.Words),
	}
	turn := &bot.Turn{ID: "1", Now: time.Now(), Event: &bot.Event{Name: "goal", Data: []byte(`{"team": "Ada's"}`)}}
	if err := b.Run(context.Background(), turn); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(turn.Replies()[0].Text)
	// Output: ADA'S SCORES!
}
