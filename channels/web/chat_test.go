package web_test

import (
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

func TestWhatACustomerSaysBecomesAnInbound(t *testing.T) {
	w := open(t)
	v := w.visit(t)

	first := v.say("u-1", "Wie entkalke ich?")
	again := v.say("u-1", "Wie entkalke ich?")
	click := v.post("/web/v1/utterances", `{"id":"u-2","text":"Mit einem Menschen sprechen","payload":"person:","language":"de"}`)

	bodies := []string{first.body, again.body, click.body}
	if diff := cmp.Diff([]string{"{\"fresh\":true,\"id\":\"u-1\"}\n", "{\"fresh\":false,\"id\":\"u-1\"}\n", "{\"fresh\":true,\"id\":\"u-2\"}\n"}, bodies); diff != "" {
		t.Error(diff)
	}
	want := []bot.Inbound{
		{
			Channel: "web", Key: v.conversation + "/u-1", Conversation: v.conversation, Address: v.conversation, Text: "Wie entkalke ich?",
			Received: w.clock.Now(), Settle: 300 * time.Millisecond,
		},
		{
			Channel: "web", Key: v.conversation + "/u-2", Conversation: v.conversation, Address: v.conversation, Text: "Mit einem Menschen sprechen",
			Payload: bot.PersonPayload, Language: "de", Received: w.clock.Now(),
		},
	}
	if diff := cmp.Diff(want, w.ledger.Accepted()); diff != "" {
		t.Error(diff)
	}
}

func TestTheTranscriptStreamsAsItIsCommitted(t *testing.T) {
	for name, dial := range lines {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			v := w.visit(t)
			l := dial(v, 0)
			defer l.hangUp()
			got := told(until(t, l, ready))

			w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByCustomer, "Hallo", w.clock.Now()), stage.Said(bot.ByBot, "Guten Tag", w.clock.Now()))
			got = append(got, told(until(t, l, saying("Guten Tag")))...)

			if diff := cmp.Diff([]string{"owner bot", "ready 0", "1 customer: Hallo", "2 bot: Guten Tag"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// lines are the ways to open a stream.
var lines = map[string]func(v *visitor, after int64) line{
	"websocket": func(v *visitor, after int64) line { return v.socket(after) },
	"events":    func(v *visitor, after int64) line { return v.events(after) },
}

func TestNotesStayWithTheAgents(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	note := stage.Said(bot.ByAgent, "ein schwieriger Fall", w.clock.Now())
	note.Note = true
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "eins", w.clock.Now()), note, stage.Said(bot.ByBot, "drei", w.clock.Now()))

	l := v.socket(0)
	defer l.hangUp()
	got := told(until(t, l, ready))

	if diff := cmp.Diff([]string{"1 bot: eins", "3 bot: drei", "owner bot", "ready 3"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheCustomerKnowsWhoAnswers(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	l := v.socket(0)
	defer l.hangUp()
	got := told(until(t, l, ready))

	w.ledger.Commit(v.conversation, func(c *bot.Conversation) {
		c.Pass(bot.OwnerQueue, "")
		c.Handoff = &bot.Handoff{Promise: &bot.Promise{By: w.clock.Now().Add(30 * time.Minute), Channel: "web"}}
	}, stage.Said(bot.ByBot, "Anna kommt", w.clock.Now()))
	got = append(got, told(until(t, l, func(f web.Frame) bool { return f.Owner == bot.OwnerQueue }))...)
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Pass(bot.OwnerAgent, "anna") })
	got = append(got, told(until(t, l, func(f web.Frame) bool { return f.Owner == bot.OwnerAgent }))...)
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Pass(bot.OwnerBot, "") })
	got = append(got, told(until(t, l, func(f web.Frame) bool { return f.Owner == bot.OwnerBot }))...)

	want := []string{"owner bot", "ready 0", "1 bot: Anna kommt", "owner queue by 09:30", "owner agent Anna", "owner bot"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDraftsTravelBesideTheTranscriptAndDieWithTheirEpoch(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	l := v.socket(0)
	defer l.hangUp()
	until(t, l, ready)

	w.bell.Ring(bot.Signal{Kind: bot.SignalDraft, Conversation: v.conversation, Text: "Entkalke"})
	got := told(until(t, l, func(f web.Frame) bool { return f.Kind == web.Draft }))
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Pass(bot.OwnerAgent, "anna") })
	got = append(got, told(until(t, l, func(f web.Frame) bool { return f.Kind == web.Owner }))...)
	w.bell.Ring(bot.Signal{Kind: bot.SignalDraft, Conversation: v.conversation, Text: "zu spät", Epoch: 0})
	w.bell.Ring(bot.Signal{Kind: bot.SignalTyping, Conversation: v.conversation, Text: string(bot.ByCustomer)}) // another tab's
	w.bell.Ring(bot.Signal{Kind: bot.SignalTyping, Conversation: v.conversation, Text: "Anna"})
	got = append(got, told(until(t, l, func(f web.Frame) bool { return f.Kind == web.Typing }))...)

	if diff := cmp.Diff([]string{"draft Entkalke", "owner agent Anna", "typing Anna"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAgentsSeeThatTheCustomerTypes(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	v.post("/web/v1/typing", "")
	v.post("/web/v1/typing", "") // at once: once is enough
	w.clock.advance(2 * time.Second)
	l := v.socket(0)
	defer l.hangUp()
	if err := l.conn.Write(t.Context(), websocket.MessageText, []byte(`{"kind":"typing"}`)); err != nil {
		t.Fatal(err)
	}
	w.bell.Await(2)

	typed := bot.Signal{Kind: bot.SignalTyping, Conversation: v.conversation, Text: "customer"}
	if diff := cmp.Diff([]bot.Signal{typed, typed}, w.bell.Rung()); diff != "" {
		t.Error(diff)
	}
}

func TestALostBellCostsAPollAndNoReply(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Poll = 5 * time.Millisecond })
	w.bell.Deaf = true
	v := w.visit(t)
	l := v.socket(0)
	defer l.hangUp()
	until(t, l, ready)

	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "trotzdem", w.clock.Now()))

	until(t, l, saying("trotzdem"))
}
