package handoff

import (
	"context"
	"net/http"
	"time"
)

// A Link is a route that the customer proved to be hers, as agents see it: without the address.
type Link struct {
	ID      string     `json:"id"`
	Channel string     `json:"channel"`
	At      time.Time  `json:"at"`
	Ended   *time.Time `json:"ended,omitempty"`
	By      string     `json:"by,omitempty"` // who ended it: "customer", or an agent's account
}

// Links tell which routes are linked to a conversation, and undo a link. Unlink gives bot.ErrNothing for one that is not there.
type Links interface {
	Linked(ctx context.Context, conversation string) ([]Link, error)
	Unlink(ctx context.Context, conversation, id, agent string) error
}

// unlink undoes a link that turned out to be wrong.
func (d *Desk) unlink(w http.ResponseWriter, r *http.Request, a Agent) error {
	ctx, conversation := r.Context(), r.PathValue("id")
	if err := d.Links.Unlink(ctx, conversation, r.PathValue("link"), a.ID); err != nil {
		return err
	}
	d.Audit(ctx, a.ID, "unlink", conversation)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// noLinks is for a desk of a program that links nothing.
type noLinks struct{}

func (noLinks) Linked(context.Context, string) ([]Link, error) { return nil, nil }

func (noLinks) Unlink(context.Context, string, string, string) error { return errGone }
