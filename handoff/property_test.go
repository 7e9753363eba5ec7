package handoff_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

// a floorGame plays customers, agents and the clock at random against each other. Turns and acts may be decided before others
// are saved, as with several nodes.
type floorGame struct {
	t     testing.TB
	w     *world
	desks map[string]bool // whose desk is open: it beats
	begun []*bot.Turn     // decided, not yet saved
}

// slowest is how long a turn may take until it is saved.
const slowest = 30 * time.Second

func (g *floorGame) saveAll() {
	for _, turn := range g.begun {
		g.w.save(g.t, turn)
	}
	g.begun = nil
}

var crew = []handoff.Agent{anna, bert, {ID: "c3", Name: "Cem"}}

func (g *floorGame) actions() map[string]func(*rapid.T) {
	agent := rapid.SampledFrom(crew)
	conversation := rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", "k5"})
	text := rapid.SampledFrom([]string{"Bitte einen Menschen", "Wie entkalke ich meine Maschine?", "abbrechen", "danke"})
	act := func(r *rapid.T, act func(handoff.Agent) handoff.Act) {
		id := conversation.Draw(r, "conversation")
		var owned *handoff.OwnedError
		if err := g.w.does(id, act(agent.Draw(r, "agent"))); err != nil && !errors.As(err, &owned) && !errors.Is(err, bot.ErrNothing) {
			r.Fatal(err)
		}
	}
	h := g.w.helpdesk
	return map[string]func(*rapid.T){
		"customer says": func(r *rapid.T) { g.w.says(g.t, conversation.Draw(r, "conversation"), text.Draw(r, "text")) },
		"customer begins": func(r *rapid.T) {
			g.begun = append(g.begun, g.w.hear(g.t, conversation.Draw(r, "conversation"), text.Draw(r, "text"), ""))
		},
		"begun is saved": func(r *rapid.T) {
			if len(g.begun) == 0 {
				r.Skip()
			}
			i := rapid.IntRange(0, len(g.begun)-1).Draw(r, "which")
			g.w.save(g.t, g.begun[i])
			g.begun = slices.Delete(g.begun, i, i+1)
		},
		"desk opens": func(r *rapid.T) {
			a := agent.Draw(r, "agent")
			g.desks[a.ID] = true
			g.w.comes(a, true)
		},
		"desk closes": func(r *rapid.T) { delete(g.desks, agent.Draw(r, "agent").ID) },
		"usher": func(r *rapid.T) {
			if err := g.w.usher.Offer(r.Context()); err != nil {
				r.Fatal(err)
			}
		},
		"take":   func(r *rapid.T) { act(r, h.Take) },
		"answer": func(r *rapid.T) { act(r, func(a handoff.Agent) handoff.Act { return h.Reply(a, "Gern.") }) },
		"back":   func(r *rapid.T) { act(r, func(a handoff.Agent) handoff.Act { return h.Back(a, "erledigt", true) }) },
		"close":  func(r *rapid.T) { act(r, func(a handoff.Agent) handoff.Act { return h.Close(a, "") }) },
		"time passes": func(r *rapid.T) {
			d := time.Duration(rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(60, 7200)).Draw(r, "seconds")) * time.Second
			if len(g.begun) > 0 && g.w.clock.Add(d).Sub(g.begun[0].Now) > slowest {
				g.saveAll()
			}
			g.w.passes(g.t, d, slices.Collect(maps.Keys(g.desks))...)
		},
		"": g.check,
	}
}

// check holds after every action.
func (g *floorGame) check(r *rapid.T) {
	for id := range g.w.conversations {
		c := decode(g.w.conversations[id])
		if problem := standing(c, g.w.wakes[id][handoff.WakeName], g.w.clock); problem != "" {
			r.Fatalf("%s: %s", id, problem)
		}
		if problem := story(g.w.transcripts[id], c, g.w.clock); problem != "" {
			r.Fatalf("%s: %s\n%s", id, problem, lines(g.w.transcripts[id]))
		}
	}
}

// standing says what is wrong with where a conversation stands: it has exactly one owner, and one who waits always has a time
// at which something happens.
func standing(c bot.Conversation, wake, now time.Time) string {
	switch c.Owner {
	case bot.OwnerBot:
		if c.Agent != "" || c.Handoff != nil {
			return "the bot owns it, and something of the handoff is left"
		}
	case bot.OwnerQueue:
		switch {
		case c.Handoff == nil || (c.Agent == "") == (c.Handoff.Promise == nil):
			return "it waits without exactly one of a reserved agent and a promise"
		case wake.IsZero() || wake.Before(now):
			return "it waits, and nothing will happen"
		case c.Agent != "" && wake.Sub(now) > handoff.TakeWithin:
			return "a reserved agent has more time than the customer was told"
		case c.Agent == "" && wake.After(c.Handoff.Promise.By):
			return "the promise is looked after too late"
		}
	case bot.OwnerAgent:
		if c.Agent == "" || c.Handoff == nil {
			return "a person owns it, and nobody knows who or why"
		}
	default:
		return fmt.Sprintf("owner %q", c.Owner)
	}
	return ""
}

