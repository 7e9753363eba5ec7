package handoff

import (
	"context"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
)

// A Request is what the page posts to act on a conversation.
type Request struct {
	Key     string      `json:"key"`               // a random one for each act: the same again does nothing
	Text    string      `json:"text,omitempty"`    // of a reply or note, or what was achieved
	Settled bool        `json:"settled,omitempty"` // giving back: the matter is done
	Files   []bot.Media `json:"files,omitempty"`   // that go with a reply, as they were kept
}

// acts are what an agent can do to a conversation, by the last part of its address.
func (d *Desk) acts() map[string]func(Agent, Request) Act {
	h := d.Helpdesk
	return map[string]func(Agent, Request) Act{
		"take":  func(a Agent, _ Request) Act { return h.Take(a) },
		"reply": func(a Agent, r Request) Act { return h.Reply(a, r.Text, Attached(r.Files)...) },
		"note":  func(a Agent, r Request) Act { return h.Note(a, r.Text) },
		"back":  func(a Agent, r Request) Act { return h.Back(a, r.Text, r.Settled) },
		"close": func(a Agent, r Request) Act { return h.Close(a, r.Text) },
	}
}

func (d *Desk) act(name string, act func(Agent, Request) Act) func(http.ResponseWriter, *http.Request, Agent) error {
	return func(w http.ResponseWriter, r *http.Request, a Agent) error {
		req, err := body[Request](r)
		if err != nil {
			return err
		}
		if req.Key == "" {
			return errBody
		}
		ctx, id := r.Context(), r.PathValue("id")
		t, err := d.Usher.Actor.Act(ctx, id, bot.ID(a.ID, id, name, req.Key), act(a, req))
		if err != nil {
			return err
		}
		d.Audit(ctx, a.ID, name, id)
		if name == "back" || name == "close" {
			d.offer(ctx)
		}
		return answer(w, map[string]any{"owner": t.Conversation.Owner, "seq": t.Conversation.Seq, "entries": t.Entries})
	}
}

// offer lets those who wait have who became free. A failure is not the business of the agent whose act made room.
func (d *Desk) offer(ctx context.Context) {
	if err := d.Usher.Offer(ctx); err != nil && ctx.Err() == nil {
		d.Log.Error("offer free agents", "error", err)
	}
}

func (d *Desk) me(w http.ResponseWriter, _ *http.Request, a Agent) error { return answer(w, a) }

// presence is the heartbeat of the page and, if it says so, the agent's wish to get conversations or not.
func (d *Desk) presence(w http.ResponseWriter, r *http.Request, a Agent) error {
	req, err := body[struct {
		Available *bool `json:"available"`
	}](r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	p := Presence{Agent: a.ID, Name: a.Name, Teams: a.Teams, Capacity: d.Settings.Capacity(a.Teams), Seen: d.Now()}
	if err := d.Roster.Beat(ctx, p); err != nil {
		return err
	}
	if req.Available != nil {
		if err := d.Roster.SetAvailable(ctx, a.ID, *req.Available); err != nil {
			return err
		}
		d.Audit(ctx, a.ID, map[bool]string{true: "available", false: "away"}[*req.Available], "")
		d.Bell.Ring(bot.Signal{Kind: bot.SignalQueue})
	}
	d.offer(ctx)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// typing shows the customer that the agent writes.
func (d *Desk) typing(w http.ResponseWriter, r *http.Request, a Agent) error {
	d.Bell.Ring(bot.Signal{Kind: bot.SignalTyping, Conversation: r.PathValue("id"), Text: a.Name})
	w.WriteHeader(http.StatusNoContent)
	return nil
}
