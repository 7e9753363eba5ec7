package web_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

// Mia wrote on Telegram, shows a code on the web, and goes on there; then she takes the link back.
func TestABrowserFollowsItsConversation(t *testing.T) {
	for name, dial := range lines {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			v := w.visit(t)
			w.ledger.Commit("telegram-42", nil, stage.Said(bot.ByCustomer, "Fehler E7", w.clock.Now()), stage.Said(bot.ByBot, "Welche Maschine?", w.clock.Now()))
			w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "Soll ich verbinden?", w.clock.Now()))
			l := dial(v, 0)
			defer l.hangUp()
			got := told(until(t, l, ready))

			w.customers.Link(v.conversation, "telegram-42")
			w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "Ist verbunden.", w.clock.Now()))
			got = append(got, told(until(t, l, ready))...)
			w.ledger.Commit("telegram-42", nil, stage.Said(bot.ByBot, "Hier geht es weiter.", w.clock.Now()))
			got = append(got, told(until(t, l, saying("Hier geht es weiter.")))...)
			w.customers.Link(v.conversation, "")
			w.ledger.Commit("telegram-42", nil, stage.Said(bot.ByBot, "Das sieht sie nicht mehr.", w.clock.Now()))
			got = append(got, told(until(t, l, ready))...)

			want := []string{
				"1 bot: Soll ich verbinden?", "owner bot", "ready 1",
				"moved", "1 customer: Fehler E7", "2 bot: Welche Maschine?", "owner bot", "ready 2", "3 bot: Hier geht es weiter.",
				"moved", "1 bot: Soll ich verbinden?", "2 bot: Ist verbunden.", "owner bot", "ready 2",
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestABrowserThatComesBackLearnsThatItsConversationMoved(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	w.ledger.Commit("telegram-42", nil, stage.Said(bot.ByBot, "Welche Maschine?", w.clock.Now()))
	w.customers.Link(v.conversation, "telegram-42")

	l := v.socket(7) // of the conversation it was in
	defer l.hangUp()
	frames := until(t, l, ready)

	if diff := cmp.Diff([]string{"moved", "1 bot: Welche Maschine?", "owner bot", "ready 1"}, told(frames)); diff != "" {
		t.Error(diff)
	}
	if frames[0].Conversation != "telegram-42" || frames[3].Conversation != "telegram-42" {
		t.Errorf("it learns %q and %q", frames[0].Conversation, frames[3].Conversation)
	}
	again := v.socketIn("telegram-42", 1)
	defer again.hangUp()
	if diff := cmp.Diff([]string{"owner bot", "ready 1"}, told(until(t, again, ready))); diff != "" {
		t.Error(diff)
	}
}

// A route was not hers: what was said there is taken off her screen.
func TestWhatWasSaidOnAWithdrawnRouteIsNotShownAnyMore(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	here, there := bot.Route{Channel: "web", Address: v.conversation}, bot.Route{Channel: "telegram", Address: "42"}
	foreign := stage.Said(bot.ByCustomer, "Das war ein anderer", w.clock.Now())
	foreign.Via = there.ID()
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Routes = []bot.Route{there, here} }, stage.Said(bot.ByBot, "Hallo", w.clock.Now()), foreign)
	l := v.socket(0)
	defer l.hangUp()
	got := told(until(t, l, ready))
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Routes = []bot.Route{here} })
	got = append(got, told(until(t, l, ready))...)

	want := []string{"1 bot: Hallo", "2 customer: Das war ein anderer", "owner bot", "ready 2", "moved", "1 bot: Hallo", "owner bot", "ready 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A store that was restored from a backup knows less than the browser.
func TestABrowserLearnsThatTheServerWasSetBack(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "eins", w.clock.Now()))
	l := v.socket(5)
	defer l.hangUp()
	until(t, l, func(f web.Frame) bool { return f.Kind == web.Ready && f.Seq == 1 })
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "zwei", w.clock.Now()))
	until(t, l, saying("zwei"))
}
