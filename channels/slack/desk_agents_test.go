package slack_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

func TestOfTwoWhoPressTakeOneIsTold(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0BEN", root, "Übernehmen")
	w.presses("U0MIA", root, "Übernehmen")
	w.presses("U0BEN", root, "Übernehmen")
	w.settle()
	w.owned("c1", bot.OwnerAgent, "ben")
	has(t, w.slack.told("U0MIA"), "Ben war schneller")
	if told := w.slack.told("U0BEN"); told != "" {
		t.Errorf("Ben was told %q", told)
	}
	if n := strings.Count(w.reads("c1"), "Ben ist jetzt für dich da."); n != 1 {
		t.Errorf("the customer read %d times that Ben is there", n)
	}
}

func TestWhoHasNoAccountMayNot(t *testing.T) {
	for name, human := range map[string]human{
		"no account":                   {Email: "tom@kaffee.example", Locale: "en-US"},
		"address not confirmed":        {Email: "mia@kaffee.example", Locale: "en-US", Unconfirmed: true},
		"from another organisation":    {Email: "mia@kaffee.example", Locale: "en-US", Team: "T0OTHER"},
		"stranger in a shared channel": {Email: "mia@kaffee.example", Locale: "en-US", Guest: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newDeskWorld(t)
			w.slack.set(func(s *workspace) { s.people["U0TOM"] = human })
			root := w.asks("c1")
			w.presses("U0TOM", root, "Übernehmen")
			w.settle()
			w.owned("c1", bot.OwnerQueue, "")
			has(t, w.slack.told("U0TOM"), "There is no account here")
			w.writes("U0TOM", root, "I take it")
			w.presses("U0TOM", root, "Ich bin verfügbar")
			w.settle()
			if n := len(w.acts); n != 0 {
				t.Errorf("%d acts were done for somebody without an account", n)
			}
			has(t, w.commands("U0TOM", "available"), "There is no account here")
		})
	}
}

func TestTheDayAnAccountIsGone(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	delete(w.accounts, "mia@kaffee.example")
	w.writes("U0MIA", root, "Bin noch da")
	w.settle()
	lacks(t, w.reads("c1"), "Bin noch da")
	has(t, w.slack.told("U0MIA"), "kein Konto")
}

func TestWhatHappensOnTheWebDeskIsSeenOnSlack(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	mia := handoff.Agent{ID: "mia", Name: "Mia"}
	w.act("c1", w.helpdesk.Take(mia))
	w.settle()
	has(t, root.text(), "Mia ist dran")
	if all := root.buttons(t); all != "[Zurückgeben][Beenden]" {
		t.Errorf("the buttons are %v", all)
	}
	w.act("c1", w.helpdesk.Reply(mia, "Ich bin **dran**."))
	w.act("c1", w.helpdesk.Note(mia, "kennt sich aus"))
	w.settle()
	has(t, root.shown(), "*Mia*", "Ich bin *dran*.", "Notiz von Mia", "kennt sich aus")
	w.act("c1", w.helpdesk.Close(mia, "Mühle getauscht"))
	w.settle()
	has(t, root.text(), "Mia hat das Gespräch beendet", "Mühle getauscht")
}

func TestTheCustomerNoLongerWaits(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.customer("c1", "Abbrechen")
	w.settle()
	w.owned("c1", bot.OwnerBot, "")
	has(t, root.text(), "Nicht mehr nötig")
	if all := root.buttons(t); all != "" {
		t.Errorf("the buttons are %v", all)
	}
}

func (w *deskWorld) act(conversation string, do handoff.Act) {
	w.t.Helper()
	w.said++
	if _, err := w.worker.Act(w.t.Context(), conversation, "web desk "+time.Duration(w.said).String(), do); err != nil {
		w.t.Fatal(err)
	}
}

func TestWhatWasSaidStaysSaid(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.writes("U0MIA", root, "take")
	w.settle()
	w.owned("c1", bot.OwnerAgent, "mia")
	said := w.writes("U0MIA", root, "Das kostet 10 Euro.")
	noted := w.writes("U0MIA", root, "//kennt den Preis nicht")
	w.settle()

	w.slack.Edit(t.Context(), room, said, "Das kostet 20 Euro.")
	w.settle()
	has(t, w.slack.told("U0MIA"), "Das ist schon angekommen")
	lacks(t, w.reads("c1"), "20 Euro")

	w.slack.Edit(t.Context(), room, said, "Das kostet 20 Euro.") // Slack has found a link
	told := len(w.slack.Calls("chat.postEphemeral"))
	w.settle()
	if len(w.slack.Calls("chat.postEphemeral")) != told {
		t.Errorf("Mia was told %q", w.slack.told("U0MIA"))
	}

	w.slack.Delete(t.Context(), room, said)
	w.settle()
	has(t, w.slack.told("U0MIA"), "Zurückholen lässt es sich nicht")
	has(t, w.reads("c1"), "10 Euro")

	w.slack.React(t.Context(), "U0MIA", room, said, "memo")
	w.settle()
	has(t, w.slack.told("U0MIA"), "Das ist schon angekommen")

	w.slack.Edit(t.Context(), room, noted, "//kennt den Preis")
	w.settle()
	last := w.transcript("c1")[len(w.transcript("c1"))-1]
	if !last.Note || last.Text != "Geändert: kennt den Preis" {
		t.Errorf("the changed note is %+v", last)
	}
	lacks(t, root.shown(), "kennt den Preis")
}

