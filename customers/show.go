package customers

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// make gives the customer a code with which she goes on elsewhere.
func (s *Skill) make(ctx context.Context, t *bot.Turn) error {
	if !s.o.Private(here(t)) {
		sayPhrase(t, "customers.not_here")
		return nil
	}
	c := t.Conversation
	code, err := bot.Exchanged(ctx, t, "customers.new", c.ID, func(ctx context.Context) (string, error) {
		code := s.o.NewCode()
		return code, s.o.Codes.KeepCode(ctx, Code{Hash: Hash(code), Conversation: c.ID, Channel: c.Channel, Expires: t.Now.Add(CodeLife)})
	})
	if err != nil {
		return err
	}
	say(t, bot.Reply{Text: t.Phrase("customers.code", "code", code, "minutes", int(CodeLife.Minutes())), Choices: s.o.Ways(c.Channel, code)})
	return nil
}

// A look is what the store knows about a code.
type look struct {
	Code     Code     `json:"code"`
	Standing Standing `json:"standing"`
}

func (s *Skill) look(ctx context.Context, t *bot.Turn, code string) (look, error) {
	show := Showing{Hash: Hash(code), Route: here(t).ID(), Turn: t.ID, At: t.Now}
	return bot.Exchanged(ctx, t, "customers.look", show, func(ctx context.Context) (l look, err error) {
		l.Code, l.Standing, err = s.o.Codes.ShowCode(ctx, show)
		return l, err
	})
}

// opened deals with a code that came with a link.
func (s *Skill) opened(ctx context.Context, t *bot.Turn) error {
	var data bot.Code
	if err := json.Unmarshal(t.Event.Data, &data); err != nil {
		return fmt.Errorf("event %s: %w", t.Event.Name, err)
	}
	code, ok := ReadCode(data.Code)
	if !ok {
		sayPhrase(t, "customers.unknown")
		return nil
	}
	l, err := s.look(ctx, t, code)
	if err != nil {
		return err
	}
	return s.shown(ctx, t, l)
}

// typed bids for a code that was typed. Where a flow or a person has asked something, a wrong one is taken for an answer;
// elsewhere somebody may know better what it is.
func (s *Skill) typed(ctx context.Context, t *bot.Turn, text string) ([]bot.Offer, error) {
	asked := t.Conversation.Frame() != nil || t.Conversation.Owner == bot.OwnerAgent
	code, ok := readTyped(text, asked)
	if !ok {
		return nil, nil
	}
	l, err := s.look(ctx, t, code)
	if err != nil {
		return nil, err
	}
	offers := certain("code", string(l.Standing), func(ctx context.Context) error { return s.shown(ctx, t, l) })
	if l.Standing == CodeUnknown || l.Standing == CodeTries || l.Standing == CodeBusy {
		if asked {
			return nil, nil
		}
		offers[0].Final, offers[0].Confidence = false, likelyCode
	}
	return offers, nil
}

// likelyCode is how sure it is that eight letters and digits which nobody asked for are a code: a judgement, not a calibration.
const likelyCode = 0.7

// shown asks the customer who shows a good code whether it is she, and says of any other why it is of no use.
func (s *Skill) shown(ctx context.Context, t *bot.Turn, l look) error {
	switch {
	case l.Standing != CodeGood:
		sayPhrase(t, "customers."+string(l.Standing), "minutes", int(CodeLife.Minutes()))
	case l.Code.Conversation == t.Conversation.ID:
		sayPhrase(t, "customers.same")
	case !s.o.Private(here(t)): // others have read it
		sayPhrase(t, "customers.group")
		return s.burn(ctx, t, l.Code.Hash)
	case t.Conversation.Owner != bot.OwnerBot:
		sayPhrase(t, "customers.person")
	default:
		return s.ask(ctx, t, l.Code)
	}
	return nil
}

func (s *Skill) burn(ctx context.Context, t *bot.Turn, hash string) error {
	_, err := bot.Exchanged(ctx, t, "customers.burn", hash, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.o.Codes.BurnCode(ctx, hash)
	})
	return err
}
