package journey

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// runs follows flows from their beginning to their end.
func (c *contact) runs(t *bot.Turn, deed Deed, was, is standing) {
	same := 0
	for same < min(len(c.open), len(is.flows)) && c.Runs[c.open[same]].Flow == is.flows[same] {
		same++
	}
	ended := ending(t, deed, is)
	for len(c.open) > same {
		c.leave(ended, was)
	}
	for _, flow := range is.flows[same:] {
		c.open = append(c.open, len(c.Runs))
		c.Runs = append(c.Runs, Run{Flow: flow})
	}
	if deed.Starts != "" && !slices.Contains(is.flows, deed.Starts) { // it began and ended within the turn
		c.Runs = append(c.Runs, Run{Flow: deed.Starts, Ended: ended})
		c.finished(ended)
	}
	if n := len(c.open); n > 0 {
		run := &c.Runs[c.open[n-1]]
		if run.At = is.step(); !slices.Contains(run.Steps, run.At) {
			run.Steps = append(run.Steps, run.At)
		}
	}
}

// leave ends the innermost run.
func (c *contact) leave(ended Result, was standing) {
	n := len(c.open) - 1
	run := &c.Runs[c.open[n]]
	c.open = c.open[:n]
	run.Ended = ended
	for place := range c.answered {
		if strings.HasPrefix(place, run.Flow+"/") {
			delete(c.answered, place)
		}
	}
	if ended == Abandoned {
		c.cost(Driver{Kind: DeadEnd, Where: was.at, Why: "given up at this question"})
	}
	c.finished(ended)
}

func (c *contact) finished(ended Result) {
	c.status = ended
	c.Confirmed = ended == Solved
}

// ending is how flows end that are not in progress any more.
func ending(t *bot.Turn, deed Deed, is standing) Result {
	switch {
	case deed.Wish == WishCancel:
		return Cancelled
	case is.owner != bot.OwnerBot || t.Key != "" || is.outcome == bot.OutcomeHandedOff:
		return HandedOff
	case len(is.flows) > 0 || is.outcome == bot.OutcomeSolved:
		return Solved
	}
	return Abandoned
}
