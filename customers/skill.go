package customers

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// What choices of this package send back. A flow, a menu or a command may send them too.
const (
	NewPayload   = "link:new"  // the customer wants to go on elsewhere
	UndoPayload  = "link:undo" // she wants a link undone; a colon and its ID may follow
	WantsPayload = "wants:"    // she wants to be told for the purpose that follows
	StopPayload  = "stop:"     // no longer; the purpose "all" is all of them
	yesPayload   = "link:yes:" // it is she who shows the code; its hash follows
	noPayload    = "link:no:"  // it is not
)

// Options are what a skill is made of.
type Options struct {
	Codes  Codes
	Links  Links
	Reader Reader
	// Accept takes what the skill reports to a conversation: the worker's own, which serves it.
	Accept  func(ctx context.Context, in bot.Inbound) (fresh bool, err error)
	Private func(r bot.Route) bool                  // false for places where others read along; nil if there are none
	Ways    func(channel, code string) []bot.Choice // links that show a code elsewhere than on the channel; nil for none
	NewCode func() string                           // nil is [NewCode]
}

// A Reader reads other conversations than the turn's.
type Reader interface {
	Conversation(ctx context.Context, id string) (bot.Conversation, error)
	Transcript(ctx context.Context, conversation string, after int64) ([]bot.Entry, error)
	Turns(ctx context.Context, conversation string) ([]*bot.Turn, error)
}

// A Skill links conversations, undoes links, and keeps what customers want to be told for. It is to be asked before all others,
// so that it sees every turn of a linked conversation, and those of conversations that a person has: going on elsewhere is
// possible there too.
type Skill struct{ o Options }

// New makes a skill.
func New(o Options) *Skill {
	if o.Private == nil {
		o.Private = func(bot.Route) bool { return true }
	}
	if o.Ways == nil {
		o.Ways = func(string, string) []bot.Choice { return nil }
	}
	if o.NewCode == nil {
		o.NewCode = NewCode
	}
	return &Skill{o}
}

// Name is "customers".
func (*Skill) Name() string { return "customers" }

// Offers bids, with certainty, for what is about links and consent, and for wakes of a conversation that was left; for nothing else. To look for a typed code counts as a
// try, once a turn.
func (s *Skill) Offers(ctx context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if err := journal(ctx, t); err != nil {
		return nil, err
	}
	if t.Wake != nil {
		return s.away(ctx, t)
	}
	if t.Event != nil {
		if offers := s.reported(t); offers != nil {
			return offers, nil
		}
	}
	for i := range t.Heard {
		if offers, err := s.heard(ctx, t, i); err != nil || offers != nil {
			return offers, err
		}
	}
	return nil, nil
}

// reported bids for the events that are about links.
func (s *Skill) reported(t *bot.Turn) []bot.Offer {
	switch t.Event.Name {
	case bot.EventLink:
		return certain("event", t.Event.Name, func(ctx context.Context) error { return s.opened(ctx, t) })
	case bot.EventLinked:
		return certain("event", t.Event.Name, func(context.Context) error { return arrive(t) })
	case bot.EventUnlinked:
		return certain("event", t.Event.Name, func(ctx context.Context) error { return s.leave(ctx, t) })
	}
	return nil
}

// heard bids for one utterance of the turn.
func (s *Skill) heard(ctx context.Context, t *bot.Turn, i int) ([]bot.Offer, error) {
	switch u := t.Heard[i]; {
	case u.Payload == NewPayload:
		return certain("payload", NewPayload, func(ctx context.Context) error { return s.make(ctx, t) }), nil
	case u.Payload == UndoPayload || strings.HasPrefix(u.Payload, UndoPayload+":"):
		id := strings.TrimPrefix(strings.TrimPrefix(u.Payload, UndoPayload), ":")
		return certain("payload", UndoPayload, func(ctx context.Context) error { return s.undo(ctx, t, id) }), nil
	case strings.HasPrefix(u.Payload, yesPayload):
		hash := strings.TrimPrefix(u.Payload, yesPayload)
		return certain("payload", yesPayload, func(ctx context.Context) error { return s.confirm(ctx, t, hash, i) }), nil
	case strings.HasPrefix(u.Payload, noPayload):
		hash := strings.TrimPrefix(u.Payload, noPayload)
		return certain("payload", noPayload, func(ctx context.Context) error { return s.refuse(ctx, t, hash) }), nil
	case u.Payload != "":
		return consent(t, u.Payload), nil
	}
	return s.said(ctx, t, t.Heard[i].Text)
}

// said bids for words: a code, or a wish. What is said to a person is that person's, unless it is a code.
func (s *Skill) said(ctx context.Context, t *bot.Turn, text string) ([]bot.Offer, error) {
	if offers, err := s.typed(ctx, t, text); err != nil || offers != nil {
		return offers, err
	}
	if t.Conversation.Owner == bot.OwnerAgent {
		return nil, nil
	}
	switch wishOf(text, t.Conversation.Linked) {
	case wishNew:
		return certain("wish", NewPayload, func(ctx context.Context) error { return s.make(ctx, t) }), nil
	case wishUndo:
		return certain("wish", UndoPayload, func(ctx context.Context) error { return s.undo(ctx, t, "") }), nil
	}
	if stops(t, text) {
		return consent(t, StopPayload+everything), nil
	}
	return nil, nil
}

// certain is the only offer for a turn that is nobody else's business.
func certain(kind, name string, take func(context.Context) error) []bot.Offer {
	return []bot.Offer{{Confidence: 1, Final: true, Take: take, Evidence: []bot.Evidence{{Kind: kind, Name: name, Score: 1}}}}
}

// say tells the customer something about her links. Where a person has the conversation the bot is silent: there it is a notice.
func say(t *bot.Turn, r bot.Reply) {
	e := bot.Entry{Author: bot.ByBot, Reply: r}
	if t.Conversation.Owner != bot.OwnerBot {
		e.Author = bot.BySystem
	}
	t.Add(e)
}

func sayPhrase(t *bot.Turn, key string, args ...any) { say(t, bot.Reply{Text: t.Phrase(key, args...)}) }

// here is the route the turn is about.
func here(t *bot.Turn) bot.Route {
	return bot.Route{Channel: t.Conversation.Channel, Address: t.Conversation.Address}
}

// place says where a channel is, as in "on the website".
func place(t *bot.Turn, channel string) string {
	key := "customers.at." + channel
	if at := t.Phrase(key); at != key {
		return at
	}
	return t.Phrase("customers.elsewhere")
}
