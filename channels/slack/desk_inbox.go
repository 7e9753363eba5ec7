package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A deed is what somebody did in the room. It is kept until it has had its effect.
type deed struct {
	Key     string    `json:"key"` // the same for every delivery
	Kind    deedKind  `json:"kind"`
	TS      string    `json:"ts"`               // when it happened, as Slack counts: deeds are done in this order
	Thread  string    `json:"thread,omitempty"` // the root of the thread it happened in
	About   string    `json:"about,omitempty"`  // what was changed, taken back or marked
	Handoff string    `json:"handoff,omitempty"`
	User    string    `json:"user"`
	Text    string    `json:"text,omitempty"` // in the light markdown of replies
	Files   bool      `json:"files,omitempty"`
	Settled bool      `json:"settled,omitempty"`
	At      time.Time `json:"at"` // when it was kept
}

// deedKind says what was done.
type deedKind string

const (
	deedWrote   deedKind = "wrote"
	deedChanged deedKind = "changed"
	deedDeleted deedKind = "deleted"
	deedMarked  deedKind = "marked" // as a note, with a reaction
	deedTake    deedKind = "take"   // pressed
	deedReady   deedKind = "ready"  // pressed
	deedBack    deedKind = "back"   // submitted
	deedClose   deedKind = "close"  // submitted
)

// An inbox keeps deeds.
type inbox struct{ drawer bot.Drawer }

func (i *inbox) keep(ctx context.Context, d deed) error {
	b, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep what an agent did on slack: %w", err)
	}
	if err := i.drawer.Put(ctx, d.Key, b); err != nil {
		return fmt.Errorf("keep what an agent did on slack: %w", err)
	}
	return nil
}

// all lists the deeds in the order in which they happened.
func (i *inbox) all(ctx context.Context) ([]deed, error) {
	kept, err := i.drawer.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for what agents did on slack: %w", err)
	}
	all := make([]deed, 0, len(kept))
	for key, b := range kept {
		var d deed
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("read what an agent did on slack (%s): %w", key, err)
		}
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b deed) int { return cmp.Or(cmp.Compare(a.TS, b.TS), cmp.Compare(a.Key, b.Key)) })
	return all, nil
}

func (i *inbox) done(ctx context.Context, d deed) error {
	if err := i.drawer.Remove(ctx, d.Key); err != nil && !errors.Is(err, bot.ErrNothing) {
		return fmt.Errorf("forget what an agent did on slack: %w", err)
	}
	return nil
}
