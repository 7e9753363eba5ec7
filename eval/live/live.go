package live

import (
	"context"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
)

// Past is where conversations are read from. The store implements it.
type Past interface {
	// Past gives every conversation that had a turn since a time, with those of its turns that lie between since and until, each in
	// its order. An error of each ends it.
	Past(ctx context.Context, since, until time.Time, each func(turns []*bot.Turn) error) error
}

// A Question is what is asked of the past.
type Question struct {
	From, To time.Time // contacts that began from From on and before To
	Days     int       // for how many days a customer who comes again was not helped; 0 is [DefaultDays]
	Now      time.Time // up to when the store knows what happened
	Worst    int       // how many conversations are named; 0 is [DefaultWorst]
	Words    bool      // show what was said in them
}

// The defaults of a [Question]. Seven days is what is usual for first contact resolution.
const (
	DefaultDays  = 7
	DefaultWorst = 10
)

// Measure reads the past and reports. It holds a few hundred bytes for each contact, and no words.
func Measure(ctx context.Context, past Past, signs journey.Signs, q Question) (*Report, error) {
	if q.Days == 0 {
		q.Days = DefaultDays
	}
	if q.Worst == 0 {
		q.Worst = DefaultWorst
	}
	if !q.From.Before(q.To) {
		return nil, fmt.Errorf("the period ends on %s, before it begins on %s", q.To.Format(time.DateOnly), q.From.Format(time.DateOnly))
	}
	c := newCollection(q)
	since, until := q.From.Add(-journey.Gap), q.To.AddDate(0, 0, q.Days).Add(journey.Gap)
	known := q.Now
	if known.IsZero() || known.After(until) {
		known = until
	}
	err := past.Past(ctx, since, until, func(turns []*bot.Turn) error {
		for _, j := range journey.Read(turns, signs, known) {
			c.add(j, turns)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the past: %w", err)
	}
	return c.report(), nil
}
