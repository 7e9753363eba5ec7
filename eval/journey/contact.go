package journey

import (
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// contact is a journey that is being read.
type contact struct {
	Journey
	signs Signs

	channel  string            // where she was heard last
	answered map[string]bool   // "flow/step": questions that she has answered in the present run of the flow
	told     map[string]string // slots that she filled: in which flow
	sources  map[int64]string  // by entry: the document that was cited first
	open     []int             // runs in progress, beside the frames
	status   Result            // how it would have ended up to now

	since   time.Time // of her first words that were not answered; zero if all were
	asked   time.Time // when a person was asked for who has not spoken yet
	patient time.Time // up to when she was promised to wait
	promise *bot.Promise
	heard   []string          // what she said before a person came
	known   map[string]string // what the person could know, by slot: the briefing
}

func begin(t *bot.Turn, signs Signs) *contact {
	return &contact{
		signs:    signs,
		answered: map[string]bool{}, told: map[string]string{}, sources: map[int64]string{},
		Journey: Journey{
			Conversation: t.Conversation.ID, Customer: t.Conversation.Customer, Channel: t.Conversation.Channel,
			Began: t.Now, FirstReply: -1, PersonReply: -1,
		},
	}
}

// turn goes on by one turn, from how the conversation stood to how it stands.
func (c *contact) turn(t *bot.Turn, deed Deed, was, is standing) {
	if deed.Survey {
		c.marks(t)
		return
	}
	c.Ended = t.Now
	if l := t.Conversation.Language; l != "" {
		c.Language = l
	}
	if id := t.Conversation.Customer; id != "" {
		c.Customer = id
	}
	if len(t.Heard) > 0 {
		c.Effort.Turns++
		c.switched(t)
		c.asks(deed, was, is)
		c.deadEnds(t, deed, was, is)
		c.speaks(t)
	}
	c.backtracks(t, deed, was, is)
	c.marks(t)
	c.repeats(t, is)
	c.waits(t, was, is)
	c.promises(is)
	c.runs(t, deed, was, is)
	c.judge(t, deed, is)
}

// cost adds a driver.
func (c *contact) cost(d Driver) {
	if d.Where == "" {
		d.Where = "conversation"
	}
	c.Drivers = append(c.Drivers, d)
	d.count(&c.Effort)
}

// switched notes that she goes on elsewhere.
func (c *contact) switched(t *bot.Turn) {
	to := t.Conversation.Channel
	if c.channel != "" && to != c.channel {
		c.cost(Driver{Kind: Switch, Where: c.channel + " > " + to, Why: "went on on another channel"})
	}
	c.channel = to
}

// marks reads what lines of the transcript tell.
func (c *contact) marks(t *bot.Turn) {
	for _, e := range t.Entries {
		if len(e.Citations) > 0 {
			c.sources[e.Seq] = e.Citations[0].Document
		}
		if e.Event == bot.EventFeedback && e.Author == bot.ByCustomer && e.Feedback != nil {
			c.rated(*e.Feedback)
		}
		switch m := c.signs.Entry(e); m.Sign {
		case Satisfaction:
			c.Journey.Satisfaction = m.Points
		case Ease:
			c.Journey.Ease = m.Points
		case Due:
			c.broken()
		case Taken:
			c.taken(t)
		}
	}
}

// rated notes what she thinks of a reply.
func (c *contact) rated(f bot.Feedback) {
	c.Journey.Helpful = append(c.Journey.Helpful, f.Helpful)
	if c.Confirmed = f.Helpful; f.Helpful {
		c.status = Solved
		return
	}
	c.status = Unhelped
	c.cost(Driver{Kind: DeadEnd, Where: c.sources[f.Seq], Why: "the reply did not help"})
}

func after(place string) string {
	_, step, _ := strings.Cut(place, "/")
	return step
}
