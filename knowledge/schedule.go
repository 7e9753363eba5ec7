package knowledge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// When a source is looked at again before its time, or after it.
const (
	again   = 15 * time.Minute   // that could not be read to its end, or of which something failed
	seldom  = 24 * time.Hour     // of which something fails whenever it is looked at: twice as long each time, and at most so long
	longest = 7 * 24 * time.Hour // that asks to be left alone
)

// standing is what is kept of a source that is not on this machine.
type standing struct {
	Next  time.Time `json:"next,omitzero"`   // when it is due; zero for never
	Tries int       `json:"tries,omitempty"` // how often in a row something of it failed
	Basis string    `json:"basis"`           // how documents were made of it
}

// standings is the drawer they are in, by the name of the source.
const standings = "knowledge sources"

// Due tells whether a source is to be read now: one on this machine always, another when its time has come, when it was never read
// to its end, or when what is written of it changed.
func (l *Library) Due(ctx context.Context, s Source) (bool, error) {
	if s.Local() {
		return true, nil
	}
	at, known, err := l.standing(ctx, s)
	if err != nil || !known {
		return err == nil, err
	}
	return !at.Next.IsZero() && !l.now().Before(at.Next), nil
}

// standing is what is kept of a source as it is written now, if anything is.
func (l *Library) standing(ctx context.Context, s Source) (at standing, known bool, err error) {
	value, err := l.keeper(standings).Get(ctx, s.Name())
	if errors.Is(err, bot.ErrNothing) {
		return standing{}, false, nil
	}
	if err != nil {
		return standing{}, false, fmt.Errorf("read when %s is due: %w", s.Name(), err)
	}
	if err := json.Unmarshal(value, &at); err != nil || at.Basis != s.basis() {
		return standing{}, false, nil //nolint:nilerr // what cannot be read is read anew
	}
	return at, true, nil
}

// done keeps that a source was read, and when it is due again. One that was interrupted is due at once.
func (l *Library) done(ctx context.Context, s Source, o crawl.Outcome) error {
	keep := context.WithoutCancel(ctx)
	at, _, err := l.standing(keep, s)
	if err != nil {
		return err
	}
	at.Basis = s.basis()
	if ctx.Err() != nil {
		at.Next = l.now()
	} else {
		at.Next, at.Tries = at.after(s, o, l.now())
	}
	value, err := json.Marshal(at)
	if err != nil {
		return err
	}
	if err := l.keeper(standings).Put(keep, s.Name(), value); err != nil {
		return fmt.Errorf("keep when %s is due: %w", s.Name(), err)
	}
	return nil
}

// after is when a source is due after a look at it, and how often in a row something of it failed.
func (at standing) after(s Source, o crawl.Outcome, now time.Time) (next time.Time, tries int) {
	if s.Every > 0 {
		next = now.Add(jitter(s, now))
	}
	sooner := func(than time.Time) {
		if next.IsZero() || than.Before(next) {
			next = than
		}
	}
	switch {
	case !o.Ended:
		sooner(now.Add(again))
		tries = at.Tries
	case o.Passing:
		sooner(now.Add(min(again<<min(at.Tries, 10), seldom)))
		tries = at.Tries + 1
	}
	if !o.Doubt.IsZero() {
		sooner(o.Doubt)
	}
	if rest := o.Rest; rest.After(next) {
		next = rest
		if most := now.Add(longest); rest.After(most) {
			next = most
		}
	}
	return next, tries
}

// jitter is how long until a source is due again: a tenth more or less than it says, so that many do not ask at the same time.
func jitter(s Source, now time.Time) time.Duration {
	h := fnv.New32a()
	fmt.Fprint(h, s.Name(), now.UnixNano())
	return s.Every + s.Every/10*time.Duration(int64(h.Sum32()%2001)-1000)/1000
}

func (l *Library) now() time.Time {
	if l.Now == nil {
		return time.Now()
	}
	return l.Now()
}