// story says what is wrong with how a conversation went: while a person has it the bot is silent, and whoever was told "I am
// connecting you" was connected, told otherwise, or did not want to wait.
func story(entries []bot.Entry, c bot.Conversation, now time.Time) string {
	person := false
	var connecting time.Time
	for _, e := range entries {
		switch {
		case e.Event == handoff.EventTaken:
			person, connecting = true, time.Time{}
		case e.Event == handoff.EventBack, e.Event == handoff.EventClosed, e.Event == handoff.EventGone:
			person = false
		case e.Event == handoff.EventMissed, e.Event == handoff.EventCanceled:
			connecting = time.Time{}
		case person && e.Author == bot.ByBot:
			return "the bot speaks while a person has the conversation"
		case strings.Contains(e.Text, "Ich verbinde dich mit"):
			if !connecting.IsZero() {
				return "the customer was told twice to be connected"
			}
			connecting = e.At
		}
		if !connecting.IsZero() && e.At.Sub(connecting) > handoff.TakeWithin {
			return "the customer was told to be connected, and nobody came or said so in time"
		}
	}
	if !connecting.IsZero() && (c.Owner != bot.OwnerQueue || c.Agent == "" || now.Sub(connecting) > handoff.TakeWithin) {
		return "the customer was told to be connected and is not"
	}
	return ""
}

func lines(entries []bot.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%3d %s %-8s %-12s %s %s\n", e.Seq, e.At.Format("15:04:05"), e.Author, e.Event, e.Name, e.Text)
	}
	return b.String()
}

func TestEveryHandoffIsKeptOrCorrected(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := &floorGame{t: t, w: newWorld(t, settings), desks: map[string]bool{}}
		r.Repeat(g.actions())
	})
}

func TestWaitingAloneDoesNotGoInCircles(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := &floorGame{t: t, w: newWorld(t, settings), desks: map[string]bool{}}
		r.Repeat(g.actions())
		g.saveAll()
		g.w.passes(t, 12*time.Hour) // whoever had something to do has done it, and everybody has gone home
		before := count(g.w)
		g.w.passes(t, 7*24*time.Hour)
		if said := count(g.w) - before; said > 5*14*len(g.w.conversations) {
			r.Fatalf("a week alone led to %d entries in %d conversations", said, len(g.w.conversations))
		}
	})
}

func count(w *world) (n int) {
	for _, entries := range w.transcripts {
		n += len(entries)
	}
	return n
}

func TestFiftyCustomersAndOneFreePlace(t *testing.T) {
	w := newWorld(t, handoff.Settings{Teams: map[string]handoff.Team{"service": {}}})
	w.comes(handoff.Agent{ID: "a1", Name: "Anna"}, true)
	w.says(t, "served", "Bitte einen Menschen")
	if err := w.does("served", w.helpdesk.Take(anna)); err != nil { // one of Anna's two places
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() { w.says(t, fmt.Sprint("c", i), "Bitte einen Menschen") })
	}
	all.Wait()
	offered := 0
	for i := range 50 {
		if w.conversation(t, fmt.Sprint("c", i)).Agent == "a1" {
			offered++
		}
	}
	if offered != 1 {
		t.Errorf("Anna's one free place was offered to %d customers", offered)
	}
}

func TestTheBotIsSilentAfterTheFirstWordOfAPerson(t *testing.T) {
	w := newWorld(t, settings)
	w.says(t, "c", "Hallo, ich habe eine Frage")
	slow := w.hear(t, "c", "Wie entkalke ich meine Maschine?", "") // the bot thinks
	if err := w.does("c", w.helpdesk.Take(anna)); err != nil {
		t.Fatal(err)
	}
	if err := w.does("c", w.helpdesk.Reply(anna, "Ich übernehme.")); err != nil {
		t.Fatal(err)
	}
	if late := said(w.save(t, slow)); late != "" { // only now it comes to an end
		t.Errorf("the bot says %q after Anna", late)
	}
}

func TestOfTwoAgentsOneTakesOver(t *testing.T) {
	w := newWorld(t, settings)
	w.says(t, "c", "Bitte einen Menschen")
	errs := make([]error, len(crew))
	var all sync.WaitGroup
	for i, a := range crew {
		all.Go(func() { errs[i] = w.does("c", w.helpdesk.Take(a)) })
	}
	all.Wait()
	owner := w.conversation(t, "c").Agent
	for i, a := range crew {
		var owned *handoff.OwnedError
		switch {
		case a.ID == owner && errs[i] != nil:
			t.Errorf("%s has it and was told %v", a.Name, errs[i])
		case a.ID != owner && (!errors.As(errs[i], &owned) || owned.Agent != owner):
			t.Errorf("%s does not have it and was told %v", a.Name, errs[i])
		}
	}
}
