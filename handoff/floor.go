package handoff

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Floor knows who works at this moment, and keeps places with them. The store implements it.
type Floor interface {
	// Reserve keeps a place with a free agent for a conversation. In one transaction it takes the wish's Missed agent off the
	// list of those who are available, returns the reservation the conversation already has if it still holds (see
	// [Reservation.Holds]), and otherwise saves one with the agent that [Pick] chooses, if there is one. The zero reservation
	// says that nobody is free. Of any number of wishes at once, no more are granted than there are free places.
	Reserve(ctx context.Context, w Wish) (Reservation, error)
	// Presences lists every agent who ever signed in to the desk, with the load they have now, by ID.
	Presences(ctx context.Context, now time.Time) ([]Presence, error)
}

// A Wish is a conversation that wants a person.
type Wish struct {
	Conversation string    `json:"conversation"`
	Epoch        int64     `json:"epoch"`            // the conversation's: a reservation holds until the conversation passes on
	Teams        []string  `json:"teams"`            // those that may answer and are open
	Missed       string    `json:"missed,omitempty"` // agent who was reserved before and did not come
	Now          time.Time `json:"now"`
}

// A Reservation is a place with an agent that is kept for a conversation. It bridges the time until the conversation itself
// is saved as waiting for that agent; from then on the conversation counts, and the reservation no longer does.
type Reservation struct {
	Conversation string    `json:"conversation"`
	Epoch        int64     `json:"epoch"`
	Agent        string    `json:"agent"`
	Name         string    `json:"name"`
	Until        time.Time `json:"until"`
}

// ReservedFor is how long a reservation outlives the turn that made it, should that turn never be saved.
const ReservedFor = time.Minute

// Reserved is the reservation of an agent for a wish.
func (p Presence) Reserved(w Wish) Reservation {
	return Reservation{Conversation: w.Conversation, Epoch: w.Epoch, Agent: p.Agent, Name: p.Name, Until: w.Now.Add(ReservedFor)}
}

// Holds says whether the reservation still counts for a conversation of that epoch.
func (r Reservation) Holds(epoch int64, now time.Time) bool {
	return r.Agent != "" && epoch <= r.Epoch && now.Before(r.Until)
}

// A Presence is an agent at the desk.
type Presence struct {
	Agent     string    `json:"agent"` // account
	Name      string    `json:"name"`  // what customers read
	Teams     []string  `json:"teams,omitempty"`
	Capacity  int       `json:"capacity"`  // most conversations at once
	Available bool      `json:"available"` // wants conversations
	Seen      time.Time `json:"seen"`      // last heartbeat of the desk
	Load      int       `json:"load"`      // conversations held or reserved
	Last      time.Time `json:"last"`      // when a place was last reserved
}

// Heartbeat is how often a desk says that it is there; an agent whose desk was silent for PresentFor has gone.
const (
	Heartbeat  = 10 * time.Second
	PresentFor = 30 * time.Second
)

// Present says whether the agent's desk is there.
func (p Presence) Present(now time.Time) bool { return now.Sub(p.Seen) < PresentFor }

// Free says whether a conversation may be offered to the agent now.
func (p Presence) Free(now time.Time) bool {
	return p.Available && p.Present(now) && p.Load < p.Capacity
}

// serves says whether the agent belongs to one of the teams; who is in no team serves all.
func (p Presence) serves(teams []string) bool {
	return len(p.Teams) == 0 || slices.ContainsFunc(p.Teams, func(t string) bool { return slices.Contains(teams, t) })
}

// Pick chooses the agent for a wish: of those who are free and serve one of its teams the one with the least load, then the
// one who was not asked for the longest time, then by ID.
func Pick(all []Presence, w Wish) (Presence, bool) {
	free := slices.DeleteFunc(slices.Clone(all), func(p Presence) bool {
		return p.Agent == w.Missed || !p.Free(w.Now) || !p.serves(w.Teams)
	})
	if len(free) == 0 || len(w.Teams) == 0 {
		return Presence{}, false
	}
	return slices.MinFunc(free, func(a, b Presence) int {
		return cmp.Or(cmp.Compare(a.Load, b.Load), a.Last.Compare(b.Last), cmp.Compare(a.Agent, b.Agent))
	}), true
}

// reserve asks the floor, once for the turn. A floor that cannot be asked has nobody.
func (h *Helpdesk) reserve(ctx context.Context, t *bot.Turn, missed string) (Reservation, error) {
	c := &t.Conversation
	w := Wish{Conversation: c.ID, Epoch: c.Epoch, Teams: h.teams.open(c.Handoff.Team, t.Now), Missed: missed, Now: t.Now}
	if len(w.Teams) == 0 && missed == "" {
		return Reservation{}, nil
	}
	r, err := bot.Exchanged(ctx, t, "reserve", w, func(ctx context.Context) (Reservation, error) { return h.floor.Reserve(ctx, w) })
	return r, outside(ctx, t, "reserve", err)
}
