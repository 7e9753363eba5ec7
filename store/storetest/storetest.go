// Package storetest is the suite that every implementation of [bot.Store] passes.
package storetest

import (
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// noon is when every test begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// Run runs the suite. Open gives an empty store; reopen closes it and opens the same data again, as after a restart.
func Run(t *testing.T, open func(t *testing.T) bot.Store, reopen func(t *testing.T, s bot.Store) bot.Store) {
	cases := map[string]func(*testing.T, bot.Store){
		"an inbound is accepted once":                           acceptsOnce,
		"a burst is one turn, in order":                         burst,
		"a burst settles before it is claimed":                  settles,
		"each route is answered where it was heard":             routes,
		"everything a customer sent is heard":                   whole,
		"an event is a turn of its own":                         event,
		"rights come with what was heard, and are kept":         rights,
		"one conversation, one worker":                          oneWorker,
		"a lease that ran out can be taken":                     leaseEnds,
		"a turn is saved whole":                                 savedWhole,
		"a turn is not saved when the version moved":            conflict,
		"a turn is not saved twice":                             duplicate,
		"the transcript is read from a cursor":                  cursor,
		"a released turn comes again and counts":                released,
		"a wake becomes a turn once":                            wakes,
		"a wake can be moved and removed":                       movedWake,
		"deliveries keep their order and are settled":           deliveries,
		"the bot's words are withdrawn when a person took over": withdrawn,
		"many conversations commit at once":                     many,
		"an act is unique by its key":                           acts,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
	t.Run("nothing is lost by a restart", func(t *testing.T) { restart(t, open(t), reopen) })
}

func restart(t *testing.T, s bot.Store, reopen func(*testing.T, bot.Store) bot.Store) {
	begin(t, s, bot.Wake{Name: "remind", Due: noon.Add(time.Hour)})
	accept(t, s, inbound("c", "2", "zwei"))
	claim(t, s, "c") // and the program dies
	later := noon.Add(2 * time.Minute)
	for i := range 3 {
		s = reopen(t, s)
		turn, err := s.Claim(t.Context(), "", later, time.Minute)
		must(t, err)
		equal(t, "heard", turn.Text(), "zwei")
		if turn.Attempt < i {
			t.Errorf("restart %d: attempt %d; a turn that kills its program must count", i, turn.Attempt)
		}
		later = later.Add(2 * time.Minute)
	}
	s = reopen(t, s)
	turn, err := s.Claim(t.Context(), "", later, time.Minute)
	must(t, err)
	answer(turn, "ok zwei")
	commit(t, s, turn)
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok", "zwei", "ok zwei"})
	turn, err = s.Claim(t.Context(), "", noon.Add(time.Hour), time.Minute)
	must(t, err)
	equal(t, "wake", turn.Wake.Name, "remind")
}
