package slack_test

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/notify"
	"github.com/lotse-bot/lotse/store"
)

// A deskWorld is a customer on the web and agents on Slack, with the real helpdesk and a real store between them. Its clock
// stands still unless it is moved; it begins now, because Slack's does.
type deskWorld struct {
	t        *testing.T
	slack    *workspace
	store    *store.Store
	helpdesk *handoff.Helpdesk
	worker   *bot.Worker
	channel  *slack.Channel
	desk     *slack.Desk
	accounts map[string]slack.Agent // by address
	acts     []slack.Act
	breaks   func(key string) bool // whether the store fails to keep this of the desk's; nil never does

	mu    sync.Mutex
	clock time.Time
	said  int
}

var openAlways = handoff.Settings{Teams: map[string]handoff.Team{"service": {Title: handoff.Title{"": "Service"}, Capacity: 3}}}

// newDeskWorld has Mia and Ben, who work here, and Tom, who does not.
func newDeskWorld(t *testing.T) *deskWorld {
	t.Helper()
	w := &deskWorld{t: t, clock: time.Now().Truncate(time.Second), accounts: map[string]slack.Agent{
		"mia@kaffee.example": {ID: "mia", Name: "Mia"}, "ben@kaffee.example": {ID: "ben", Name: "Ben"},
	}}
	w.slack = newWorkspace(t, w.now)
	w.slack.people = map[string]human{
		"U0MIA": {Name: "Mia M.", Email: "mia@kaffee.example", Locale: "de-DE"},
		"U0BEN": {Name: "Ben B.", Email: "ben@kaffee.example", Locale: "en-GB"},
		"U0TOM": {Name: "Tom T.", Email: "tom@kaffee.example", Locale: "en-US"},
	}
	var err error
	if w.store, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "lotse.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.helpdesk, err = handoff.New(openAlways, w.store, w.store.Turns); err != nil {
		t.Fatal(err)
	}
	w.worker = &bot.Worker{
		Bot: &bot.Bot{
			Skills: []bot.Skill{handoff.Skill{Helpdesk: w.helpdesk}, barista{}}, Policy: bot.DefaultThresholds, Helpdesk: w.helpdesk,
			Phrases: bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, handoff.Words),
		},
		Inbox: w.store, Ledger: w.store, Bell: &notify.Local{}, Now: w.now,
	}
	w.start()
	return w
}

// barista is the rest of the bot.
type barista struct{}

func (barista) Name() string { return "barista" }

func (barista) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if len(t.Heard) == 0 || t.Conversation.Owner != bot.OwnerBot {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 0.9, Evidence: []bot.Evidence{{Kind: "passage", Name: "descaling#2", Score: 0.71}}, Take: func(context.Context) error {
		t.Say(bot.Reply{Text: "**Entkalken** hilft oft. [1]", Citations: []bot.Citation{{Title: "Handbuch", URL: "https://kaffee.example/h"}}})
		t.Conversation.Slots = map[string]bot.Slot{"machine": {Value: "Piccolo 3"}}
		return nil
	}}}, nil
}

