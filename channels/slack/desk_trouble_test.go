package slack_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/handoff"
)

// asks lets a customer ask for a person, and gives the thread.
func (w *deskWorld) asks(conversation string) root {
	w.t.Helper()
	w.customer(conversation, "Meine Mühle klemmt schon wieder")
	w.customer(conversation, "Ich möchte mit einem Menschen sprechen")
	w.settle()
	return w.root()
}

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

func TestAPostThatArrivedUnknownIsNotPostedAgain(t *testing.T) {
	w := newDeskWorld(t)
	w.customer("c1", "Meine Mühle klemmt schon wieder")
	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	w.slack.Fail("chat.postMessage", slackfake.Lost)
	if _, err := w.desk.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.root()
	w.start() // the program dies before it knows
	w.passes(time.Minute)
	w.settle()
	root := w.root()
	has(t, root.shown(), "Meine Mühle klemmt")

	w.customer("c1", "Hört mich jemand?")
	w.slack.Fail("chat.postMessage", slackfake.Lost)
	if _, err := w.desk.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.passes(time.Minute)
	w.settle()
	if n := strings.Count(root.shown(), "Hört mich jemand?"); n != 1 {
		t.Errorf("what the customer said is shown %d times", n)
	}
}

func TestSlackIsDownForAnHour(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()

	w.slack.set(func(s *workspace) { s.down = true })
	w.writes("U0MIA", root, "Ich schaue nach.") // heard, but Slack's API does not answer
	for minute := range 60 {
		if minute == 20 {
			w.customer("c1", "Ist noch jemand da?")
		}
		if _, err := w.desk.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.passes(time.Minute)
	}
	w.customer("c2", "Meine Kanne ist zerbrochen und ich möchte mit einem Menschen sprechen")
	if n := w.slack.requests(); n > 200 {
		t.Errorf("Slack was asked %d times in an hour of silence", n)
	}
	if w.desk.Problem() == "" {
		t.Error("nobody can see that Slack is down")
	}
	has(t, w.reads("c1"), "Ich schaue nach.")

	w.slack.set(func(s *workspace) { s.down = false })
	w.passes(time.Minute)
	w.settle()
	if n := strings.Count(w.reads("c1"), "Ich schaue nach."); n != 1 {
		t.Errorf("the customer reads %d times what Mia wrote once", n)
	}
	if n := strings.Count(root.shown(), "Ist noch jemand da?"); n != 1 {
		t.Errorf("Mia reads %d times what the customer wrote once", n)
	}
	if n := len(w.roots()); n != 2 {
		t.Errorf("there are %d threads, want 2", n)
	}
	if p := w.desk.Problem(); p != "" {
		t.Errorf("a problem is left: %s", p)
	}
}

func TestSlackSaysToWait(t *testing.T) {
	w := newDeskWorld(t)
	w.slack.set(func(s *workspace) { s.slow = 90 * time.Second })
	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	again, err := w.desk.Sync(t.Context())
	if err != nil || again < 89*time.Second {
		t.Errorf("the desk comes again after %v, %v; want 90 s", again, err)
	}
	w.slack.set(func(s *workspace) { s.slow = 0 })
	calls := w.slack.requests()
	w.passes(60 * time.Second)
	if _, err := w.desk.Sync(t.Context()); err != nil || w.slack.requests() != calls {
		t.Errorf("Slack was asked before it wanted to be: %v, %v", w.slack.requests(), err)
	}
	w.passes(30 * time.Second)
	w.settle()
	w.root()
}

func TestTheAppIsNotInTheRoom(t *testing.T) {
	w := newDeskWorld(t)
	w.slack.Fail("chat.postMessage", slackfake.Refused("not_in_channel"))
	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	if _, err := w.desk.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	has(t, w.desk.Problem(), "not_in_channel", "invite it to the agents' channel "+room)
	w.slack.Fail("conversations.history", slackfake.Refused("not_in_channel"))
	if err := w.desk.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "/invite @lotse") {
		t.Errorf("the check says %v", err)
	}
	if err := w.desk.Check(t.Context()); err != nil {
		t.Errorf("the app is in the room, and the check says %v", err)
	}
	w.passes(time.Minute)
	w.settle()
	w.root()
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

func TestRedeliveredEventsHaveOneEffect(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	event := map[string]any{"type": "message", "channel": room, "user": "U0MIA", "text": "Einmal.", "ts": "1795424400.500000", "thread_ts": root.ts, "event_ts": "1795424400.500000"}
	for range 3 {
		w.event(event)
		w.settle()
		w.event(event)
	}
	w.start()
	w.event(event)
	w.settle()
	if n := strings.Count(w.reads("c1"), "Einmal."); n != 1 {
		t.Errorf("the customer read it %d times", n)
	}
}

