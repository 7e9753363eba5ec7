package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
)

// Say says something, and shows things below it.
type Say struct {
	Say     Text `yaml:"say"`
	Shown   `yaml:",inline"`
	Choices []Button `yaml:"choices"` // links, and what the customer may want next
	Rated   bool     `yaml:"rated"`   // the customer is offered to say whether it helped
}

// Check compiles the text and what is shown.
func (s *Say) Check(c *Check) {
	c.Text(&s.Say)
	s.check(c)
	for i := range s.Choices {
		s.Choices[i].check(c)
	}
	c.Next()
}

// Run says it.
func (s *Say) Run(_ context.Context, sc *Scene) (Next, error) {
	r, err := s.reply(sc)
	if err != nil {
		return Next{}, err
	}
	sc.SayReply(r)
	return Continue(), nil
}

func (s *Say) reply(sc *Scene) (r bot.Reply, err error) {
	r.Rated = s.Rated
	if r.Text, err = sc.Text(&s.Say); err != nil {
		return r, err
	}
	if r.Elements, err = s.elements(sc); err != nil {
		return r, err
	}
	r.Choices, err = buttons(sc, s.Choices)
	return r, err
}
