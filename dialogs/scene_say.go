package dialogs

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// Text works out a text in the customer's language.
func (s *Scene) Text(t *Text) (string, error) {
	v := t.pick(s.turn.Conversation.Tongue(), s.turn.ID)
	if v == nil {
		return "", nil
	}
	if len(v.segments) == 1 && v.segments[0].literal != "" {
		return v.segments[0].literal, nil
	}
	var b strings.Builder
	for i := range v.segments {
		text, err := s.segment(&v.segments[i])
		if err != nil {
			return "", err
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

func (s *Scene) segment(g *segment) (string, error) {
	if g.slot != "" {
		return s.Show(g.slot), nil
	}
	if g.expr == nil {
		return g.literal, nil
	}
	v, err := s.Eval(g.expr)
	if v == nil && s.example {
		return named(g.expr.Source), nil
	}
	return showAny(v, s.turn.Conversation.Language), err
}

// Show writes a slot's value for the customer.
func (s *Scene) Show(slot string) string {
	v, ok := s.flow.filled(&s.turn.Conversation, s.Frame(), slot)
	switch {
	case !ok && s.example:
		return named(s.called(slot))
	case !ok:
		return ""
	}
	if d := s.flow.Slots[slot]; d != nil {
		return d.form.show(d, v.Value, s.speech())
	}
	return showAny(v.Value, s.turn.Conversation.Language)
}

// called is what a slot is called: its label or, without one, its name.
func (s *Scene) called(slot string) string {
	if d := s.flow.Slots[slot]; d != nil && !d.Label.Empty() {
		return d.Label.In(s.turn.Conversation.Tongue())
	}
	return slot
}

// Say says something.
func (s *Scene) Say(text string) { s.SayChoices(text, nil) }

// SayChoices says something with choices to pick from.
func (s *Scene) SayChoices(text string, choices []bot.Choice) {
	s.SayReply(bot.Reply{Text: text, Choices: choices})
}

// SayReply says something with whatever goes with it. Nothing at all is not said.
func (s *Scene) SayReply(r bot.Reply) {
	if r.Text != "" || len(r.Elements) > 0 {
		s.turn.Say(r)
	}
}

// Phrase gives one of the bot's own phrases.
func (s *Scene) Phrase(key string, args ...any) string {
	if s.example {
		return s.phrases.Say(s.turn.Conversation.Tongue(), key, s.turn.ID, args...)
	}
	return s.turn.Phrase(key, args...)
}

// SayPhrase says one of the bot's own phrases.
func (s *Scene) SayPhrase(key string, args ...any) { s.Say(s.Phrase(key, args...)) }

// title is what the customer is doing: the title of the flow, or of the one that called it.
func (s *Scene) title() string {
	flow := s.flow
	for i := s.frame - 1; i >= 0; i-- {
		below := s.turn.Conversation.Frames[i]
		f := s.skill.flows.Flow(below.Flow)
		if f == nil || f.step(below.State) == nil {
			break
		}
		if _, interrupted := f.step(below.State).Step.(Listener); interrupted {
			break
		}
		flow = f
	}
	return flow.title(s.turn.Conversation.Tongue())
}

// told lists slots in words, in the order of the steps that ask for them.
func (s *Scene) told(found map[string]bot.Slot) string {
	var words []string
	for _, name := range s.flow.asked() {
		if found[name].Value == nil {
			continue
		}
		label := s.flow.Slots[name].Label.In(s.turn.Conversation.Tongue())
		words = append(words, strings.TrimSpace(label+" "+s.Show(name)))
	}
	return strings.Join(words, ", ")
}

func (s *Scene) speech() speech {
	c := &s.turn.Conversation
	return speech{language: c.Language, tongue: c.Tongue(), phrase: s.Phrase}
}
