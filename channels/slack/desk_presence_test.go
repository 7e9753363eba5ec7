package slack_test

import (
	"context"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/handoff"
)

// at tells how an agent stands with the helpdesk.
func (w *deskWorld) at(agent string) handoff.Presence {
	w.t.Helper()
	all, err := w.store.Presences(w.t.Context(), w.now())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, p := range all {
		if p.Agent == agent {
			return p
		}
	}
	return handoff.Presence{Agent: agent}
}

// attends lets time go by while the desk looks who is there.
func (w *deskWorld) attends(d time.Duration) {
	w.t.Helper()
	for end := w.now().Add(d); w.now().Before(end); w.passes(handoff.Heartbeat) {
		if err := w.desk.Attend(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestWhoIsActiveOnSlackIsOffered(t *testing.T) {
	w := newDeskWorld(t)
	has(t, w.commands("U0MIA", "available"), "Du bist verfügbar")
	w.attends(2 * time.Minute)
	if p := w.at("mia"); !p.Free(w.now()) {
		t.Errorf("Mia is active on Slack, and her presence is %+v", p)
	}

	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	w.owned("c1", bot.OwnerQueue, "mia")
	w.settle()
	root := w.root()
	has(t, root.text(), "<@U0MIA> ist gefragt")
	has(t, root.shown(), "<@U0MIA>, das Gespräch wartet auf dich.")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	w.owned("c1", bot.OwnerAgent, "mia")
}

func TestWhoIsAwayOnSlackIsNotOffered(t *testing.T) {
	for name, change := range map[string]func(*human){
		"away":           func(h *human) { h.Absent = true },
		"do not disturb": func(h *human) { h.Quiet = true },
	} {
		t.Run(name, func(t *testing.T) {
			w := newDeskWorld(t)
			w.commands("U0BEN", "available")
			w.attends(time.Minute)
			w.slack.set(func(s *workspace) {
				ben := s.people["U0BEN"]
				change(&ben)
				s.people["U0BEN"] = ben
			})
			w.attends(3 * time.Minute)
			if p := w.at("ben"); p.Free(w.now()) {
				t.Errorf("Ben is not there, and his presence is %+v", p)
			}
			w.customer("c1", "Ich möchte mit einem Menschen sprechen")
			w.owned("c1", bot.OwnerQueue, "")
		})
	}
}

func TestAwayEndsIt(t *testing.T) {
	w := newDeskWorld(t)
	w.commands("U0BEN", "Available")
	has(t, w.commands("U0BEN", "away"), "You get no new conversations any more")
	w.attends(time.Minute)
	if p := w.at("ben"); p.Available || p.Present(w.now()) {
		t.Errorf("Ben is away, and his presence is %+v", p)
	}
}

func TestReadinessOutlivesTheProgram(t *testing.T) {
	w := newDeskWorld(t)
	w.commands("U0MIA", "verfügbar")
	w.start()
	w.passes(time.Hour)
	w.attends(time.Minute)
	if p := w.at("mia"); !p.Free(w.now()) {
		t.Errorf("Mia is active on Slack, and her presence is %+v", p)
	}
}

func TestTheButtonOfThoseWhoAreAvailable(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0BEN", root, "Ich bin verfügbar")
	w.settle()
	has(t, w.slack.told("U0BEN"), "You are available")
	if p := w.at("ben"); !p.Free(w.now()) {
		t.Errorf("Ben's presence is %+v", p)
	}
}

func TestWhoTookAConversationIsThere(t *testing.T) {
	w := newDeskWorld(t)
	root := w.asks("c1")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	w.customer("c1", "Hallo Mia")
	for range 14 {
		w.attends(10 * time.Second)
		w.work()
	}
	w.owned("c1", bot.OwnerAgent, "mia") // after two minutes: she is active on Slack, and only slow
	w.slack.set(func(s *workspace) { s.people["U0MIA"] = human{Email: "mia@kaffee.example", Absent: true} })
	for range 30 {
		w.attends(10 * time.Second)
		w.work()
	}
	w.owned("c1", bot.OwnerQueue, "")
	w.settle()
	has(t, root.shown(), "Mia antwortet nicht mehr")
	w.root() // the handoff goes on in the same thread
}

func TestSlackIsAskedNoMoreThanItAllows(t *testing.T) {
	w := newDeskWorld(t)
	for i := range 20 {
		user, email := "U0A"+string(rune('A'+i)), string(rune('a'+i))+"@kaffee.example"
		w.slack.set(func(s *workspace) { s.people[user] = human{Name: user, Email: email} })
		w.accounts[email] = slack.Agent{ID: user, Name: user}
		w.commands(user, "available")
	}
	before := w.slack.requests()
	w.attends(5 * time.Minute)
	if n := w.slack.requests() - before; n > 5*40 {
		t.Errorf("Slack was asked %d times in five minutes", n)
	}
	for i := range 20 {
		if p := w.at("U0A" + string(rune('A'+i))); !p.Present(w.now()) {
			t.Errorf("%s is active on Slack, and is not there", p.Agent)
		}
	}
}

func TestTheQueueByCommand(t *testing.T) {
	w := newDeskWorld(t)
	has(t, w.commands("U0BEN", "queue"), "Nobody waits right now.")
	root := w.asks("c1")
	has(t, w.commands("U0MIA", "queue"), "Meine Mühle klemmt schon wieder", "https://slack.com/archives/"+room+"/p")
	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	has(t, w.commands("U0MIA", "queue"), "Gerade wartet niemand.")
}

func TestTheDeskRunsUntilItIsStopped(t *testing.T) {
	w := newDeskWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.desk.Run(ctx) }()
	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	for len(w.roots()) == 0 { // it looks every two seconds, even if nobody tells it
		select {
		case err := <-ended:
			t.Fatalf("the desk ended: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the desk ended with %v", err)
	}
}
