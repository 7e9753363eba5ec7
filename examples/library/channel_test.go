package library_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/notify"
	"github.com/lotse-bot/lotse/store"
)

// pager is a channel that pushes: the dispatcher calls Send with every reply, retries what may be retried, and never sends
// twice what may have arrived.
type pager struct{ sent chan string }

func (pager) Name() string { return "pager" }

// Capabilities say what the platform can do: here that replies are sent, not fetched.
func (p pager) Capabilities() bot.Capabilities {
	return bot.Capabilities{Channel: p.Name(), Push: true, Text: 160}
}

func (p pager) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	p.sent <- d.Address + ": " + d.Reply.Text
	return bot.Receipt{ID: "page-1"}, nil
}

// A channel of its own: what it receives goes to Accept, which returns when it is durable; what is to be sent comes to Send.
func Example_channel() {
	ctx, stop := context.WithCancel(context.Background())
	dir, _ := os.MkdirTemp("", "library-")
	defer os.RemoveAll(dir)
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "bot.db"))
	if err != nil {
		panic(err)
	}
	defer s.Close()
	bell, log, p := &notify.Local{}, slog.New(slog.DiscardHandler), pager{sent: make(chan string, 1)}
	w := &bot.Worker{
		Bot: &bot.Bot{
			Skills: []bot.Skill{weather{}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{},
			Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords),
		},
		Inbox: s, Ledger: s, Bell: bell, Log: log, Capabilities: func(string) bot.Capabilities { return p.Capabilities() },
	}
	if err := w.Start(ctx); err != nil {
		panic(err)
	}
	d := &bot.Dispatcher{Outbox: s, Channels: []bot.Channel{p}, Bell: bell, Now: time.Now, Log: log}
	ended := make(chan error)
	go func() { ended <- d.Run(ctx) }()

	fresh, err := w.Accept(ctx, bot.Inbound{Channel: "pager", Key: "call-7", Conversation: "ada", Address: "+49 40 1234", Text: "weather?"})
	fmt.Println(fresh, err)
	fresh, err = w.Accept(ctx, bot.Inbound{Channel: "pager", Key: "call-7", Conversation: "ada", Address: "+49 40 1234", Text: "weather?"})
	fmt.Println(fresh, err)
	fmt.Println(<-p.sent)
	stop()
	w.Wait()
	<-ended
	// Output:
	// true <nil>
	// false <nil>
	// +49 40 1234: Sunny, as always.
}
