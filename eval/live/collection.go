package live

import (
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/score"
)

// A fact is what is kept of a contact.
type fact struct {
	contact                 score.Contact
	effort                  score.Effort
	satisfaction, ease      int
	helpful                 []bool
	channel, language, flow string // the flow is the last one
	firstReply, personReply time.Duration
	result                  journey.Result
	who                     string
	began, ended            time.Time
}

// collection is what was read so far.
type collection struct {
	q             Question
	facts         []*fact            // of contacts that began in the period
	began         map[string][]int64 // by customer: all contacts in milliseconds, also those after the period
	customers     map[string]bool
	conversations int
	latest        string // the conversation that was read last: each comes once
	funnels       map[string]*funnel
	drivers       map[driver]*burden
	worst         []Worst
	results       map[journey.Result]int
}

func newCollection(q Question) *collection {
	return &collection{
		q: q, began: map[string][]int64{}, funnels: map[string]*funnel{}, drivers: map[driver]*burden{},
		customers: map[string]bool{},
		results:   map[journey.Result]int{},
	}
}

// add counts a journey.
func (c *collection) add(j journey.Journey, turns []*bot.Turn) {
	who := who(j)
	c.began[who] = append(c.began[who], j.Began.UnixMilli())
	if j.Began.Before(c.q.From) || !j.Began.Before(c.q.To) {
		return
	}
	c.customers[who] = true
	if c.latest != j.Conversation {
		c.latest = j.Conversation
		c.conversations++
	}
	c.results[j.Result]++
	if j.Result == journey.Ongoing {
		return
	}
	f := &fact{
		contact: j.Contact(), effort: j.Effort, satisfaction: j.Satisfaction, ease: j.Ease, helpful: j.Helpful,
		channel: j.Channel, language: j.Language, firstReply: j.FirstReply, personReply: j.PersonReply, result: j.Result,
		who: who, began: j.Began, ended: j.Ended,
	}
	for _, r := range j.Runs {
		f.flow = r.Flow
		c.funnel(r)
	}
	c.facts = append(c.facts, f)
	c.burden(j)
	c.worse(j, turns)
}

// who is the customer, or the conversation of a stranger: whoever keeps it comes back to it.
func who(j journey.Journey) string {
	if j.Customer != "" {
		return "customer " + j.Customer
	}
	return "conversation " + j.Conversation
}

// look decides which contacts brought another one, now that all are known.
func (c *collection) look() {
	for _, all := range c.began {
		slices.Sort(all)
	}
	for _, f := range c.facts {
		last := f.ended.AddDate(0, 0, c.q.Days)
		f.contact.Judged = !c.q.Now.Before(last)
		all := c.began[f.who]
		next, _ := slices.BinarySearch(all, f.began.UnixMilli()+1)
		f.contact.Returned = next < len(all) && all[next] <= last.UnixMilli()
	}
}
