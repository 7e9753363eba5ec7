package slack_test

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/notify"
	"github.com/lotse-bot/lotse/store"
)

// A deskWorld is a customer on the web and agents on Slack, with the real helpdesk and a real store between them. Its clock
// stands still unless it is moved.
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

	mu    sync.Mutex
	clock time.Time
	said  int
}

var openAlways = handoff.Settings{Teams: map[string]handoff.Team{"service": {Title: handoff.Title{"": "Service"}, Capacity: 3}}}

// newDeskWorld has Mia and Ben, who work here, and Tom, who does not.
func newDeskWorld(t *testing.T) *deskWorld {
	t.Helper()
	w := &deskWorld{t: t, clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), accounts: map[string]slack.Agent{
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
		Accept: w.worker, Drawer: w.store.Drawer("slack"), Now: w.now, Secret: "signing secret", Token: "xoxb-token", Base: w.slack.URL + "/api/",
		Client: w.slack.Client(), Files: w.store,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.desk, err = slack.NewDesk(w.channel, slack.DeskOptions{
		Team: home, Room: room, Language: "de", Floor: floor{w}, Actor: actor{w}, Accounts: w, Roster: roster{w}, Drawer: w.store.Drawer,
		Bell: &notify.Local{}, Ends: ends, Audit: func(_ context.Context, a slack.Act) { w.acts = append(w.acts, a) },
		Titles: func(string) slack.Titles { return slack.Titles{Slots: map[string]string{"machine": "Maschine"}} },
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func ends(e bot.Entry) slack.Ending {
	switch {
	case e.Author != bot.BySystem || !e.Note:
	case e.Event == handoff.EventBack:
		return slack.EndBack
	case e.Event == handoff.EventClosed && e.Name != "":
		return slack.EndClosed
	case e.Event == handoff.EventCanceled:
		return slack.EndCanceled
	}
	return ""
}

// Agent finds an account.
func (w *deskWorld) Agent(_ context.Context, email, _ string) (slack.Agent, error) {
	a, ok := w.accounts[email]
	if !ok {
		return a, bot.ErrNothing
	}
	return a, nil
}

type floor struct{ *deskWorld }

func (f floor) Handoffs(ctx context.Context) (all []bot.Conversation, err error) {
	for _, owner := range []bot.Owner{bot.OwnerQueue, bot.OwnerAgent} {
		some, err := f.store.Conversations(ctx, handoff.Query{Owner: owner, Limit: 200})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (f floor) Conversation(ctx context.Context, id string) (bot.Conversation, error) {
	return f.store.Conversation(ctx, id)
}

func (f floor) Transcript(ctx context.Context, id string, after int64) ([]bot.Entry, error) {
	return f.store.Transcript(ctx, id, after)
}

type actor struct{ *deskWorld }

func (a actor) Act(ctx context.Context, act slack.Act) ([]bot.Entry, error) {
	who := handoff.Agent{ID: act.Agent.ID, Name: act.Agent.Name}
	var do handoff.Act
	switch act.Kind {
	case slack.ActTake:
		do = a.helpdesk.Take(who)
	case slack.ActReply:
		do = a.helpdesk.Reply(who, act.Text)
	case slack.ActNote:
		do = a.helpdesk.Note(who, act.Text)
	case slack.ActBack:
		do = a.helpdesk.Back(who, act.Text, act.Settled)
	case slack.ActClose:
		do = a.helpdesk.Close(who, act.Text)
	}
	t, err := a.worker.Act(ctx, act.Conversation, act.Key, do)
	if owned, ok := errors.AsType[*handoff.OwnedError](err); ok {
		return nil, &slack.OwnedError{Owner: owned.Owner, Name: a.name(owned.Agent)}
	}
	if err != nil {
		return nil, err
	}
	return t.Entries, nil
}

func (w *deskWorld) name(account string) string {
	for _, a := range w.accounts {
		if a.ID == account {
			return a.Name
		}
	}
	return ""
}

type roster struct{ *deskWorld }

func (r roster) Beat(ctx context.Context, a slack.Agent) error {
	return r.store.Beat(ctx, handoff.Presence{Agent: a.ID, Name: a.Name, Capacity: 3, Seen: r.now()})
}

func (r roster) SetAvailable(ctx context.Context, a slack.Agent, available bool) error {
	return r.store.SetAvailable(ctx, a.ID, available)
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
		before := len(w.slack.calls)
		if _, err := w.desk.Sync(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		w.passes(time.Second)
		if len(w.slack.calls) == before {
			return
		}
	}
	w.t.Fatal("the desk never comes to rest")
}

// deliver sends one signed request, as Slack does, and returns the status and the answer.
func (w *deskWorld) deliver(path, contentType, body string) (int, string) {
	w.t.Helper()
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte("signing secret"))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	rec := httptest.NewRecorder()
	w.channel.ServeHTTP(rec, r)
	return rec.Code, rec.Body.String()
}

func (w *deskWorld) event(event map[string]any) {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"type": "event_callback", "team_id": home, "event_id": fmt.Sprint("Ev", w.slack.made), "event": event})
	if err != nil {
		w.t.Fatal(err)
	}
	if status, answer := w.deliver("/slack/events", "application/json", string(body)); status != http.StatusOK {
		w.t.Fatalf("the event was answered %d %s", status, answer)
	}
}

// writes is somebody's reply in the thread of a root; it returns Slack's ID of it.
func (w *deskWorld) writes(user string, root *post, text string) string {
	w.t.Helper()
	w.slack.mu.Lock()
	p := &post{TS: w.slack.ts(), Thread: root.TS, User: user, Text: text, Reactions: map[string]string{}}
	w.slack.posts = append(w.slack.posts, p)
	w.slack.mu.Unlock()
	w.event(map[string]any{"type": "message", "channel": room, "user": user, "text": text, "ts": p.TS, "thread_ts": root.TS, "event_ts": p.TS})
	return p.TS
}

// presses is a click on a button of a root.
func (w *deskWorld) presses(user string, root *post, action string) {
	w.t.Helper()
	value := ""
	for _, b := range buttons(w.t, root) {
		if b.Action == action {
			value = b.Value
		}
	}
	if value == "" {
		w.t.Fatalf("there is no button %s in %s", action, root.Blocks)
	}
	w.clicks(user, root, action, value)
}

func (w *deskWorld) clicks(user string, root *post, action, value string) {
	w.t.Helper()
	w.slack.mu.Lock()
	ts := w.slack.ts()
	w.slack.mu.Unlock()
	w.interact(map[string]any{
		"type": "block_actions", "team": map[string]string{"id": home}, "user": map[string]string{"id": user, "team_id": home},
		"channel": map[string]string{"id": room}, "container": map[string]string{"type": "message", "message_ts": root.TS, "channel_id": room},
		"trigger_id": "trigger", "actions": []map[string]string{{"type": "button", "action_id": action, "block_id": "desk", "value": value, "action_ts": ts}},
	})
}

func (w *deskWorld) interact(in map[string]any) {
	w.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		w.t.Fatal(err)
	}
	if status, answer := w.deliver("/slack/interactions", "application/x-www-form-urlencoded", url.Values{"payload": {string(body)}}.Encode()); status != http.StatusOK {
		w.t.Fatalf("the interaction was answered %d %s", status, answer)
	}
}

// submits fills in the form that was opened last.
func (w *deskWorld) submits(user, result string, settled bool) {
	w.t.Helper()
	v := w.slack.views[len(w.slack.views)-1]
	chosen := []map[string]string{}
	if settled {
		chosen = append(chosen, map[string]string{"value": "yes"})
	}
	w.interact(map[string]any{
		"type": "view_submission", "team": map[string]string{"id": home}, "user": map[string]string{"id": user, "team_id": home},
		"view": map[string]any{"id": "V" + strconv.Itoa(len(w.slack.views)), "callback_id": v.Callback, "private_metadata": v.Private, "state": map[string]any{
			"values": map[string]any{
				"result": map[string]any{"result": map[string]any{"type": "plain_text_input", "value": result}}, "settled": map[string]any{"settled": map[string]any{"type": "checkboxes", "selected_options": chosen}},
			},
		}},
	})
}

// commands gives a slash command and returns what the person alone is shown.
func (w *deskWorld) commands(user, text string) string {
	w.t.Helper()
	form := url.Values{"command": {"/lotse"}, "text": {text}, "user_id": {user}, "team_id": {home}, "channel_id": {"D1"}, "trigger_id": {"trigger"}}
	status, answer := w.deliver("/slack/commands", "application/x-www-form-urlencoded", form.Encode())
	if status != http.StatusOK {
		w.t.Fatalf("the command was answered %d %s", status, answer)
	}
	return answer
}

// roots are the tops of threads that the desk opened.
func (w *deskWorld) roots() (all []*post) {
	for _, p := range w.slack.posts {
		if p.Thread == "" {
			all = append(all, p)
		}
	}
	return all
}

// root is the only one.
func (w *deskWorld) root() *post {
	w.t.Helper()
	all := w.roots()
	if len(all) != 1 {
		w.t.Fatalf("there are %d threads, want 1", len(all))
	}
	return all[0]
}

// thread is all that is written below a root, by lotse.
func (w *deskWorld) thread(root *post) string {
	var all []string
	for _, p := range w.slack.posts {
		if p.Thread == root.TS && p.Bot != "" {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, "\n")
}

// told is what somebody alone was told last.
func (w *deskWorld) told(user string) string {
	for _, p := range slices.Backward(w.slack.private) {
		if p.User == user {
			return p.Text
		}
	}
	return ""
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

type button struct{ Action, Value, Label string }

func buttons(t *testing.T, p *post) (all []button) {
	t.Helper()
	var blocks []struct {
		Elements []struct {
			Type   string `json:"type"`
			Action string `json:"action_id"`
			Value  string `json:"value"`
			Text   any    `json:"text"`
		} `json:"elements"`
	}
	if err := json.Unmarshal(p.Blocks, &blocks); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if e.Type == "button" {
				text, _ := e.Text.(map[string]any)
				all = append(all, button{e.Action, e.Value, fmt.Sprint(text["text"])})
			}
		}
	}
	return all
}
