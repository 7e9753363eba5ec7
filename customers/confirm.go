package customers

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// An arrival is the data of bot.EventLinked.
type arrival struct {
	Link string `json:"link"`
}

// confirm links the route: the customer says that it is she. Nothing is said here, this conversation stays as it is; the other
// one speaks. What she said after her yes is for it as well.
func (s *Skill) confirm(ctx context.Context, t *bot.Turn, hash string, said int) error {
	c := &t.Conversation
	if c.Owner != bot.OwnerBot {
		sayPhrase(t, "customers.person")
		return nil
	}
	l := Link{ID: bot.ID("link", hash), Channel: c.Channel, Address: c.Address, Origin: c.ID, Proof: ProofCode, At: t.Now}
	standing, err := bot.Exchanged(ctx, t, "customers.link", l.ID, func(ctx context.Context) (Standing, error) {
		return s.link(ctx, hash, l, t.Heard[said+1:])
	})
	if err != nil {
		return err
	}
	if standing != CodeGood {
		sayPhrase(t, "customers."+string(standing))
		return nil
	}
	t.Happened("linked", "")
	return nil
}

// link keeps the link and reports it to the conversation that goes on. Run again, it does the same again.
func (s *Skill) link(ctx context.Context, hash string, l Link, rest []bot.Utterance) (Standing, error) {
	l, standing, err := s.o.Codes.Prove(ctx, hash, l)
	if err != nil || standing != CodeGood {
		return standing, err
	}
	in := bot.Inbound{Channel: l.Channel, Address: l.Address, Conversation: l.Conversation}
	in.Key, in.Event = "linked:"+l.ID, bot.NewEvent(bot.EventLinked, arrival{Link: l.ID})
	if _, err := s.o.Accept(ctx, in); err != nil {
		return standing, fmt.Errorf("report link %s: %w", l.ID, err)
	}
	for _, u := range rest {
		in.Key, in.Event = "linked:"+l.ID+":"+u.Key, nil
		in.Text, in.Payload, in.Elements, in.Language, in.Locale, in.Plain = u.Text, u.Payload, u.Elements, u.Language, u.Locale, u.Plain
		if _, err := s.o.Accept(ctx, in); err != nil {
			return standing, fmt.Errorf("hand on what was said after link %s: %w", l.ID, err)
		}
	}
	return standing, nil
}

// refuse makes the code worthless: whoever sent it to this customer is not she.
func (s *Skill) refuse(ctx context.Context, t *bot.Turn, hash string) error {
	if err := s.burn(ctx, t, hash); err != nil {
		return err
	}
	sayPhrase(t, "customers.refused")
	return nil
}

// arrive goes on where the customer is now. Others ask their questions again.
func arrive(t *bot.Turn) error {
	var a arrival
	if err := json.Unmarshal(t.Event.Data, &a); err != nil {
		return fmt.Errorf("event %s: %w", t.Event.Name, err)
	}
	c := &t.Conversation
	c.Linked = true
	t.Happened(bot.EventLinked, c.Channel)
	sayPhrase(t, "customers.arrived", "where", place(t, before(c)))
	return nil
}

// before is the channel on which the customer was heard before this turn.
func before(c *bot.Conversation) string {
	for _, r := range c.Routes[min(1, len(c.Routes)):] {
		return r.Channel
	}
	return ""
}
