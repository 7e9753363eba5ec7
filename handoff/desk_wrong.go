package handoff

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Wrong is a reply of the bot's that an agent says was wrong.
type Wrong struct {
	Conversation string
	Entry        int64  // number of the reply
	Right        string // what would have been right, if the agent said so
	Agent        string // account
}

// A Keeper makes a test of a reply that was wrong and keeps it under a name. *NotKeptError says why it could not.
type Keeper interface {
	Keep(ctx context.Context, w Wrong) (name string, err error)
}

// A NotKeptError says why no test was made: the reason is meant for agents.
type NotKeptError struct{ Reason string }

// Error gives the reason.
func (e *NotKeptError) Error() string { return e.Reason }

// keepWithin is how long making a test may take before it is given up.
const keepWithin = time.Minute

// errNoReply refuses to call wrong what the bot has not said.
var errNoReply = errors.New("that is no reply of the bot")

// Wrong says, for agents only, that a reply of the bot's was wrong, and what would have been right. Any agent may, whoever owns the
// conversation.
func (h *Helpdesk) Wrong(a Agent, seq int64, right string) Act {
	return func(ctx context.Context, t *bot.Turn) error {
		all, err := t.History(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(e bot.Entry) bool { return e.Seq == seq && e.Author == bot.ByBot && !e.Note }) {
			return errNoReply
		}
		t.Add(bot.Entry{
			Author: bot.ByAgent, Name: a.Name, Note: true, Event: EventWrong,
			Reply: bot.Reply{Text: strings.TrimSpace(right)}, Feedback: &bot.Feedback{Seq: seq},
		})
		return nil
	}
}

// kept notes what became of it.
func kept(event, text string) Act {
	return func(_ context.Context, t *bot.Turn) error {
		t.Add(bot.Entry{Author: bot.BySystem, Note: true, Event: event, Reply: bot.Reply{Text: text}})
		return nil
	}
}

// wrong keeps what an agent says of a reply, and a test that fails until the bot is mended.
func (d *Desk) wrong(w http.ResponseWriter, r *http.Request, a Agent) error {
	req, err := body[struct {
		Key  string `json:"key"`  // a random one: the same again does nothing
		Seq  int64  `json:"seq"`  // of the reply
		Text string `json:"text"` // what would have been right; may be empty
	}](r)
	if err != nil {
		return err
	}
	if req.Key == "" {
		return errBody
	}
	ctx, id := r.Context(), r.PathValue("id")
	key := bot.ID(a.ID, id, "wrong", req.Key)
	if _, err := d.Usher.Actor.Act(ctx, id, key, d.Helpdesk.Wrong(a, req.Seq, req.Text)); err != nil {
		return err
	}
	d.Audit(ctx, a.ID, "wrong", id)
	event, text := d.keep(ctx, Wrong{Conversation: id, Entry: req.Seq, Right: strings.TrimSpace(req.Text), Agent: a.ID})
	t, err := d.Usher.Actor.Act(ctx, id, key+"-kept", kept(event, text))
	if err != nil {
		return err
	}
	return answer(w, map[string]any{"event": event, "text": text, "seq": t.Conversation.Seq})
}

// keep has a test made. That it cannot be is not the agent's business: what was said of the reply is saved.
func (d *Desk) keep(ctx context.Context, w Wrong) (event, text string) {
	if d.Keeper == nil {
		return EventNotKept, ""
	}
	ctx, cancel := context.WithTimeout(ctx, keepWithin)
	defer cancel()
	name, err := d.Keeper.Keep(ctx, w)
	if why, ok := errors.AsType[*NotKeptError](err); ok {
		return EventNotKept, why.Reason
	}
	if err != nil {
		d.Log.Error("keep a test", "conversation", w.Conversation, "entry", w.Entry, "error", err)
		return EventNotKept, ""
	}
	return EventKept, name
}
