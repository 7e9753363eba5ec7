package customers_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

var (
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

	site    = bot.Route{Channel: "web", Address: "w1"}
	phone   = bot.Route{Channel: "telegram", Address: "42"}
	office  = bot.Route{Channel: "slack", Address: "D7"}
	kitchen = bot.Route{Channel: "telegram", Address: "-100"} // a group
)

func TestMain(m *testing.M) { storetest.Main(m) }

// everywhere tells a story over both stores.
func everywhere(t *testing.T, story func(t *testing.T, w *world)) {
	t.Run("sqlite", func(t *testing.T) { story(t, newWorld(t, file(t))) })
	t.Run("postgres", func(t *testing.T) { story(t, newWorld(t, storetest.Database(t))) })
}

func file(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "lotse.db") }

// A world is a bot with a real store, two messengers and a website. Every turn that was made is made again, from what was
// recorded, and must be the same.
type world struct {
	*store.Store
	t      testing.TB
	clock  time.Time
	worker *bot.Worker
	skill  *customers.Skill
	router customers.Router

	keys  int
	found map[string]bot.Conversation // by turn: the conversation before it
	fail  error                       // what accepting fails with, once
	shown []string                    // on the website
	sent  map[string][]string         // to messengers, by address
	codes []string                    // made so far
}

func newWorld(t testing.TB, address string) *world {
	t.Helper()
	s, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w := &world{Store: s, t: t, clock: monday, found: map[string]bot.Conversation{}, sent: map[string][]string{}}
	w.skill = customers.New(customers.Options{
		Codes: s, Links: s, Reader: s, Accept: w.Accept, NewCode: w.newCode,
		Private: func(r bot.Route) bool { return !r.Is(kitchen) },
		Ways: func(_, code string) []bot.Choice {
			return []bot.Choice{{Label: "Telegram", URL: "https://t.me/lotse?start=" + code}}
		},
	})
	w.router = customers.Router{Links: s, Next: acceptor{w}}
	w.worker = &bot.Worker{
		Bot: &bot.Bot{
			Skills: []bot.Skill{w.skill, person{}, flow{}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{},
			Phrases: bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, customers.Words),
		},
		Inbox: inbox{s, w}, Ledger: s, Bell: quiet{}, Now: func() time.Time { return w.clock }, Log: slog.New(slog.DiscardHandler),
		Capabilities: func(c string) bot.Capabilities { return bot.Capabilities{Push: c != "web"} },
		Wanted:       customers.Wanted,
		Observe:      w.observe,
	}
	return w
}

func (w *world) newCode() string {
	w.codes = append(w.codes, customers.NewCode())
	return w.codes[len(w.codes)-1]
}

// inbox notes what a turn finds.
type inbox struct {
	*store.Store
	w *world
}

func (i inbox) Claim(ctx context.Context, conversation string, now time.Time, lease time.Duration) (*bot.Turn, error) {
	t, err := i.Store.Claim(ctx, conversation, now, lease)
	if err == nil {
		i.w.found[t.ID] = t.Conversation.Clone()
	}
	return t, err
}

type acceptor struct{ w *world }

func (a acceptor) Accept(ctx context.Context, in bot.Inbound) (bool, error) { return a.w.take(ctx, in) }

// Accept takes what the skill reports, unless the world is to fail.
func (w *world) Accept(ctx context.Context, in bot.Inbound) (bool, error) {
	if err := w.fail; err != nil {
		w.fail = nil
		return false, err
	}
	return w.take(ctx, in)
}

func (w *world) take(ctx context.Context, in bot.Inbound) (bool, error) {
	in.Received = w.clock
	return w.Store.Accept(ctx, in)
}

type quiet struct{}

func (quiet) Ring(bot.Signal) {}
func (quiet) Listen(context.Context, func(bot.Signal)) (func(), error) {
	return func() {}, nil
}

// hears takes an inbound from a route, as its adapter would make it.
func (w *world) hears(r bot.Route, in bot.Inbound) {
	w.t.Helper()
	w.keys++
	in.Channel, in.Address, in.Conversation, in.Key = r.Channel, r.Address, own(r), fmt.Sprint("in-", w.keys)
	if fresh, err := w.router.Accept(w.t.Context(), in); err != nil || !fresh {
		w.t.Fatalf("accept: fresh %v, error %v", fresh, err)
	}
}

