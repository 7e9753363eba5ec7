package dialogs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Scene is a flow at one of its steps within a turn: what a step may see and do.
type Scene struct {
	skill *Skill
	turn  *bot.Turn
	flow  *Flow
	step  *step
	frame int // position of the frame in the conversation
	play  *play
	env   map[string]any // for expressions; nil when a slot changed

	example bool         // nothing is known: texts show the names of what they would say
	phrases *bot.Phrases // of an example; otherwise the turn has them
}

// Turn is the turn the scene is played in.
func (s *Scene) Turn() *bot.Turn { return s.turn }

// Frame is the flow in progress.
func (s *Scene) Frame() *bot.Frame { return &s.turn.Conversation.Frames[s.frame] }

// Filled is true if the slot has a value.
func (s *Scene) Filled(slot string) bool {
	_, ok := s.flow.filled(&s.turn.Conversation, s.Frame(), slot)
	return ok
}

// Value is a slot's value, or nil.
func (s *Scene) Value(slot string) any {
	v, _ := s.flow.filled(&s.turn.Conversation, s.Frame(), slot)
	return v.Value
}

// Slot makes a slot of a value, with where it comes from.
func (s *Scene) Slot(value any, from bot.Source) bot.Slot {
	if n, ok := value.(int); ok {
		value = float64(n) // as it will be after it was saved
	}
	return bot.Slot{Value: value, Source: from, Turn: s.turn.ID, Via: s.turn.Conversation.Via(), At: s.turn.Now}
}

// Fill fills a slot of the flow.
func (s *Scene) Fill(slot string, v bot.Slot) {
	f := s.Frame()
	if f.Slots == nil {
		f.Slots = map[string]bot.Slot{}
	}
	f.Slots[slot] = v
	s.env = nil
}

// Clear empties a slot, so that it is asked again.
func (s *Scene) Clear(slot string) {
	delete(s.Frame().Slots, slot)
	if _, declared := s.flow.Slots[slot]; declared {
		delete(s.turn.Conversation.Slots, slot)
	}
	s.env = nil
}

// Eval works out an expression.
func (s *Scene) Eval(x *Expr) (any, error) {
	if s.env == nil && x.always == nil {
		s.env = s.environment()
	}
	v, err := x.run(s.env)
	if s.example {
		return v, nil
	}
	return v, err
}

// Evals works out several expressions, by name.
func (s *Scene) Evals(all map[string]*Expr) (map[string]any, error) {
	out := make(map[string]any, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		v, err := s.Eval(all[name])
		if err != nil {
			return nil, err
		}
		out[name] = v
	}
	return out, nil
}

// environment is what expressions see.
func (s *Scene) environment() map[string]any {
	c := &s.turn.Conversation
	env := make(map[string]any, len(s.flow.Slots)+4)
	for name := range s.flow.Slots {
		v, _ := s.flow.filled(c, s.Frame(), name)
		env[name] = v.Value
	}
	env["today"] = s.turn.Now.Format(time.DateOnly)
	env["language"], env["channel"] = c.Language, c.Channel
	return env
}

// Answer asks knowledge; see [Answerer].
func (s *Scene) Answer(ctx context.Context, question string) (bool, error) {
	return s.skill.answerer.Answer(ctx, s.turn, question)
}

// Escalate brings in a person of the team, or of any if it is empty.
func (s *Scene) Escalate(ctx context.Context, team, reason string) error {
	c := &s.turn.Conversation
	if team != "" && c.Handoff == nil {
		c.Handoff = &bot.Handoff{Team: team}
	}
	err := s.skill.helpdesk.Escalate(ctx, s.turn, bot.Reason{Code: bot.WhyFlow, Text: reason})
	if c.Owner == bot.OwnerBot && c.Handoff != nil && c.Handoff.Asked.IsZero() {
		c.Handoff = nil // nobody took it up
	}
	return err
}

// The names of wakes begin with what they are for; the flow and step they belong to follow.
const (
	wakeRemind  = "dialogs.remind:"
	wakeTimeout = "dialogs.timeout:"
)

// WakeAfter asks for a turn after a time of silence.
func (s *Scene) WakeAfter(what string, after time.Duration) {
	s.turn.WakeAt(what+s.flow.Name+"/"+s.step.id, s.turn.Now.Add(after))
}

// WakeNever takes such a wake back.
func (s *Scene) WakeNever(what string) { s.turn.WakeAt(what+s.flow.Name+"/"+s.step.id, time.Time{}) }

// act calls an action and records what it answered.
func (s *Scene) act(ctx context.Context, name string, with map[string]any) (any, error) {
	action := s.skill.actions[name]
	if action == nil {
		return nil, fmt.Errorf("there is no action %s", name)
	}
	s.play.calls++
	call := ActionCall{
		Key:          bot.ID(s.turn.ID, s.flow.Name, s.step.id, strconv.Itoa(s.play.calls)),
		Name:         name,
		Conversation: s.turn.Conversation.ID,
		Language:     s.turn.Conversation.Language,
		With:         with,
	}
	return bot.Exchanged(ctx, s.turn, "action", call, func(ctx context.Context) (any, error) { return action(ctx, call) })
}

func (s *Scene) hearing(u bot.Utterance) hearing {
	return hearing{text: u.Text, elements: u.Elements, language: s.turn.Conversation.Language, now: s.turn.Now, limit: s.limit}
}

// heard is what a listener understood of one slot.
func (s *Scene) heard(slot *Slot, value any, from bot.Source, u bot.Utterance) Heard {
	v := s.Slot(value, from)
	v.Said = u.Text
	return Heard{Slots: map[string]bot.Slot{slot.Name: v}}
}

// picked understands the value of a choice that was picked, or of a field of a form.
func (s *Scene) picked(slot *Slot, value string) (any, bool) {
	h := s.hearing(bot.Utterance{Text: value})
	h.picked = value
	return slot.form.understand(slot, h)
}

// limit works out a slot's min or max. One that cannot be worked out is none: check has seen the expression.
func (s *Scene) limit(x *Expr) any {
	if x.Empty() {
		return nil
	}
	v, err := s.Eval(x)
	if err != nil {
		return nil
	}
	return v
}