// start makes the desk anew, as a program does that was started again: nothing but the store outlives the old one.
func (w *deskWorld) start() {
	w.t.Helper()
	var err error
	w.channel, err = slack.New(slack.Options{
		Accept: w.worker, Drawer: w.store.Drawer("slack"), Now: w.now, Secret: slackfake.Secret, Token: slackfake.Token, Base: w.slack.URL + "/api/",
		Files: w.store,
	})
	w.slack.App = w.channel
	if err != nil {
		w.t.Fatal(err)
	}
	w.desk, err = slack.NewDesk(w.channel, slack.DeskOptions{
		Team: slackfake.Team, Room: room, Language: "de", Floor: floor{w}, Actor: actor{w}, Accounts: w, Roster: roster{w}, Drawer: w.drawer,
		Bell: &notify.Local{}, Ends: ends, Audit: func(_ context.Context, a slack.Act) { w.acts = append(w.acts, a) },
		Titles: func(string) slack.Titles { return slack.Titles{Slots: map[string]string{"machine": "Maschine"}} },
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *deskWorld) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *deskWorld) passes(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

// customer says something on the web; the bot answers if it is its turn.
func (w *deskWorld) customer(conversation, text string, more ...bot.Element) {
	w.t.Helper()
	w.said++
	in := bot.Inbound{
		Channel: "web", Key: strconv.Itoa(w.said), Conversation: conversation, Customer: "web:anna", Text: text, Language: "de", Elements: more, Received: w.now(),
	}
	if _, err := w.store.Accept(w.t.Context(), in); err != nil {
		w.t.Fatal(err)
	}
	w.work()
}

// work lets the bot do everything that is due.
func (w *deskWorld) work() {
	w.t.Helper()
	for {
		if _, err := w.worker.Step(w.t.Context()); errors.Is(err, bot.ErrNothing) {
			return
		} else if err != nil {
			w.t.Fatal(err)
		}
	}
}

// settle lets the desk work until there is nothing left to do; seconds pass meanwhile.
func (w *deskWorld) settle() {
	w.t.Helper()
	for range 40 {
		before := w.slack.requests()
		if _, err := w.desk.Sync(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		w.passes(time.Second)
		if w.slack.requests() == before {
			return
		}
	}
	w.t.Fatal("the desk never comes to rest")
}

// writes is somebody's reply in the thread of a root; it returns Slack's ID of it.
func (w *deskWorld) writes(user string, r root, text string) string {
	w.t.Helper()
	return w.slack.Say(w.t.Context(), user, room, r.ts, text)
}

// presses is a click on a button of a root.
func (w *deskWorld) presses(user string, r root, label string) {
	w.t.Helper()
	w.clicks(user, r.post(), label)
}

// clicks is a click on a button of a root as somebody still sees it.
func (w *deskWorld) clicks(user string, p slackfake.Post, label string) {
	w.t.Helper()
	if status, err := w.slack.Press(w.t.Context(), user, p, label); err != nil || status != http.StatusOK {
		w.t.Fatalf("the press of %s was answered %d: %v", label, status, err)
	}
}

// submits fills in the form that was opened last.
func (w *deskWorld) submits(user string, values map[string]string) {
	w.t.Helper()
	all := w.slack.Views()
	if len(all) == 0 {
		w.t.Fatal("no form was opened")
	}
	if status, answer := w.slack.Submit(w.t.Context(), user, all[len(all)-1], values); status != http.StatusOK || len(answer) > 2 {
		w.t.Fatalf("the form was answered %d %s", status, answer)
	}
}

// commands gives a slash command and returns what the person alone is shown.
func (w *deskWorld) commands(user, text string) string {
	w.t.Helper()
	status, answer := w.slack.Command(w.t.Context(), user, slackfake.Direct(user), text)
	if status != http.StatusOK {
		w.t.Fatalf("the command was answered %d", status)
	}
	return answer
}

// event is delivered, and taken.
func (w *deskWorld) event(event map[string]any) {
	w.t.Helper()
	if status := w.slack.Event(w.t.Context(), event); status != http.StatusOK {
		w.t.Fatalf("the event was answered %d", status)
	}
}

// roots are the tops of threads that the desk opened.
func (w *deskWorld) roots() (all []root) {
	for _, p := range w.slack.Said(room, "") {
		if p.Thread == "" {
			all = append(all, root{w.slack, p.TS})
		}
	}
	return all
}

// root is the only one.
func (w *deskWorld) root() root {
	w.t.Helper()
	all := w.roots()
	if len(all) != 1 {
		w.t.Fatalf("there are %d threads, want 1", len(all))
	}
	return all[0]
}

// reads is everything the customer reads.
func (w *deskWorld) reads(conversation string) string {
	w.t.Helper()
	var all []string
	for _, e := range w.transcript(conversation) {
		if !e.Note {
			all = append(all, cmp.Or(e.Name, string(e.Author))+": "+e.Text)
		}
	}
	return strings.Join(all, "\n")
}

func (w *deskWorld) transcript(conversation string) []bot.Entry {
	w.t.Helper()
	entries, err := w.store.Transcript(w.t.Context(), conversation, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return entries
}

func (w *deskWorld) owned(conversation string, owner bot.Owner, agent string) {
	w.t.Helper()
	c, err := w.store.Conversation(w.t.Context(), conversation)
	if err != nil {
		w.t.Fatal(err)
	}
	if c.Owner != owner || c.Agent != agent {
		w.t.Errorf("the conversation belongs to %s %s, want %s %s", c.Owner, c.Agent, owner, agent)
	}
}

// has wants a text to contain all of the parts.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q is not in\n%s", p, text)
		}
	}
}

func lacks(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if strings.Contains(text, p) {
			t.Errorf("%q is in\n%s", p, text)
		}
	}
}
