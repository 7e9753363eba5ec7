package handoff

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Row is a conversation in a list of the desk.
type Row struct {
	ID       string       `json:"id"`
	Owner    bot.Owner    `json:"owner"`
	Agent    string       `json:"agent,omitempty"`
	Name     string       `json:"name,omitempty"` // the agent's
	Channel  string       `json:"channel"`
	Customer string       `json:"customer,omitempty"`
	Language string       `json:"language,omitempty"`
	Team     string       `json:"team,omitempty"`
	Wants    string       `json:"wants,omitempty"`
	Reason   *bot.Reason  `json:"reason,omitempty"`
	Asked    *time.Time   `json:"asked,omitempty"`
	Promise  *bot.Promise `json:"promise,omitempty"`
	Seq      int64        `json:"seq"`
	Opened   time.Time    `json:"opened"`
	Updated  time.Time    `json:"updated"`
	Outcome  bot.Outcome  `json:"outcome,omitempty"`
}

// Lists are what the desk shows beside the conversation.
type Lists struct {
	Now       time.Time `json:"now"` // the server's clock, by which waits are shown
	Available bool      `json:"available"`
	Queue     []Row     `json:"queue"`  // who waits, longest first
	Mine      []Row     `json:"mine"`   // the agent's own
	Others    []Row     `json:"others"` // colleagues'
	Recent    []Row     `json:"recent"` // the bot's latest
}

// A Detail is everything about one conversation.
type Detail struct {
	Row
	Briefing *bot.Briefing          `json:"briefing,omitempty"`
	Slots    map[string]string      `json:"slots,omitempty"`
	Flow     string                 `json:"flow,omitempty"`
	State    string                 `json:"state,omitempty"`
	Entries  []bot.Entry            `json:"entries"`
	Why      map[int64]bot.Decision `json:"why"` // by the number of the entry that it led to
}

func row(c bot.Conversation, names map[string]string) Row {
	r := Row{ID: c.ID, Owner: c.Owner, Agent: c.Agent, Name: names[c.Agent], Channel: c.Channel, Customer: c.Customer, Language: c.Language,
		Seq: c.Seq, Opened: c.Opened, Updated: c.Updated, Outcome: c.Outcome}
	if h := c.Handoff; h != nil {
		r.Team, r.Wants, r.Reason, r.Asked, r.Promise = h.Team, h.Briefing.Wants, &h.Reason, &h.Asked, h.Promise
	}
	return r
}

func names(all []Presence) map[string]string {
	out := map[string]string{}
	for _, p := range all {
		out[p.Agent] = p.Name
	}
	return out
}

// How many conversations the desk lists.
const (
	mostHeld   = 100
	mostRecent = 30
)

func (d *Desk) lists(w http.ResponseWriter, r *http.Request, a Agent) error {
	ctx := r.Context()
	all, err := d.Helpdesk.floor.Presences(ctx, d.Now())
	if err != nil {
		return err
	}
	l := Lists{Now: d.Now(), Queue: []Row{}, Mine: []Row{}, Others: []Row{}, Recent: []Row{}}
	for _, p := range all {
		l.Available = l.Available || p.Agent == a.ID && p.Available
	}
	called := names(all)
	for _, part := range []struct {
		query Query
		keep  func(Row)
	}{
		{Query{Owner: bot.OwnerQueue, Limit: mostWaiting}, func(r Row) {
			if a.serves(r.Team) {
				l.Queue = append(l.Queue, r)
			}
		}},
		{Query{Owner: bot.OwnerAgent, Limit: mostHeld}, func(r Row) {
			if r.Agent == a.ID {
				l.Mine = append(l.Mine, r)
			} else if a.serves(r.Team) {
				l.Others = append(l.Others, r)
			}
		}},
		{Query{Owner: bot.OwnerBot, Limit: mostRecent}, func(r Row) { l.Recent = append(l.Recent, r) }},
	} {
		cs, err := d.Usher.Lister.Conversations(ctx, part.query)
		if err != nil {
			return err
		}
		for _, c := range cs {
			part.keep(row(c, called))
		}
	}
	slices.SortStableFunc(l.Queue, func(a, b Row) int { return waits(a).Compare(waits(b)) })
	return answer(w, l)
}

func waits(r Row) time.Time { return *cmp.Or(r.Asked, &r.Updated) }

// serves says whether a conversation for the team is the agent's business.
func (a Agent) serves(team string) bool {
	return team == "" || len(a.Teams) == 0 || slices.Contains(a.Teams, team)
}

func (d *Desk) detail(w http.ResponseWriter, r *http.Request, _ Agent) error {
	ctx, id := r.Context(), r.PathValue("id")
	c, err := d.Reader.Conversation(ctx, id)
	if err != nil {
		return err
	}
	turns, err := d.Reader.Turns(ctx, id)
	if err != nil {
		return err
	}
	all, err := d.Helpdesk.floor.Presences(ctx, d.Now())
	if err != nil {
		return err
	}
	v := Detail{Row: row(c, names(all)), Slots: told(c.AllSlots()), Entries: []bot.Entry{}, Why: map[int64]bot.Decision{}}
	if c.Handoff != nil {
		v.Briefing = &c.Handoff.Briefing
	}
	if f := c.Frame(); f != nil {
		v.Flow, v.State = f.Flow, f.State
	}
	for _, t := range turns {
		v.Entries = append(v.Entries, t.Entries...)
		explain(v.Why, t)
	}
	return answer(w, v)
}

// explain notes the decision of a turn beside the bot's first words in it.
func explain(why map[int64]bot.Decision, t *bot.Turn) {
	for _, e := range t.Entries {
		if e.Author == bot.ByBot && t.Decision.Skill != bot.ActChannel {
			why[e.Seq] = t.Decision
			return
		}
	}
}
