package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

func TestWhatACustomerDoesWithoutAWordIsAnEvent(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	requests := [][2]string{
		{"/web/v1/start", `{"id":"s","language":"de","locale":"de-AT"}`},
		{"/web/v1/link", `{"id":"l","code":"ABCD-2345"}`},
		{"/web/v1/feedback", `{"id":"f","seq":3,"helpful":false,"text":"falsche Maschine"}`},
	}
	for range 2 { // whatever is repeated happens once
		for _, r := range requests {
			if got := v.post(r[0], r[1]); got.status != http.StatusAccepted {
				t.Fatalf("%s: %d %s", r[0], got.status, got.body)
			}
		}
	}
	event := func(id string, e *bot.Event) bot.Inbound {
		return bot.Inbound{Channel: "web", Key: v.conversation + "/" + id, Conversation: v.conversation, Address: v.conversation, Event: e, Received: w.clock.Now()}
	}
	started := event("s", bot.NewEvent(bot.EventStart, nil))
	started.Language, started.Locale = "de", "de-AT"
	want := []bot.Inbound{
		started,
		event("l", bot.NewEvent(bot.EventLink, bot.Code{Code: "ABCD-2345"})),
		event("f", bot.NewEvent(bot.EventFeedback, bot.Feedback{Seq: 3, Text: "falsche Maschine"})),
	}
	if diff := cmp.Diff(want, w.ledger.Accepted()); diff != "" {
		t.Error(diff)
	}
}

func TestAnUtteranceCarriesWhatTheBrowserKnows(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	v.post("/web/v1/utterances", `{"id":"1","text":"Hier bin ich","locale":"de-AT","plain":true,
		"elements":[{"kind":"location","place":{"latitude":52.5,"longitude":13.4},"cards":[{"title":"not hers to send"}]}],"page":{"url":"https://shop.example/e7","title":"Fehler E7"}}`)

	plain := true
	want := []bot.Inbound{
		{
			Channel: "web", Key: v.conversation + "/1/page", Conversation: v.conversation, Address: v.conversation, Received: w.clock.Now(),
			Event: bot.NewEvent(bot.EventPage, bot.Page{URL: "https://shop.example/e7", Title: "Fehler E7"}),
		},
		{
			Channel: "web", Key: v.conversation + "/1", Conversation: v.conversation, Address: v.conversation, Received: w.clock.Now(), Settle: 300 * time.Millisecond,
			Text: "Hier bin ich", Locale: "de-AT", Plain: &plain, Elements: []bot.Element{{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 52.5, Longitude: 13.4}}},
		},
	}
	if diff := cmp.Diff(want, w.ledger.Accepted()); diff != "" {
		t.Error(diff)
	}
}

func TestAFilledFormIsOneUtterance(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	values := map[string]string{"name": "Mia", "why": strings.Repeat("lang ", 2000)}
	r := v.post("/web/v1/utterances", `{"id":"1","text":"Maschine registrieren","payload":`+quoted(bot.FilledForm("register", values))+`}`)
	if r.status != http.StatusAccepted {
		t.Fatalf("got %d %s", r.status, r.body)
	}
	id, got, ok := bot.ReadForm(w.ledger.Accepted()[0].Payload)
	if !ok || id != "register" || cmp.Diff(values, got) != "" {
		t.Errorf("the form %q came back as %v", id, got)
	}
}

func quoted(text string) string {
	b, _ := json.Marshal(text) // strings always marshal
	return string(b)
}

func TestWhatCannotHaveHappenedIsRefused(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	for _, r := range [][2]string{
		{"/web/v1/start", `{}`},
		{"/web/v1/start", `{"id":"1","locale":"` + strings.Repeat("x", 36) + `"}`},
		{"/web/v1/link", `{"id":"1"}`},
		{"/web/v1/link", `{"id":"1","code":"` + strings.Repeat("A", 33) + `"}`},
		{"/web/v1/feedback", `{"id":"1","helpful":true}`},
		{"/web/v1/feedback", `{"id":"1","seq":1,"text":"` + strings.Repeat("x", 9<<10) + `"}`},
		{"/web/v1/utterances", `{"id":"1/page","text":"a"}`},
		{"/web/v1/utterances", `{"id":"1","text":"a","page":{"url":"javascript:alert(1)"}}`},
		{"/web/v1/utterances", `{"id":"1","text":"a","locale":"` + strings.Repeat("x", 36) + `"}`},
	} {
		w.clock.advance(time.Minute)
		if got := v.post(r[0], r[1]); got.status != http.StatusUnprocessableEntity || got.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %.60s: %d %s", r[0], r[1], got.status, got.body)
		}
	}
	if n := len(w.ledger.Accepted()); n > 0 {
		t.Errorf("%d were accepted", n)
	}
}

func TestWhatTheCustomerHasReadIsKept(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "eins", w.clock.Now()), stage.Said(bot.ByBot, "zwei", w.clock.Now()))
	l := v.socket(0)
	defer l.hangUp()
	until(t, l, ready)

	v.post("/web/v1/read", `{"seq":1}`)
	first := w.receipts.UpTo(v.conversation)
	v.post("/web/v1/read", `{"seq":99}`) // more than there is
	second := w.receipts.UpTo(v.conversation)
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "drei", w.clock.Now()))
	until(t, l, saying("drei"))
	if err := l.conn.Write(t.Context(), websocket.MessageText, []byte(`{"kind":"read","seq":99}{"kind":"nonsense"`)); err != nil {
		t.Fatal(err)
	}
	for _, frame := range []string{`{"kind":"read","seq":99}`, `{"kind":"typing"}`} {
		if err := l.conn.Write(t.Context(), websocket.MessageText, []byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
	w.bell.Await(3) // two commits, then the typing that came after the reading
	if diff := cmp.Diff([]int64{1, 2, 3}, []int64{first, second, w.receipts.UpTo(v.conversation)}); diff != "" {
		t.Error(diff)
	}
}

func TestTheBrowserKnowsHowTheBotSpeaks(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	l := v.socket(0)
	defer l.hangUp()
	until(t, l, ready)
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Language, c.Plain = "de", true })
	f := until(t, l, func(f web.Frame) bool { return f.Kind == web.Manner })
	if diff := cmp.Diff([]web.Frame{{Kind: web.Manner, Language: "de", Plain: true}}, f); diff != "" {
		t.Error(diff)
	}
}
