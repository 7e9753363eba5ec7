package storetest

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// RunOutbound runs what is said first, and by which way, over a store. Open gives an empty store.
func RunOutbound(t *testing.T, open func(t *testing.T) bot.Store) {
	cases := map[string]func(*testing.T, bot.Store){
		"what is said first is said once":                                  toldOnce,
		"where one route is closed it goes by another":                     fallsBack,
		"what was not read on the web is sent where she can be reached":    sentIfUnread,
		"what was read on the web is not sent again":                       notSentIfRead,
		"what waits to be read keeps nobody waiting":                       unreadKeepsNobody,
		"what was begun and never settled may have arrived":                diedSending,
		"what has expired is not sent":                                     expired,
		"what the customer has not agreed to is not said":                  unwanted,
		"where nobody can be reached, that is said":                        unreachable,
		"what is only fetched is sent, and read when the customer read it": fetched,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// A town has two messengers and the web.
type town struct {
	*bot.Worker
	store  bot.Store
	now    time.Time
	sent   []string // channel, address, text
	closed map[string]bool
}

func newTown(t *testing.T, s bot.Store) *town {
	tw := &town{store: s, now: noon, closed: map[string]bool{}}
	tw.Worker = &bot.Worker{
		Bot:   &bot.Bot{Skills: []bot.Skill{echo{}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{}, Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords)},
		Inbox: s, Ledger: s, Outbox: s, Bell: &bell{}, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return tw.now },
		Capabilities: func(c string) bot.Capabilities { return bot.Capabilities{Channel: c, Push: c != "web"} },
	}
	return tw
}

// hears lets the customer say something somewhere; the bot answers.
func (tw *town) hears(t *testing.T, channel, key string) {
	t.Helper()
	in := inbound("c", key, "hello")
	in.Channel, in.Address, in.Received = channel, channel+"-address", tw.now
	accept(t, tw.store, in)
	if _, err := tw.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (tw *town) tells(t *testing.T, o bot.Outbound) error {
	t.Helper()
	o.Conversation = "c"
	if o.Purpose == "" {
		o.Purpose = bot.PurposeService
	}
	return tw.Tell(t.Context(), o)
}

// dispatches sends what is due until nothing is.
func (tw *town) dispatches(t *testing.T) []string {
	t.Helper()
	tw.sent = nil
	for {
		all, err := tw.store.Due(t.Context(), bot.Lane{}, 10, tw.now, time.Minute)
		must(t, err)
		if len(all) == 0 {
			return tw.sent
		}
		for _, d := range all {
			must(t, tw.store.Settle(t.Context(), d, tw.send(d)))
		}
	}
}

func (tw *town) send(d bot.Delivery) bot.Settlement {
	if !tw.closed[d.Channel] {
		tw.sent = append(tw.sent, d.Channel+" "+d.Reply.Text)
		return bot.Settlement{State: bot.DeliverySent, Receipt: bot.Receipt{ID: "r"}, Channel: d.Channel}
	}
	if len(d.Fallback) == 0 {
		return bot.Settlement{State: bot.DeliveryFailed, Problem: "blocked"}
	}
	return bot.Settlement{State: bot.DeliveryWaiting, Next: &d.Fallback[0], Retry: tw.now}
}

func (tw *town) told(t *testing.T, key string) bot.DeliveryState {
	t.Helper()
	told, err := tw.Told(t.Context(), key)
	must(t, err)
	return told.State
}

func toldOnce(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	tw.dispatches(t)
	_, err := tw.Told(t.Context(), "k")
	equal(t, "never told", errors.Is(err, bot.ErrNothing), true)
	for range 3 {
		must(t, tw.tells(t, bot.Outbound{Key: "k", Reply: bot.Reply{Text: "it is ready"}}))
	}
	equal(t, "before", tw.told(t, "k"), bot.DeliveryWaiting)
	equal(t, "sent", tw.dispatches(t), []string{"pigeon it is ready"})
	equal(t, "after", tw.told(t, "k"), bot.DeliverySent)
}

func fallsBack(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	tw.hears(t, "smoke", "2")
	tw.dispatches(t)
	tw.closed["smoke"] = true
	must(t, tw.tells(t, bot.Outbound{Key: "k", Reply: bot.Reply{Text: "it is ready"}}))
	equal(t, "sent", tw.dispatches(t), []string{"pigeon it is ready"})
	told, err := tw.Told(t.Context(), "k")
	must(t, err)
	equal(t, "told", told, bot.Told{State: bot.DeliverySent, Channel: "pigeon", Receipt: "r"})
}

// away is a customer with a messenger who spoke on the web last, and was told something there.
func away(t *testing.T, s bot.Store) *town {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	tw.hears(t, "web", "2")
	tw.dispatches(t)
	must(t, tw.tells(t, bot.Outbound{Key: "k", Reply: bot.Reply{Text: "it is ready"}}))
	equal(t, "at once", tw.dispatches(t), nil)
	return tw
}

func sentIfUnread(t *testing.T, s bot.Store) {
	tw := away(t, s)
	tw.now = tw.now.Add(3 * time.Minute)
	equal(t, "after a while", tw.dispatches(t), []string{"pigeon it is ready"})
	must(t, s.Read(t.Context(), "c", 5))
	told, err := tw.Told(t.Context(), "k")
	must(t, err)
	equal(t, "she comes back to the web", told, bot.Told{State: bot.DeliveryRead, Channel: "pigeon", Receipt: "r"})
}

func notSentIfRead(t *testing.T, s bot.Store) {
	tw := away(t, s)
	equal(t, "before", tw.told(t, "k"), bot.DeliveryWaiting)
	must(t, s.Read(t.Context(), "c", 5))
	equal(t, "while it waits to be sent elsewhere", tw.told(t, "k"), bot.DeliveryRead)
	tw.now = tw.now.Add(3 * time.Minute)
	equal(t, "after a while", tw.dispatches(t), nil)
	told, err := tw.Told(t.Context(), "k")
	must(t, err)
	equal(t, "told", told, bot.Told{State: bot.DeliveryRead, Channel: "web"})
}

func unreadKeepsNobody(t *testing.T, s bot.Store) {
	tw := away(t, s)
	tw.hears(t, "pigeon", "3")
	equal(t, "the answer does not wait", tw.dispatches(t), []string{"pigeon re: hello"})
}

func diedSending(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	tw.hears(t, "pigeon", "2")
	all, err := s.Due(t.Context(), bot.Lane{}, 10, tw.now, time.Minute)
	must(t, err)
	must(t, s.Begin(t.Context(), all[0])) // and then the program dies
	equal(t, "while it may still be under way", tw.dispatches(t), nil)
	tw.now = tw.now.Add(2 * time.Minute)
	equal(t, "only what came after it is sent", len(tw.dispatches(t)), 1)
	states, err := s.Deliveries(t.Context(), "c")
	must(t, err)
	equal(t, "state", states[all[0].Seq].State, bot.DeliveryAmbiguous)
}

func expired(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	tw.dispatches(t)
	must(t, tw.tells(t, bot.Outbound{Key: "k", Reply: bot.Reply{Text: "leave now"}, Expires: tw.now.Add(time.Minute)}))
	tw.now = tw.now.Add(time.Hour)
	equal(t, "late", tw.dispatches(t), nil)
	equal(t, "state", tw.told(t, "k"), bot.DeliveryWithdrawn)
}

func unwanted(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	err := tw.tells(t, bot.Outbound{Key: "k", Purpose: "offers", Reply: bot.Reply{Text: "buy"}})
	equal(t, "unwanted", errors.Is(err, bot.ErrUnwanted), true)
	tw.dispatches(t)
	equal(t, "nothing of it in the transcript", slices.Contains(transcript(t, s, "c", 0), "bot: buy"), false)
}

func unreachable(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "pigeon", "1")
	in := inbound("c", "blocked", "")
	in.Channel, in.Address, in.Event = "pigeon", "pigeon-address", bot.NewEvent(bot.EventClosed, bot.Route{Channel: "pigeon", Address: "pigeon-address"})
	accept(t, s, in)
	_, err := tw.Step(context.WithoutCancel(t.Context()))
	must(t, err)
	err = tw.tells(t, bot.Outbound{Key: "k", Reply: bot.Reply{Text: "it is ready"}})
	equal(t, "unreachable", errors.Is(err, bot.ErrUnreachable), true)
}

func fetched(t *testing.T, s bot.Store) {
	tw := newTown(t, s)
	tw.hears(t, "web", "1")
	must(t, tw.tells(t, bot.Outbound{Key: "k", Reply: bot.Reply{Text: "it is ready"}}))
	equal(t, "before", tw.told(t, "k"), bot.DeliverySent)
	must(t, s.Read(t.Context(), "c", 3))
	must(t, s.Read(t.Context(), "c", 1)) // late, and older
	equal(t, "after", tw.told(t, "k"), bot.DeliveryRead)
}
