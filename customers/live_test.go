package customers_test

import (
	"context"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// A worker that serves by itself takes what the skill reports in the middle of a turn.
func TestAServingWorkerLinksAndUndoes(t *testing.T) {
	w := newWorld(t, file(t))
	turns := make(chan *bot.Turn, 100)
	worker := &bot.Worker{
		Inbox: w.Store, Ledger: w.Store, Bell: quiet{}, Log: w.worker.Log, Capabilities: w.worker.Capabilities,
		Observe: func(t *bot.Turn, _ time.Duration) { turns <- t },
	}
	skill := customers.New(customers.Options{Codes: w.Store, Links: w.Store, Reader: w.Store, Accept: worker.Accept, NewCode: w.newCode})
	worker.Bot = &bot.Bot{Skills: []bot.Skill{skill, flow{}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{}, Phrases: w.worker.Bot.Phrases}
	ctx, stop := context.WithCancel(t.Context())
	defer worker.Wait()
	defer stop()
	if err := worker.Start(ctx); err != nil {
		t.Fatal(err)
	}
	w.router.Next = worker
	next := func() *bot.Turn {
		t.Helper()
		select {
		case turn := <-turns:
			return turn
		case <-time.After(30 * time.Second):
			t.Fatal("no turn was made")
			return nil
		}
	}
	says := func(r bot.Route, in bot.Inbound) { t.Helper(); w.hears(r, in); next() }
	says(site, bot.Inbound{Text: "zurückgeben"})
	says(site, bot.Inbound{Payload: customers.NewPayload})
	says(phone, bot.Inbound{Event: bot.NewEvent(bot.EventLink, bot.Code{Code: w.codes[0]})})
	w.hears(phone, bot.Inbound{Text: "Ja"})
	arrived := next() // either of the two that the yes leads to may be first
	if other := next(); arrived.Event == nil {
		arrived = other
	}
	same(t, "which goes on", arrived.Conversation.ID, own(site))
	same(t, "to where she is", arrived.Deliveries[0].Address, phone.Address)
	same(t, "and asks again", arrived.Deliveries[1].Reply.Text, "order?")
	says(phone, bot.Inbound{Text: "/unlink"})
	same(t, "undone", len(next().Conversation.Routes), 1)
}