// own is the conversation that a route has by itself.
func own(r bot.Route) string { return r.Channel + ":" + r.Address }

func (w *world) says(r bot.Route, text string) string {
	w.t.Helper()
	w.hears(r, bot.Inbound{Text: text})
	return w.goesOn(r)
}

func (w *world) picks(r bot.Route, payload string) string {
	w.t.Helper()
	w.hears(r, bot.Inbound{Text: "…", Payload: payload})
	return w.goesOn(r)
}

func (w *world) shows(r bot.Route, code string) string {
	w.t.Helper()
	w.hears(r, bot.Inbound{Event: bot.NewEvent(bot.EventLink, bot.Code{Code: code})})
	return w.goesOn(r)
}

// goesOn makes every turn that is due and sends what there is to send. It returns what the customer reads on the route now.
func (w *world) goesOn(r bot.Route) string {
	w.t.Helper()
	for tries := 0; ; tries++ {
		_, err := w.worker.Step(w.t.Context())
		if errors.Is(err, bot.ErrNothing) {
			break
		}
		if err != nil && tries < 20 {
			w.clock = w.clock.Add(time.Second) // it is tried again
			continue
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	for w.send() {
	}
	if r.Channel == "web" {
		defer func() { w.shown = nil }()
		return strings.Join(w.shown, "\n")
	}
	defer func() { w.sent[r.ID()] = nil }()
	return strings.Join(w.sent[r.ID()], "\n")
}

// send sends everything that is due.
func (w *world) send() bool {
	due, err := w.Due(w.t.Context(), bot.Lane{}, 100, w.clock, time.Minute)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range due {
		id := bot.Route{Channel: d.Channel, Address: d.Address}.ID()
		w.sent[id] = append(w.sent[id], d.Reply.Text)
		if err := w.Settle(w.t.Context(), d, bot.Settlement{State: bot.DeliverySent}); err != nil {
			w.t.Fatal(err)
		}
	}
	return len(due) > 0
}

// observe shows replies on the website, and makes every turn again from its record.
func (w *world) observe(t *bot.Turn, _ time.Duration) {
	for _, e := range t.Replies() {
		if t.Conversation.Channel == "web" {
			w.shown = append(w.shown, e.Text)
		}
	}
	before, ok := w.found[t.ID]
	if !ok {
		return // an act
	}
	recorded := w.turns(t.Conversation.ID)
	again, err := w.worker.Bot.Replay(w.t.Context(), before, recorded[len(recorded)-1])
	if err != nil {
		w.t.Errorf("replay: %v", err)
		return
	}
	again.Conversation.Version = t.Conversation.Version
	if diff := cmp.Diff(t.Conversation, again.Conversation, cmpopts.EquateEmpty()); diff != "" {
		w.t.Errorf("the turn made again leads elsewhere (-first +again):\n%s", diff)
	}
	if diff := cmp.Diff(t.Entries, again.Entries, cmpopts.EquateEmpty()); diff != "" {
		w.t.Errorf("the turn made again says something else (-first +again):\n%s", diff)
	}
}

func (w *world) turns(conversation string) []*bot.Turn {
	w.t.Helper()
	all, err := w.Turns(w.t.Context(), conversation)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) conversation(id string) bot.Conversation {
	w.t.Helper()
	c, err := w.Conversation(w.t.Context(), id)
	if err != nil {
		w.t.Fatalf("conversation %s: %v", id, err)
	}
	return c
}

// reads is what the customer of a conversation can read.
func (w *world) reads(id string) []string {
	w.t.Helper()
	c := w.conversation(id)
	entries, err := w.Transcript(w.t.Context(), id, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if c.Shows(e) {
			all = append(all, string(e.Author)+": "+e.Text)
		}
	}
	return all
}

// told are the slots of a conversation, as texts.
func (w *world) told(id string) map[string]string {
	w.t.Helper()
	c := w.conversation(id)
	all := map[string]string{}
	for name, s := range c.AllSlots() {
		all[name] = fmt.Sprint(s.Value)
	}
	return all
}

func (w *world) links(conversation string) []customers.Link {
	w.t.Helper()
	all, err := w.skill.Linked(w.t.Context(), conversation)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%s: %q\nwant %q", what, got, want)
	}
}

func same[T any](t interface {
	Helper()
	Errorf(string, ...any)
}, what string, got, want T,
) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
