package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A said is what is read of a message or app_mention event. Its blocks are not: the text says the same, and one block of an
// unknown form must not lose it.
type said struct {
	Type     string  `json:"type"`
	Subtype  string  `json:"subtype"`
	Channel  string  `json:"channel"`
	User     string  `json:"user"`
	Bot      string  `json:"bot_id"`
	Text     string  `json:"text"`
	TS       string  `json:"ts"`
	Thread   string  `json:"thread_ts"`
	Files    []file  `json:"files"`
	Deleted  string  `json:"deleted_ts"`
	Edited   *edited `json:"edited"`
	Now      *said   `json:"message"`          // of message_changed
	Previous *said   `json:"previous_message"` // of message_changed and message_deleted
}

type edited struct {
	TS string `json:"ts"`
}

// kept are the subtypes that somebody said something with. All others report: who joined, what a channel is called now.
var kept = map[string]bool{"": true, "file_share": true, "thread_broadcast": true, "me_message": true}

// heard takes what was said, changed or taken back.
func (c *Channel) heard(ctx context.Context, e envelope) (answer, error) {
	var s said
	if err := json.Unmarshal(e.Event, &s); err != nil {
		c.Log.Warn("slack event not understood", "event", e.ID, "type", e.Type, "error", err)
		return answer{}, nil
	}
	switch {
	case s.Channel == "":
		return answer{}, nil
	case s.Subtype == "message_changed":
		return c.changed(ctx, e, s)
	case s.Subtype == "message_deleted":
		return c.takenBack(ctx, e, s)
	case !kept[s.Subtype] || s.TS == "":
		return answer{}, nil
	}
	return c.utter(ctx, e, s)
}

// utter takes an utterance, if it is a person's and meant for the bot.
func (c *Channel) utter(ctx context.Context, e envelope, s said) (answer, error) {
	me := c.me(ctx, e)
	if s.Bot != "" || s.User == "" || s.User == me {
		return answer{}, nil // what the bot itself or another one wrote comes back like anybody's
	}
	mentioned := s.Type == "app_mention" || mentions(s.Text, me)
	p, ok, err := c.place(ctx, e.Team, s, mentioned)
	if err != nil || !ok {
		return answer{}, err
	}
	in := bot.Inbound{
		Key: p.key(s.TS), Conversation: p.conversation(), Address: p.address(), Customer: customer(e.Team, s.User),
		Text: plain(s.Text, me), Elements: attachments(e.Team, s.Files), Locale: c.people.locale(ctx, e.Team, s.User), Settle: c.Settle,
	}
	if in.Text == "" && len(in.Elements) == 0 {
		if !mentioned {
			return answer{}, nil
		}
		in.Event, in.Settle = bot.NewEvent(bot.EventStart, struct{}{}), 0 // a bare mention
	}
	fresh, err := c.accept(ctx, in)
	if err != nil || !fresh || !p.direct() || in.Text == "" {
		return answer{}, err
	}
	return answer{after: func() { c.title(ctx, p, in.Text) }}, nil
}

// place says where an utterance belongs; ok is false if it is not meant for the bot. In a direct conversation all of it is.
// In a channel a mention opens a thread, which is the conversation from then on; who opened it need not mention the bot again.
func (c *Channel) place(ctx context.Context, team string, s said, mentioned bool) (p place, ok bool, err error) {
	p = place{team: team, channel: s.Channel, thread: s.Thread}
	if p.direct() {
		return p, true, nil
	}
	if p.thread == "" {
		p.thread = s.TS
	}
	opener, err := c.threads.opener(ctx, p)
	switch {
	case err != nil:
		return p, false, err
	case opener == s.User:
		return p, true, nil
	case !mentioned:
		return p, false, nil
	case opener == "":
		return p, true, c.threads.open(ctx, p, s.User)
	}
	return p, true, nil
}

// changed takes an edit. Slack also reports one when it unfolds a link, which is none.
func (c *Channel) changed(ctx context.Context, e envelope, s said) (answer, error) {
	n := s.Now
	switch {
	case n == nil:
		return answer{}, nil
	case n.Subtype == "tombstone": // deleted, but it has replies
		s.Previous, s.Deleted = cmp.Or(s.Previous, n), n.TS
		return c.takenBack(ctx, e, s)
	case n.Edited == nil || s.Previous != nil && s.Previous.Text == n.Text:
		return answer{}, nil
	}
	ts := n.TS
	if ts == "" && s.Previous != nil {
		ts = s.Previous.TS
	}
	return c.revised(ctx, e, s.Channel, n, ts, bot.EventEdited, plain(n.Text, c.me(ctx, e)))
}

func (c *Channel) takenBack(ctx context.Context, e envelope, s said) (answer, error) {
	p := s.Previous
	if p == nil {
		return answer{}, nil
	}
	return c.revised(ctx, e, s.Channel, p, cmp.Or(s.Deleted, p.TS), bot.EventDeleted, "")
}

// revised reports what the customer did to something she had said, where that was heard at all.
func (c *Channel) revised(ctx context.Context, e envelope, channel string, was *said, ts, event, text string) (answer, error) {
	if was.Bot != "" || was.User == "" || ts == "" || !kept[was.Subtype] && was.Subtype != "tombstone" {
		return answer{}, nil
	}
	where := said{Channel: channel, User: was.User, TS: ts, Thread: was.Thread}
	p, ok, err := c.place(ctx, e.Team, where, false)
	if err != nil || !ok {
		return answer{}, err
	}
	_, err = c.accept(ctx, bot.Inbound{
		Key: e.key(), Conversation: p.conversation(), Address: p.address(), Customer: customer(e.Team, was.User),
		Event: bot.NewEvent(event, bot.Edited{Key: p.key(ts), Text: text}),
	})
	return answer{}, err
}

// key names what an event reports. A redelivered event has the same ID; one without is known by all of it.
func (e envelope) key() string {
	if e.ID != "" {
		return e.ID
	}
	return bot.ID(e.Team, string(e.Event))
}

// me is the bot's own user. Slack usually says so with the event.
func (c *Channel) me(ctx context.Context, e envelope) string {
	if u := e.bot(); u != "" {
		return u
	}
	s, err := c.workspaces.self(ctx, e.Team)
	if err != nil {
		c.Log.Warn("who the bot is on slack is not known", "team", e.Team, "error", err)
	}
	return s.User
}

func mentions(text, user string) bool {
	return user != "" && (strings.Contains(text, "<@"+user+">") || strings.Contains(text, fmt.Sprintf("<@%s|", user)))
}
