package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
	"github.com/lotse-bot/lotse/examples/kaffee"

	"github.com/lotse-bot/lotse/dialogs"
)

// desk is the channel of Slack in which agents work.
const desk = "C0DESK00001"

// A town is the example bot, served, with Telegram, Slack and browsers around it.
type town struct {
	t        *testing.T
	app      *app.App
	url      string
	telegram *telegramtest.Server
	slack    *slackfake.Slack
	ahead    atomic.Int64 // by how much the program's clock is ahead, in nanoseconds
}

func newTown(t *testing.T, changes ...func(*app.Config)) *town {
	w := &town{t: t, telegram: telegramtest.Start(t), slack: slackfake.Serve(t)}
	c := app.Defaults()
	c.Bot, c.Embedder, c.Listen, c.URL = "../examples/kaffee", "none:", "127.0.0.1:0", "https://bot.example"
	c.TelegramToken, c.TelegramURL = telegramtest.Token, w.telegram.URL
	c.SlackToken, c.SlackSecret, c.SlackURL, c.SlackDesk = slackfake.Token, slackfake.Secret, w.slack.URL+"/api/", desk
	c.UseData(t.TempDir())
	for _, change := range changes {
		change(&c)
	}
	var err error
	w.app, err = app.Open(t.Context(), c, app.Options{
		Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.app.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, served := make(chan string, 1), make(chan error, 1)
	go func() { served <- w.app.Serve(ctx, func(address string) { ready <- address }) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		if err := w.app.Close(); err != nil {
			t.Error(err)
		}
	})
	w.url = "http://" + <-ready
	w.slack.App = w.app.Handler()
	if err := w.app.Telegram().Register(t.Context(), w.url+"/telegram", []string{"de", "en"}); err != nil {
		t.Fatal(err)
	}
	return w
}

// until waits for something to be so. What is asked for is cheap, and the wait ends by itself.
func (w *town) until(what string, so func() bool) {
	w.t.Helper()
	tick, end := time.NewTicker(10*time.Millisecond), time.After(30*time.Second)
	defer tick.Stop()
	for !so() {
		select {
		case <-end:
			w.t.Fatalf("never came: %s", what)
		case <-tick.C:
		}
	}
}

// shows waits until the last message in a chat on Telegram has a text in it, and returns the message.
func (w *town) shows(u *telegramtest.User, part string) (last telegramtest.Shown) {
	w.t.Helper()
	w.until("on Telegram: "+part, func() bool {
		all := w.telegram.Shows(u.ID)
		if len(all) > 0 {
			last = all[len(all)-1]
		}
		return strings.Contains(last.String(), part)
	})
	return last
}

// posted waits until the last post of the bot in a channel or thread on Slack shows a text, and returns the post.
func (w *town) posted(channel, thread, part string) (found slackfake.Post) {
	w.t.Helper()
	w.until("on Slack: "+part, func() bool {
		for _, p := range w.slack.Posts(channel, thread) {
			if p.User == slackfake.BotUser && strings.Contains(p.Shows(), part) {
				found = p
				return true
			}
		}
		return false
	})
	return found
}

// A browser is a customer on the website.
type browser struct {
	w                   *town
	token, conversation string
	said                int
}

func (w *town) browser() *browser {
	b := &browser{w: w}
	got := b.post("conversations", map[string]any{})
	b.token, b.conversation = got["token"].(string), got["conversation"].(string)
	return b
}

func (b *browser) post(path string, body any) (got map[string]any) {
	b.w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		b.w.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.w.t.Context(), http.MethodPost, b.w.url+"/web/v1/"+path, bytes.NewReader(raw))
	if err != nil {
		b.w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+b.token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.w.t.Fatal(err)
	}
	defer resp.Body.Close()
	all, _ := io.ReadAll(resp.Body)
	if resp.StatusCode >= 300 {
		b.w.t.Fatalf("%s: %s %s", path, resp.Status, all)
	}
	_ = json.Unmarshal(all, &got) // some answers are empty
	return got
}

func (b *browser) says(text, payload string) {
	b.w.t.Helper()
	b.said++
	b.post("utterances", map[string]any{"id": bot.ID(b.token, string(rune(b.said))), "text": text, "payload": payload})
}

// hears waits until a reply on the website has a text in it.
func (b *browser) hears(part string) (last bot.Entry) {
	b.w.t.Helper()
	defer func() {
		if b.w.t.Failed() {
			b.w.t.Logf("the last reply on the website: %q", last.Text)
		}
	}()
	b.w.until("on the website: "+part, func() bool {
		all, err := b.w.app.Store.Transcript(b.w.t.Context(), b.conversation, 0)
		if err != nil {
			b.w.t.Fatal(err)
		}
		for _, e := range all {
			if e.Author != bot.ByCustomer && !e.Note {
				last = e
				if strings.Contains(e.Text, part) {
					return true
				}
			}
		}
		return false
	})
	return last
}

// agent makes an account, and its owner somebody on Slack. The client is signed in.
func (w *town) agent(name, email string) *http.Client {
	w.t.Helper()
	jar, _ := cookiejar.New(nil) // never fails without options
	client := &http.Client{Jar: jar}
	link, err := w.app.SetupLink(w.t.Context(), "x")
	if err != nil {
		w.t.Fatal(err)
	}
	_, token, _ := strings.Cut(link, "setup=")
	raw, _ := json.Marshal(map[string]string{"token": token, "login": email, "name": name, "password": "ein langes Passwort"})
	resp, err := client.Post(w.url+"/access/v1/join", "application/json", bytes.NewReader(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if all, _ := io.ReadAll(resp.Body); resp.StatusCode >= 300 {
		w.t.Fatalf("join: %s %s", resp.Status, all)
	}
	w.slack.Meet(slackfake.Person{ID: "UANNA", Name: name, Email: email, Locale: "de-DE"})
	return client
}

// slots are what a conversation knows, as text.
func (w *town) slots(conversation string) map[string]any {
	w.t.Helper()
	c, err := w.app.Store.Conversation(w.t.Context(), conversation)
	if err != nil {
		w.t.Fatal(err)
	}
	all := map[string]any{}
	for name, s := range c.AllSlots() {
		all[name] = s.Value
	}
	return all
}

// fetch reads what the desk tells.
func (w *town) fetch(client *http.Client, path string, into any) {
	w.t.Helper()
	resp, err := client.Get(w.url + path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil || resp.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %s %v", path, resp.Status, err)
	}
}
