package knowledge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// again is how soon a source is looked at again that could not be read to its end.
const again = 15 * time.Minute

// standing is what is kept of a source that is not on this machine.
type standing struct {
	Next  time.Time `json:"next,omitzero"` // when it is due; zero for never
	Basis string    `json:"basis"`         // how documents were made of it
}

// standings is the drawer they are in, by the name of the source.
const standings = "knowledge sources"

// Due tells whether a source is to be read now: one on this machine always, another when its time has come, when it was never read
// to its end, or when what is written of it changed.
func (l *Library) Due(ctx context.Context, s Source) (bool, error) {
	if s.Local() {
		return true, nil
	}
	value, err := l.keeper(standings).Get(ctx, s.Name())
	if errors.Is(err, bot.ErrNothing) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("read when %s is due: %w", s.Name(), err)
	}
	var at standing
	if err := json.Unmarshal(value, &at); err != nil || at.Basis != s.basis() {
		return true, nil //nolint:nilerr // what cannot be read is read anew
	}
	return !at.Next.IsZero() && !l.now().Before(at.Next), nil
}

// done keeps that a source was read, and when it is due again. One that was interrupted is due at once.
func (l *Library) done(ctx context.Context, s Source, ended bool) error {
	at, now := standing{Basis: s.basis()}, l.now()
	switch {
	case ctx.Err() != nil:
		at.Next = now
	case !ended && (s.Every == 0 || s.Every > again):
		at.Next = now.Add(again)
	case s.Every > 0:
		at.Next = now.Add(jitter(s, now))
	}
	value, err := json.Marshal(at)
	if err != nil {
		return err
	}
	if err := l.keeper(standings).Put(context.WithoutCancel(ctx), s.Name(), value); err != nil {
		return fmt.Errorf("keep when %s is due: %w", s.Name(), err)
	}
	return nil
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
