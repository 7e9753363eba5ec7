package channeltest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// word is in everything that customers and bot say here. It must not turn up anywhere else.
const word = "Blaubeerkuchen"

// A trial is the world of one check.
type trial struct {
	testing.TB
	kit      Kit
	adapter  Adapter
	platform Platform
	can      bot.Capabilities
	inbox    *inbox
	wire     *wire
	drawer   *drawer
	files    *files
	now      time.Time

	mu    sync.Mutex
	spoke bytes.Buffer // logs, errors and answers
}

func begin(t testing.TB, k Kit) *trial {
	t.Helper()
	tr := &trial{TB: t, kit: k, inbox: &inbox{}, drawer: &drawer{}, files: &files{}, now: time.Now().Truncate(time.Second)}
	tr.platform = k.Platform(t)
	tr.wire = newWire(tr)
	tr.adapter = k.New(t, World{
		Accept: tr.inbox, Client: tr.wire.client(t), URL: tr.wire.server.URL, Now: func() time.Time { return tr.now },
		Log:    slog.New(slog.NewJSONHandler(tr, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Drawer: tr.drawer, Files: tr.files, Phrases: bot.NewPhrases([]string{"en", "de"}, bot.CoreWords, channels.Words),
	})
	tr.can = tr.adapter.Channel.Capabilities()
	t.Cleanup(tr.discreet)
	return tr
}

// Write takes what is logged.
func (t *trial) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.spoke.Write(p)
}

// discreet checks that nobody told what must not be told.
func (t *trial) discreet() {
	t.mu.Lock()
	defer t.mu.Unlock()
	spoke := t.spoke.String()
	for i, secret := range append(t.kit.Secrets, t.kit.Addresses[0], t.kit.Addresses[1], word) {
		if strings.Contains(spoke, secret) {
			what := "a secret"
			if i -= len(t.kit.Secrets); i >= 0 {
				what = []string{"an address", "an address", "a customer's word"}[i]
			}
			t.Errorf("a log, an error or an answer tells %s", what)
		}
	}
}

// said is an utterance of the first customer.
func (t *trial) said(number int) Said {
	return Said{Number: number, Address: t.kit.Addresses[0], Text: fmt.Sprintf("%s %d", word, number), At: t.now}
}

// post hands a request to the webhook, as the platform does.
func (t *trial) post(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	t.adapter.Webhook.ServeHTTP(w, r)
	fmt.Fprintln(t, w.Header(), w.Body)
	return w
}

// taken posts what must be taken.
func (t *trial) taken(what string, r *http.Request) {
	t.Helper()
	if w := t.post(r); w.Code < 200 || w.Code > 299 {
		t.Fatalf("%s: answered %d, must be taken with 200", what, w.Code)
	}
}

// refused posts what must not be taken, and tells whether it was not.
func (t *trial) refused(what string, r *http.Request) bool {
	t.Helper()
	kept, calls := t.inbox.count(), t.wire.count()
	w := t.post(r)
	switch {
	case w.Code < 400 || w.Code > 499:
		t.Errorf("%s: answered %d, must be refused with 4xx", what, w.Code)
	case t.inbox.count() != kept:
		t.Errorf("%s: refused, and yet something was accepted", what)
	case t.wire.count() != calls:
		t.Errorf("%s: the platform was called for something that is not genuine", what)
	default:
		return true
	}
	return false
}

// delivery is a reply to the first customer. The key follows from the number.
func (t *trial) delivery(number int, r bot.Reply) bot.Delivery {
	return bot.Delivery{
		Key: bot.ID("channeltest", fmt.Sprint(number)), Channel: t.adapter.Channel.Name(), Address: t.kit.Addresses[0],
		Conversation: "conversation-1", Seq: int64(number), Author: bot.ByBot, Language: "en", Reply: r, At: t.now,
	}
}

func (t *trial) text(number int) bot.Delivery {
	return t.delivery(number, bot.Reply{Text: fmt.Sprintf("%s %d.", word, number)})
}

// patience is longer than any answer of a platform on this host takes, even on a busy machine.
const patience = 20 * time.Second

// send has the adapter send a delivery.
func (t *trial) send(d bot.Delivery) (bot.Receipt, error) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return t.sendWithin(ctx, d)
}

func (t *trial) sendWithin(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	receipt, err := t.adapter.Channel.Send(ctx, d)
	if err != nil {
		fmt.Fprintln(t, err)
	}
	return receipt, err
}

// sent has the adapter send what must be sent.
func (t *trial) sent(what string, d bot.Delivery) bot.Receipt {
	t.Helper()
	receipt, err := t.send(d)
	if err != nil {
		t.Fatalf("%s: not sent: %v", what, err)
	}
	return receipt
}

// marshal writes a value as it is compared and kept: readable, with < and & as they are.
func marshal(t testing.TB, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatalf("marshal: %v", err)
	}
	return b.String()
}
