package handoff

import (
	"cmp"
	"context"
	"errors"
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
	Recent    []Row     `json:"recent"` // the bot's latest, if they were asked for
}

// A Detail is everything about one conversation.
type Detail struct {
	Row
	Briefing *bot.Briefing          `json:"briefing,omitempty"`
	Slots    map[string]string      `json:"slots,omitempty"`
	Flow     string                 `json:"flow,omitempty"`
	State    string                 `json:"state,omitempty"`
	Titles   map[string]string      `json:"titles,omitempty"` // of the flow and of slots, by name, in the language that was asked for
	Entries  []bot.Entry            `json:"entries"`
	Why      map[int64]bot.Decision `json:"why"`              // by the number of the entry that it led to
	States   map[int64]State        `json:"states,omitempty"` // of what was said to the customer, by the entry's number
	Routes   []Way                  `json:"routes,omitempty"` // where the customer was heard, the latest first
	Links    []Link                 `json:"links,omitempty"`  // oldest first
}

// A State is how a reply stands on its way to the customer.
type State struct {
	State   bot.DeliveryState `json:"state"`
	Channel string            `json:"channel,omitempty"`
	Problem string            `json:"problem,omitempty"`
}

// A Way is a route to the customer as agents see it: without the address.
type Way struct {
	Channel string    `json:"channel"`
	Heard   time.Time `json:"heard"`
	Closed  bool      `json:"closed,omitempty"`
}

func row(c bot.Conversation, names map[string]string) Row {
	r := Row{
		ID: c.ID, Owner: c.Owner, Agent: c.Agent, Name: names[c.Agent], Channel: c.Channel, Customer: c.Customer, Language: c.Language,
		Seq: c.Seq, Opened: c.Opened, Updated: c.Updated, Outcome: c.Outcome,
	}
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
	l := Lists{Now: d.Now(), Recent: []Row{}}
	for _, p := range all {
		l.Available = l.Available || p.Agent == a.ID && p.Available
	}
	list := func(q Query) []Row {
		rows, problem := d.list(ctx, q, names(all))
		err = errors.Join(err, problem)
		return slices.DeleteFunc(rows, func(r Row) bool { return r.Agent != a.ID && !a.serves(r.Team) })
	}
	l.Queue = list(Query{Owner: bot.OwnerQueue, Limit: mostWaiting})
	l.Mine = list(Query{Owner: bot.OwnerAgent, Agent: a.ID, Limit: mostHeld})
	l.Others = slices.DeleteFunc(list(Query{Owner: bot.OwnerAgent, Limit: mostHeld}), func(r Row) bool { return r.Agent == a.ID })
	if r.URL.Query().Has("recent") {
		l.Recent = list(Query{Owner: bot.OwnerBot, Limit: mostRecent})
		err = errors.Join(err, d.entitle(ctx, l.Recent))
	}
	if err != nil {
		return err
	}
	slices.SortStableFunc(l.Queue, func(a, b Row) int { return waits(a).Compare(waits(b)) })
	return answer(w, l)
}

func (d *Desk) list(ctx context.Context, q Query, names map[string]string) ([]Row, error) {
	rows := []Row{}
	cs, err := d.Usher.Lister.Conversations(ctx, q)
	for _, c := range cs {
		rows = append(rows, row(c, names))
	}
	return rows, err
}

// entitle says of conversations that have no briefing what they are about.
func (d *Desk) entitle(ctx context.Context, rows []Row) error {
	for i, r := range rows {
		entries, err := d.Reader.Transcript(ctx, r.ID, 0)
		if err != nil {
			return err
		}
		rows[i].Wants = wants(matter(entries), r.Language)
	}
	return nil
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
	v.Titles = d.titles(v, r.URL.Query().Get("language"))
	for _, t := range turns {
		v.Entries = append(v.Entries, shown(c, t.Entries)...)
		explain(v.Why, t)
	}
	for _, r := range c.Routes {
		v.Routes = append(v.Routes, Way{Channel: r.Channel, Heard: r.Heard, Closed: r.Closed})
	}
	if v.Links, err = d.Links.Linked(ctx, id); err != nil {
		return err
	}
	if v.States, err = d.states(ctx, id, v.Entries); err != nil {
		return err
	}
	if v.Wants == "" {
		v.Wants = wants(matter(v.Entries), c.Language)
	}
	return answer(w, v)
}

// shown leaves out what someone else said on a route that turned out not to be the customer's.
func shown(c bot.Conversation, all []bot.Entry) []bot.Entry {
	return slices.DeleteFunc(slices.Clone(all), func(e bot.Entry) bool { return !e.Note && !c.Shows(e) })
}

// states tells how everything that was said to the customer stands: as its delivery does, or read, or sent.
func (d *Desk) states(ctx context.Context, id string, entries []bot.Entry) (map[int64]State, error) {
	read, err := d.Reader.ReadUpTo(ctx, id)
	if err != nil {
		return nil, err
	}
	sent, err := d.Reader.Deliveries(ctx, id)
	if err != nil {
		return nil, err
	}
	all := map[int64]State{}
	for _, e := range entries {
		if e.Author == bot.ByCustomer || e.Note {
			continue
		}
		s, ok := sent[e.Seq]
		switch {
		case e.Seq <= read:
			all[e.Seq] = State{State: bot.DeliveryRead}
		case ok:
			all[e.Seq] = State{State: s.State, Channel: s.Channel, Problem: s.Problem}
		default:
			all[e.Seq] = State{State: bot.DeliverySent}
		}
	}
	return all, nil
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

// titles names the flow and the slots that the page shows.
func (d *Desk) titles(v Detail, language string) map[string]string {
	all, shown := d.Titles(language), map[string]string{}
	add := func(name, title string) {
		if title != "" {
			shown[name] = title
		}
	}
	slots, flow := []map[string]string{v.Slots}, v.Flow
	if v.Briefing != nil {
		slots, flow = append(slots, v.Briefing.Slots), cmp.Or(flow, v.Briefing.Flow)
	}
	for _, known := range slots {
		for name := range known {
			add(name, all.Slots[name])
		}
	}
	add(flow, all.Flows[flow])
	return shown
}
