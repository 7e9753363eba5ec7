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
)

// asks lets a customer ask for a person, and gives the thread.
func (w *deskWorld) asks(conversation string) root {
	w.t.Helper()
	w.customer(conversation, "Meine Mühle klemmt schon wieder")
	w.customer(conversation, "Ich möchte mit einem Menschen sprechen")
	w.settle()
	return w.root()
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

func TestTooManyMarksHoldUpNothing(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	w.slack.set(func(s *workspace) { s.marks = time.Minute })
	w.writes("U0MIA", root, "Eins.")
	w.writes("U0MIA", root, "Zwei.")
	w.customer("c1", "Drei.")
	w.settle()
	has(t, w.reads("c1"), "Mia: Eins.", "Mia: Zwei.")
	has(t, root.shown(), "Drei.")
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
	for seed := range uint64(12) {
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
