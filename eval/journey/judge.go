package journey

import "github.com/lotse-bot/lotse/bot"

// judge notes how the journey would have ended with this turn, beside what became of its flows.
func (c *contact) judge(t *bot.Turn, deed Deed, is standing) {
	if is.owner != bot.OwnerBot {
		c.status, c.Confirmed = HandedOff, false
		return
	}
	if len(t.Heard) == 0 || deed.Courtesy || is.at != "" {
		return
	}
	switch {
	case t.Decision.Kind == bot.Rephrase, t.Decision.Kind == bot.Clarify, deed.Wish == WishPerson, t.Decision.Kind == bot.Escalate:
		c.status, c.Confirmed = Unhelped, false
	case t.Decision.Kind == bot.Act && c.status != Solved && deed.Wish == "" && deed.Step == "" && deed.Starts == "" && len(t.Replies()) > 0:
		c.status = Answered
	}
}

// end is for a journey after which nothing more is known. One that is not over has not ended in the middle of anything.
func (c *contact) end(is standing, over bool) {
	ended := Abandoned
	switch {
	case is.owner != bot.OwnerBot:
		ended = HandedOff
	case !over:
		ended = Ongoing
	}
	for _, i := range c.open {
		c.Runs[i].Ended = ended
	}
	switch {
	case ended != Abandoned:
		c.Result, c.Confirmed = ended, false
	case len(c.open) > 0:
		c.Result, c.Confirmed = Abandoned, false
		c.cost(Driver{Kind: DeadEnd, Where: is.at, Why: "given up at this question"})
	case c.status == "":
		c.Result = Unhelped
	default:
		c.Result = c.status
	}
}