func TestAColleaguesWordsBecomeANote(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	said := w.writes("U0TOM", root, "I know this customer, &lt;3")
	w.settle()
	has(t, w.slack.told("U0TOM"), "There is no account here")
	w.slack.React(t.Context(), "U0MIA", room, said, "memo")
	w.settle()
	last := w.transcript("c1")[len(w.transcript("c1"))-1]
	if !last.Note || last.Name != "Mia" || last.Text != "I know this customer, <3" {
		t.Errorf("the note is %+v", last)
	}
}

func TestWhoeverAnswersBeforeTakingIsTold(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.writes("U0BEN", root, "Have you tried to turn it off?")
	w.settle()
	lacks(t, w.reads("c1"), "turn it off")
	has(t, w.slack.told("U0BEN"), "take over first")
}

func TestColleaguesTalkInTheirChannel(t *testing.T) {
	w := newDeskWorld(t)
	w.asks("c1")
	w.writes("U0MIA", root{w.slack, "1795420000.000001"}, "Wer holt Kuchen?")
	w.event(map[string]any{"type": "message", "channel": room, "user": "U0MIA", "text": "Mahlzeit", "ts": "1795424400.500000", "event_ts": "1795424400.500000"})
	w.event(map[string]any{"type": "app_mention", "channel": room, "user": "U0MIA", "text": "<@U0LOTSE> hi", "ts": "1795424400.600000", "event_ts": "1795424400.600000"})
	w.settle()
	if len(w.slack.Calls("chat.postEphemeral")) != 0 || len(w.acts) != 0 {
		t.Errorf("the desk meddled: %v, %v", w.slack.Calls("chat.postEphemeral"), w.acts)
	}
	if n, err := w.store.Pending(t.Context()); err != nil || n != 0 {
		t.Errorf("colleagues became customers: %d, %v", n, err)
	}
	kept, err := w.store.Drawer("slack desk inbox " + room).All(t.Context())
	if err != nil || len(kept) != 0 {
		t.Errorf("%d of their words are kept, %v", len(kept), err)
	}
}

func TestAFileOfTheCustomersIsBroughtIntoTheThread(t *testing.T) {
	w := newDeskWorld(t)
	kept, err := w.store.Keep(t.Context(), "c1", bot.Media{Name: "kanne.jpg", Type: "image/jpeg"}, strings.NewReader("a picture"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	root := w.asks("c1")
	w.customer("c1", "So sieht sie aus", bot.Element{Kind: bot.ElementImage, Media: &kept})
	w.settle()
	has(t, root.shown(), "So sieht sie aus", ":paperclip: kanne.jpg")
	posts := w.slack.Said(room, root.ts)
	if last := posts[len(posts)-1]; len(last.Files) != 1 || last.Files[0].Name != "kanne.jpg" {
		t.Errorf("the last post is %s", last.Shows())
	}
}

func TestMiaClosesTheConversation(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	stale := root.post()
	w.clicks("U0BEN", stale, "Beenden")
	has(t, w.slack.told("U0BEN"), "You do not have this conversation")
	if n := len(w.slack.Views()); n != 0 {
		t.Fatalf("%d forms were opened for somebody else", n)
	}

	w.presses("U0MIA", root, "Beenden")
	w.submits("U0MIA", nil)
	w.settle()
	w.owned("c1", bot.OwnerBot, "")
	has(t, root.text(), "Mia hat das Gespräch beendet")
	has(t, w.reads("c1"), "Mia hat das Gespräch beendet.")

	w.clicks("U0MIA", stale, "Zurückgeben") // her Slack still shows the button
	w.settle()
	has(t, w.slack.told("U0MIA"), "Dieses Gespräch hast du nicht")
}

func TestAgentsFilesDoNotReachTheCustomer(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	w.slack.Say(t.Context(), "U0MIA", room, root.ts, "Hier die Anleitung", w.slack.Upload("a.pdf", "application/pdf", []byte("x")))
	w.settle()
	has(t, w.reads("c1"), "Hier die Anleitung")
	has(t, w.slack.told("U0MIA"), "Dateien gehen von hier aus nicht")
}

func TestButtonsElsewhereDoNothing(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	elsewhere := root.post()
	elsewhere.Channel = "C0OTHER"
	w.clicks("U0MIA", elsewhere, "Übernehmen")
	w.settle()
	w.owned("c1", bot.OwnerQueue, "")
}

func TestTwoCustomersHaveTwoThreads(t *testing.T) {
	w := newDeskWorld(t)
	first := w.asks("c1")
	w.customer("c2", "Ich möchte mit einem Menschen sprechen")
	w.settle()
	second := w.roots()[1]
	w.presses("U0MIA", first, "Übernehmen")
	w.presses("U0MIA", second, "Übernehmen")
	w.settle()
	w.writes("U0MIA", first, "An die erste.")
	w.writes("U0MIA", second, "An die zweite.")
	w.settle()
	has(t, w.reads("c1"), "An die erste.")
	lacks(t, w.reads("c1"), "An die zweite.")
	has(t, w.reads("c2"), "An die zweite.")
	lacks(t, w.reads("c2"), "An die erste.")
}
