package customers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// Unlink undoes a link on behalf of someone who is not its customer: an agent, a program. The route goes on in the conversation
// it had before; the one it was linked to loses what was said there. [bot.ErrNothing] if there is no such link.
func (s *Skill) Unlink(ctx context.Context, id, by string, at time.Time) (Link, error) {
	l, err := s.o.Links.Unlink(ctx, id, by, at)
	if err != nil || l.Proof != ProofCode {
		return l, err
	}
	in := bot.Inbound{Channel: l.Channel, Address: l.Address, Conversation: l.Conversation, Key: "unlinked:" + l.ID}
	in.Event = bot.NewEvent(bot.EventUnlinked, l.Route())
	if _, err := s.o.Accept(ctx, in); err != nil {
		return l, fmt.Errorf("report the end of link %s: %w", l.ID, err)
	}
	return l, nil
}

// Linked lists the links of a conversation, ended ones too, oldest first: who was linked, how it was proved, who undid it.
func (s *Skill) Linked(ctx context.Context, conversation string) ([]Link, error) {
	return s.o.Links.Links(ctx, conversation)
}

// held is a link that the customer can undo, without the address.
type held struct {
	ID      string    `json:"id"`
	Route   string    `json:"route"` // see [bot.Route.ID]
	Channel string    `json:"channel"`
	At      time.Time `json:"at"`
}

// undo ends a link for the customer: the one that is named, or the one of the route she is on, or the only one.
func (s *Skill) undo(ctx context.Context, t *bot.Turn, id string) error {
	links, err := bot.Exchanged(ctx, t, "customers.links", t.Conversation.ID, func(ctx context.Context) ([]held, error) {
		all, err := s.o.Links.Links(ctx, t.Conversation.ID)
		return undoable(all, &t.Conversation), err
	})
	if err != nil {
		return err
	}
	l, ok := pick(links, id, here(t).ID())
	switch {
	case ok:
		return s.end(ctx, t, l)
	case len(links) == 0 || id != "":
		sayPhrase(t, "customers.nothing")
	default:
		say(t, whichLink(t, links))
	}
	return nil
}

// undoable are the links of which the conversation still has the route, the latest of each: those that hold, and one that has
// ended in an earlier try of this turn and was not reported yet.
func undoable(all []Link, c *bot.Conversation) (links []held) {
	for i, l := range all {
		later := slices.ContainsFunc(all[i+1:], func(o Link) bool { return o.Route().Is(l.Route()) })
		if l.Proof == ProofCode && !later && slices.ContainsFunc(c.Routes, l.Route().Is) {
			links = append(links, held{l.ID, l.Route().ID(), l.Channel, l.At})
		}
	}
	return links
}

func pick(links []held, id, here string) (held, bool) {
	for _, l := range links {
		if l.ID == id || id == "" && (l.Route == here || len(links) == 1) {
			return l, true
		}
	}
	return held{}, false
}

func whichLink(t *bot.Turn, links []held) bot.Reply {
	r := bot.Reply{Text: t.Phrase("customers.which")}
	for _, l := range links {
		at := l.At.In(t.Now.Location())
		day := lang.FormatDate(at, t.Conversation.Language)
		r.Choices = append(r.Choices, bot.Choice{
			Label:   t.Phrase("customers.undo", "where", place(t, l.Channel), "day", day, "time", at.Format("15:04")),
			Payload: UndoPayload + ":" + l.ID,
		})
	}
	return r
}

func (s *Skill) end(ctx context.Context, t *bot.Turn, l held) error {
	if _, err := bot.Exchanged(ctx, t, "customers.unlink", l.ID, func(ctx context.Context) (struct{}, error) {
		_, err := s.Unlink(ctx, l.ID, ByCustomer, t.Now)
		return struct{}{}, err
	}); err != nil {
		return err
	}
	if l.Route == here(t).ID() {
		sayPhrase(t, "customers.undone_here")
	} else {
		sayPhrase(t, "customers.undone", "where", place(t, l.Channel))
	}
	return nil
}

// leave takes a route from the conversation, and what was said there.
func (s *Skill) leave(ctx context.Context, t *bot.Turn) error {
	var gone bot.Route
	if err := json.Unmarshal(t.Event.Data, &gone); err != nil {
		return fmt.Errorf("event %s: %w", t.Event.Name, err)
	}
	c := &t.Conversation
	if !slices.ContainsFunc(c.Routes, gone.Is) {
		return nil
	}
	if err := s.restore(ctx, t, gone); err != nil {
		return err
	}
	c.Routes = slices.DeleteFunc(slices.Clone(c.Routes), gone.Is)
	c.Linked = len(c.Routes) > 1
	if len(c.Routes) > 0 && gone.Is(here(t)) {
		c.Channel, c.Address = c.Routes[0].Channel, c.Routes[0].Address
	}
	t.Happened(bot.EventUnlinked, gone.Channel)
	return nil
}
