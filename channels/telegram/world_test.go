package telegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// A world is a channel between Telegram and an inbox.
type world struct {
	*testing.T
	*telegram.Channel
	platform *telegramtest.Server
	inbox    *inbox
	anna     *telegramtest.User
	log      *channeltest.Log
	hook     string // where the webhook is
}

const (
	anna  = 4711000815
	group = -1001777000111
)

// newWorld makes one whose channel takes webhooks.
func newWorld(t *testing.T, change ...func(*telegram.Options)) *world {
	t.Helper()
	w := newQuietWorld(t, telegramtest.Start(t), nil, change...)
	h := httptest.NewServer(w.Channel)
	t.Cleanup(h.Close)
	w.hook = h.URL
	if err := w.Register(t.Context(), h.URL, []string{"en", "de"}); err != nil {
		t.Fatal(err)
	}
	return w
}

// newQuietWorld makes one in which nothing is registered.
func newQuietWorld(t *testing.T, platform *telegramtest.Server, client *http.Client, change ...func(*telegram.Options)) *world {
	t.Helper()
	w := &world{T: t, platform: platform, inbox: &inbox{}, log: &channeltest.Log{}}
	o := telegram.Options{
		Token: telegramtest.Token, URL: platform.URL, Accept: w.inbox, Drawer: channeltest.NewDrawer(), Client: client, Settle: -1,
		Phrases: bot.NewPhrases([]string{"en", "de"}, channels.Words, telegram.Words),
		Log:     slog.New(slog.NewTextHandler(w.log, nil)),
		Commands: []telegram.Command{
			{Name: "cancel", Description: map[string]string{"en": "Cancel", "de": "Abbrechen"}, Text: map[string]string{"en": "cancel", "de": "abbrechen"}},
			{Name: "unlink", Description: map[string]string{"en": "Unlink", "de": "Trennen"}, Payload: "unlink:"},
		},
	}
	for _, f := range change {
		f(&o)
	}
	if o.URL == "" {
		o.URL = "http://telegram.test"
	}
	c, err := telegram.New(o)
	if err != nil {
		t.Fatal(err)
	}
	w.Channel, w.anna = c, platform.User(anna, "Anna", "de-AT")
	t.Cleanup(c.Wait)
	return w
}

// delivers sends a reply to Anna.
func (w *world) delivers(r bot.Reply) bot.Receipt {
	w.Helper()
	receipt, err := w.Send(w.Context(), w.delivery(r))
	if err != nil {
		w.Fatal(err)
	}
	return receipt
}

func (w *world) delivery(r bot.Reply) bot.Delivery {
	return bot.Delivery{Key: bot.ID(w.Name(), r.Text), Channel: telegram.Name, Address: "4711000815", Seq: 12, Author: bot.ByBot, Language: "de", Reply: r}
}

// fails sends a reply that cannot be sent.
func (w *world) fails(d bot.Delivery) *bot.SendError {
	w.Helper()
	_, err := w.Send(w.Context(), d)
	e, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		w.Fatalf("the error is %v, want a *bot.SendError", err)
	}
	return e
}

// last is what Anna's chat shows last.
func (w *world) last() telegramtest.Shown {
	w.Helper()
	w.Wait()
	all := w.platform.Shows(anna)
	if len(all) == 0 {
		w.Fatal("the chat shows nothing")
	}
	return all[len(all)-1]
}

// An inbox keeps inbounds once by key, in order, unless it is told to fail.
type inbox struct {
	mu   sync.Mutex
	all  []bot.Inbound
	keys map[string]bool
	fail int // how many times
}

func (i *inbox) Accept(_ context.Context, in bot.Inbound) (fresh bool, err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail > 0 {
		i.fail--
		return false, errors.New("the disk is full")
	}
	if i.keys[in.Key] {
		return false, nil
	}
	if i.keys == nil {
		i.keys = map[string]bool{}
	}
	i.keys[in.Key] = true
	in.Received = time.Time{}
	i.all = append(i.all, in)
	return true, nil
}

// takes returns what came since it was asked last.
func (i *inbox) takes() []bot.Inbound {
	i.mu.Lock()
	defer i.mu.Unlock()
	all := i.all
	i.all = nil
	return all
}

// one returns the only thing that came.
func (w *world) one() bot.Inbound {
	w.Helper()
	all := w.inbox.takes()
	if len(all) != 1 {
		w.Fatalf("%d inbounds came, want 1: %+v", len(all), all)
	}
	return all[0]
}

func data[D any](t *testing.T, e *bot.Event, name string) (d D) {
	t.Helper()
	if e == nil || e.Name != name {
		t.Fatalf("the event is %+v, want %s", e, name)
	}
	if err := json.Unmarshal(e.Data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// files are kept files by ID.
type files map[string]string

func (f files) Keep(context.Context, string, bot.Media, io.Reader, int64) (bot.Media, error) {
	return bot.Media{}, errors.New("a channel keeps no files itself")
}

func (f files) File(_ context.Context, id string) (bot.Media, string, io.ReadCloser, error) {
	content, ok := f[id]
	if !ok {
		return bot.Media{}, "", nil, bot.ErrNothing
	}
	return bot.Media{ID: id}, "", io.NopCloser(bytes.NewReader([]byte(content))), nil
}

// withSecret gives the webhook the secret that tests know.
func withSecret(o *telegram.Options) { o.Secret = secret }