func TestWhatWasDoneIsNotDoneAgainAfterACrash(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	w.writes("U0MIA", root, "Einmal.")
	w.breaks = func(key string) bool { return strings.HasPrefix(key, "handoff/") }
	if _, err := w.desk.Sync(t.Context()); !errors.Is(err, errBroken) {
		t.Fatalf("the store broke and the desk says %v", err)
	}
	has(t, w.reads("c1"), "Einmal.") // said, and the desk does not know
	w.breaks = nil
	w.start()
	w.settle()
	if n := strings.Count(w.reads("c1"), "Einmal."); n != 1 {
		t.Errorf("the customer read it %d times", n)
	}
	lacks(t, root.shown(), "Einmal.")
}

func TestWhatCannotBeKeptIsDeliveredAgain(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	tries := 0
	w.breaks = func(string) bool { tries++; return tries < 3 }
	w.writes("U0MIA", root, "Hartnäckig.")
	w.settle()
	has(t, w.reads("c1"), "Hartnäckig.")
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

func TestOneNodeAloneWritesIntoTheRoom(t *testing.T) {
	w := newDeskWorld(t)
	leads := false
	_, err := slack.NewDesk(w.channel, slack.DeskOptions{
		Room: room, Team: slackfake.Team, Floor: floor{w}, Actor: actor{w}, Accounts: w, Roster: roster{w}, Drawer: w.store.Drawer, Bell: w.worker.Bell,
		Leads: func(context.Context) bool { return leads },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.desk.Leads = func(context.Context) bool { return leads }
	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	w.settle()
	if n := len(w.roots()); n != 0 {
		t.Errorf("%d threads were opened by a node that does not lead", n)
	}
	leads = true
	w.settle()
	w.root()
}

func TestADeskNeedsItsPorts(t *testing.T) {
	w := newDeskWorld(t)
	if _, err := slack.NewDesk(w.channel, slack.DeskOptions{Room: room}); err == nil || errors.Is(err, bot.ErrNothing) {
		t.Errorf("a desk without ports: %v", err)
	}
}

// TestWhateverBreaksNothingIsLostOrDoubled lets the store, Slack and the program itself fail wherever chance wants it.
func TestWhateverBreaksNothingIsLostOrDoubled(t *testing.T) {
	for seed := range uint64(25) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w, chance := newDeskWorld(t), rand.New(rand.NewPCG(seed, 3))
			w.customer("c1", "Ich möchte mit einem Menschen sprechen")
			var root root
			var customers, agents []string
			for step := range 60 {
				if roots := w.roots(); root.ts == "" && len(roots) > 0 {
					w.breaks = nil
					w.settle()
					root = w.root()
					w.presses("U0MIA", root, "Übernehmen")
					w.settle()
				}
				switch chance.IntN(9) {
				case 0:
					customers = append(customers, fmt.Sprintf("Kundin %d.", step))
					w.customer("c1", customers[len(customers)-1])
				case 1:
					if root.ts != "" {
						agents = append(agents, fmt.Sprintf("Mia %d.", step))
						w.writes("U0MIA", root, agents[len(agents)-1])
					}
				case 2:
					w.start()
				case 3:
					w.slack.Fail("chat.postMessage", slackfake.Lost)
				case 4:
					w.slack.Fail("chat.postMessage", slackfake.Broken)
				case 5:
					w.slack.Fail("conversations.replies", slackfake.Lost)
				case 6:
					n := chance.IntN(3)
					w.breaks = func(key string) bool { n--; return n == 0 && !strings.HasPrefix(key, "wrote/") }
				default:
					if _, err := w.desk.Sync(t.Context()); err != nil && !errors.Is(err, errBroken) {
						t.Fatal(err)
					}
					w.passes(time.Duration(chance.IntN(5)) * time.Second)
				}
			}
			w.breaks = nil
			for range 20 { // until every fault that waits has happened
				w.passes(time.Minute)
				if _, err := w.desk.Sync(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			w.settle()
			root = w.root()
			for _, said := range customers {
				if n := strings.Count(root.shown(), said); n != 1 {
					t.Errorf("agents read %q %d times", said, n)
				}
			}
			for _, said := range agents {
				if n := strings.Count(w.reads("c1"), said); n != 1 || strings.Contains(root.shown(), said) {
					t.Errorf("the customer reads %q %d times; agents read\n%s", said, n, root.shown())
				}
			}
			if len(customers) == 0 {
				t.Error("nobody said anything")
			}
		})
	}
}
