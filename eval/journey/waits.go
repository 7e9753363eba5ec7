package journey

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// How long nobody minds to wait. That ten seconds are the limit for keeping one's attention on a dialogue is Miller's (Response time
// in man-computer conversational transactions, 1968) and Nielsen's (Usability Engineering, 1993); the minute for a person is ours.
const (
	BotPatience    = 10 * time.Second
	PersonPatience = time.Minute
)

// speaks notes since when she waits for an answer.
func (c *contact) speaks(t *bot.Turn) {
	if !c.since.IsZero() {
		return
	}
	if c.since = t.Heard[0].At; c.since.IsZero() {
		c.since = t.Now
	}
}

// waits finds how long she waited for what was said in the turn.
func (c *contact) waits(t *bot.Turn, was, is standing) {
	for _, e := range t.Replies() {
		switch {
		case e.Author == bot.ByAgent && !c.asked.IsZero():
			c.PersonReply = e.At.Sub(c.asked)
			c.person(e.At)
		case e.Author == bot.ByAgent:
			c.waited(e.At, PersonPatience, "a person's answer")
		case was.owner == bot.OwnerQueue:
			c.since = time.Time{} // the bot says that the words arrived; the wait for a person goes on
		case was.owner != bot.OwnerAgent:
			if c.FirstReply < 0 && !c.since.IsZero() {
				c.FirstReply = e.At.Sub(c.since)
			}
			c.waited(e.At, BotPatience, "the bot's answer")
		}
	}
	switch {
	case was.owner != is.owner && is.owner == bot.OwnerQueue:
		if c.asked.IsZero() {
			c.asked, c.patient = t.Now, t.Now
		}
	case is.owner == bot.OwnerBot && !c.asked.IsZero():
		c.person(t.Now) // in vain
	}
	if is.promise != nil && is.promise.By.After(c.patient) {
		c.patient = is.promise.By
	}
	if is.owner != bot.OwnerBot {
		c.Journey.Person = true
	}
}

// waited ends the wait for an answer.
func (c *contact) waited(at time.Time, patience time.Duration, what string) {
	if c.since.IsZero() {
		return
	}
	if minutes, yes := long(c.since, at, patience, score.LongestWait); yes {
		c.cost(Driver{Kind: Wait, Where: what, Why: "waited for " + what, Minutes: minutes})
	}
	c.since = time.Time{}
}

// person ends the wait for a person. Until a promised time nobody has to wait: she may go.
func (c *contact) person(at time.Time) {
	if minutes, yes := long(c.patient, at, PersonPatience, score.LongestWait); yes {
		c.cost(Driver{Kind: Wait, Where: "a person", Why: "waited for a person", Minutes: minutes})
	}
	c.asked, c.since = time.Time{}, time.Time{}
}

// promises notes that a person was promised for a time.
func (c *contact) promises(is standing) {
	switch {
	case is.owner == bot.OwnerBot:
		c.promise = nil // she no longer wants it, or it was broken
	case is.promise != nil && c.promise == nil:
		c.promise = is.promise
		c.Promised++
	}
}

// broken notes that the time of the promise came, and nobody had.
func (c *contact) broken() {
	if c.promise == nil {
		return
	}
	c.promise = nil
	c.Broken++
	c.cost(Driver{Kind: DeadEnd, Where: "a person", Why: "the promised time passed"})
}
