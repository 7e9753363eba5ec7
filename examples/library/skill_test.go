package library_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/notify"
	"github.com/lotse-bot/lotse/store"
)

// weather is a skill: it bids for turns that speak of the weather.
type weather struct{}

func (weather) Name() string { return "weather" }

func (weather) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if !strings.Contains(strings.ToLower(t.Text()), "weather") {
		return nil, nil
	}
	return []bot.Offer{{
		Confidence: 0.9,
		Evidence:   []bot.Evidence{{Kind: "rule", Name: "says weather", Score: 0.9}},
		Take: func(context.Context) error {
			t.Say(bot.Reply{Text: "Sunny, as always."})
			return nil
		},
	}}, nil
}

// A program of its own: one skill, SQLite, no HTTP. What is answered is durable before Converse returns.
func Example_skill() {
	ctx, stop := context.WithCancel(context.Background())
	dir, _ := os.MkdirTemp("", "library-")
	defer os.RemoveAll(dir)
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "bot.db"))
	if err != nil {
		panic(err)
	}
	defer s.Close()
	w := &bot.Worker{
		Bot: &bot.Bot{
			Skills: []bot.Skill{weather{}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{},
			Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords),
		},
		Inbox: s, Ledger: s, Bell: &notify.Local{}, Log: slog.New(slog.DiscardHandler),
	}
	if err := w.Start(ctx); err != nil {
		panic(err)
	}
	t, err := w.Converse(ctx, bot.Inbound{Channel: "mine", Key: "1", Conversation: "ada", Text: "How is the weather?"})
	if err != nil {
		panic(err)
	}
	fmt.Println(t.Replies()[0].Text, t.Decision.Skill, t.Decision.Confidence)
	stop()
	w.Wait()
	// Output: Sunny, as always. weather 0.9
}
