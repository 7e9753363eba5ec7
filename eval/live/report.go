package live

import (
	"encoding/json"
	"io"
	"math"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/score"
)

// Version is the version of the report's form. It rises when a field changes its meaning or goes; fields may come without that.
const Version = 1

// A Report is what was found out about a period. The same store and question give the same bytes.
type Report struct {
	Version       int                    `json:"version"`
	From          time.Time              `json:"from"`
	To            time.Time              `json:"to"`
	Days          int                    `json:"days"` // within which coming again counts as not helped
	Contacts      int                    `json:"contacts"`
	Conversations int                    `json:"conversations"`
	Customers     int                    `json:"customers"` // strangers by their conversations
	Pending       int                    `json:"pending"`   // contacts of which it is too early to say whether they brought another
	Results       map[journey.Result]int `json:"results"`
	Figures       []Figure               `json:"figures"`
	Times         []Time                 `json:"times"`
	Ranks         *Ranks                 `json:"effort_against_ease,omitempty"`
	Segments      []Segment              `json:"segments"`
	Flows         []Flow                 `json:"flows"`
	Drivers       []Driver               `json:"drivers"`
	Worst         []Worst                `json:"worst"`
}

// A Figure is a metric with its 95 % interval.
type Figure struct {
	Metric string  `json:"metric"`
	Value  float64 `json:"value"`
	N      int     `json:"n"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// A Time is how long something took, in seconds.
type Time struct {
	Metric string  `json:"metric"`
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	N      int     `json:"n"`
}

// Ranks is Spearman's rank correlation of the effort that was counted with the ease that customers stated. That both tell the same
// makes it negative.
type Ranks struct {
	Rho float64 `json:"rho"`
	N   int     `json:"n"`
}

// A Segment is the contacts that have something in common.
type Segment struct {
	By       string   `json:"by"` // channel, language, flow, or person
	Name     string   `json:"name"`
	Contacts int      `json:"contacts"`
	Figures  []Figure `json:"figures"`
}

// A Flow is a flow's funnel.
type Flow struct {
	Flow string `json:"flow"`
	score.Passage
	DropOff Figure `json:"drop_off"`
	Steps   []Step `json:"steps"` // where it waited for customers, those that most came to first
}

// A Step is a step's part of the funnel.
type Step struct {
	Step string `json:"step"`
	score.Passage
	DropOff Figure `json:"drop_off"`
}

// A Driver is what made contacts an effort.
type Driver struct {
	Kind     journey.Kind `json:"kind"`
	Where    string       `json:"where"`
	Why      string       `json:"why"`
	Times    int          `json:"times"`
	Contacts int          `json:"contacts"`
	Weight   float64      `json:"weight"` // what it adds to the index of all contacts together
}

// A Worst is a contact with much effort.
type Worst struct {
	Conversation string         `json:"conversation"`
	Began        time.Time      `json:"began"`
	Channel      string         `json:"channel"`
	Language     string         `json:"language,omitempty"`
	Result       journey.Result `json:"result"`
	Turns        int            `json:"turns"`
	Effort       float64        `json:"effort"`
	Drivers      []Driver       `json:"drivers"`
	Lines        []Line         `json:"lines,omitempty"` // only where words were asked for
}

// A Line is a line of a transcript.
type Line struct {
	At     time.Time  `json:"at"`
	Author bot.Author `json:"author"`
	Text   string     `json:"text"`
}

// report makes the report of all that was collected.
func (c *collection) report() *Report {
	c.look()
	r := &Report{
		Version: Version, From: c.q.From, To: c.q.To, Days: c.q.Days, Contacts: len(c.facts) + c.results[journey.Ongoing],
		Conversations: c.conversations, Customers: len(c.customers), Results: c.results, Figures: figures(c.facts), Times: times(c.facts), Ranks: against(c.facts),
		Segments: segments(c.facts), Flows: c.flows(), Drivers: c.top(), Worst: c.worst,
	}
	for _, f := range c.facts {
		if !f.contact.Judged {
			r.Pending++
		}
	}
	if r.Worst == nil {
		r.Worst = []Worst{}
	}
	return r
}

// Last is the last moment of the period.
func (r *Report) Last() time.Time { return r.To.Add(-1) }

// WriteJSON writes the report as indented JSON; docs/live.md describes its form.
func (r *Report) WriteJSON(w io.Writer) error {
	to := json.NewEncoder(w)
	to.SetIndent("", "  ")
	return to.Encode(r)
}

// round keeps four decimals.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
