package journey

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// standing is how a conversation stands after a turn.
type standing struct {
	owner   bot.Owner
	flows   []string        // in progress, the one that listens last
	at      string          // "flow/step" where it waits; empty if no flow is in progress
	slots   map[string]bool // filled; true for those that the customer filled in this very turn
	outcome bot.Outcome
	promise *bot.Promise
}

func stands(t *bot.Turn) standing {
	c := &t.Conversation
	s := standing{owner: c.Owner, outcome: c.Outcome, slots: map[string]bool{}}
	if s.owner == "" {
		s.owner = bot.OwnerBot
	}
	for _, f := range c.Frames {
		s.flows = append(s.flows, f.Flow)
	}
	if f := c.Frame(); f != nil {
		s.at = f.Flow + "/" + f.State
	}
	for name, v := range c.AllSlots() {
		s.slots[name] = v.Turn == t.ID && (v.Source == bot.SourceSaid || v.Source == bot.SourceChoice || v.Source == bot.SourceIntent)
	}
	if c.Handoff != nil {
		s.promise = c.Handoff.Promise
	}
	return s
}

// step is the step where it waits, without its flow.
func (s standing) step() string { return after(s.at) }

// flow is the flow that waits; empty if none does.
func (s standing) flow() string {
	if len(s.flows) == 0 {
		return ""
	}
	return s.flows[len(s.flows)-1]
}

// long is whether a wait from one time to another is worth noting, and how many minutes of it count.
func long(from, to time.Time, beyond time.Duration, most float64) (minutes float64, yes bool) {
	d := to.Sub(from)
	return min(float64(d.Round(6*time.Second))/float64(time.Minute), most), d > beyond
}
