package journey

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Read makes journeys of the turns of one conversation, which are in order. Until is up to when turns would be known: a journey whose
// last turn lies less than a [Gap] before it goes on, and is not said to have ended in the middle of anything.
func Read(turns []*bot.Turn, signs Signs, until time.Time) []Journey {
	r := reader{signs: signs}
	for _, t := range turns {
		r.take(t)
	}
	if r.now != nil {
		r.end(until)
	}
	return r.all
}

// reader goes through a conversation.
type reader struct {
	signs Signs
	all   []Journey
	was   standing // after the turn before
	last  time.Time
	now   *contact // nil before the customer's first words
}

func (r *reader) take(t *bot.Turn) {
	deed := r.signs.Turn(t)
	if r.begins(t, deed) {
		if r.now != nil {
			r.end(t.Now)
		}
		r.now = begin(t, r.signs)
	}
	is := stands(t)
	if r.now != nil {
		r.now.turn(t, deed, r.was, is)
	}
	r.was, r.last = is, t.Now
}

// begins says whether the customer begins another contact with the turn.
func (r *reader) begins(t *bot.Turn, deed Deed) bool {
	if len(t.Heard) == 0 || deed.Survey {
		return false
	}
	return r.now == nil || r.was.owner == bot.OwnerBot && t.Now.Sub(r.last) >= Gap
}

func (r *reader) end(until time.Time) {
	r.now.end(r.was, until.Sub(r.last) >= Gap || r.was.owner == bot.OwnerBot && r.was.at == "")
	r.all = append(r.all, r.now.Journey)
	r.now = nil
}
