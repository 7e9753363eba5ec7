package customers

import (
	"context"
	"errors"

	"github.com/lotse-bot/lotse/bot"
)

// other is what is told of a conversation before the customer has said that it is hers.
type other struct {
	Language string `json:"language,omitempty"`
	About    string `json:"about,omitempty"`
	Stranger bool   `json:"stranger,omitempty"` // it is that of another signed-in customer
}

// ask asks whether it is she who shows the code.
func (s *Skill) ask(ctx context.Context, t *bot.Turn, c Code) error {
	o, err := bot.Exchanged(ctx, t, "customers.other", c.Conversation, func(ctx context.Context) (other, error) {
		return s.other(ctx, t.Conversation.ID, c.Conversation)
	})
	if err != nil {
		return err
	}
	if o.Stranger {
		sayPhrase(t, "customers.stranger")
		return nil
	}
	if t.Conversation.Language == "" { // nothing was said here yet
		t.Conversation.Language = o.Language
	}
	where := place(t, c.Channel)
	text := t.Phrase("customers.ask", "where", where)
	if o.About != "" {
		text = t.Phrase("customers.ask_about", "where", where, "about", o.About)
	}
	say(t, bot.Reply{Text: text, Choices: []bot.Choice{
		{Label: t.Phrase("customers.yes"), Payload: yesPayload + c.Hash},
		{Label: t.Phrase("customers.no"), Payload: noPayload + c.Hash},
	}})
	return nil
}

func (s *Skill) other(ctx context.Context, mine, theirs string) (o other, err error) {
	c, err := s.o.Reader.Conversation(ctx, theirs)
	if err != nil && !errors.Is(err, bot.ErrNothing) {
		return o, err
	}
	entries, err := s.o.Reader.Transcript(ctx, theirs, 0)
	if err != nil {
		return o, err
	}
	o.Language, o.About = c.Language, about(&c, entries)
	me, err := s.customer(ctx, mine)
	if err != nil || me == "" {
		return o, err
	}
	she, err := s.customer(ctx, theirs)
	o.Stranger = she != "" && she != me
	return o, err
}

// customer is who is signed in to a conversation, or empty.
func (s *Skill) customer(ctx context.Context, conversation string) (string, error) {
	links, err := s.o.Links.Links(ctx, conversation)
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.Proof == ProofToken && l.Active() {
			return l.Customer, nil
		}
	}
	return "", nil
}
