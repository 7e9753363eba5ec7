package dialogs

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A play is the flows of a conversation running within one turn, until one waits for the customer or none is left.
type play struct {
	skill      *Skill
	turn       *bot.Turn
	backlog    []bot.Utterance // heard, and not yet used
	cancelling bool            // the flow ends because the customer wants it to, and with it those that called it
	returned   bool            // to a flow that was interrupted: its question is asked again
	calls      int             // actions called so far
	waited     string          // the flow and step that waited when the turn began
}

// LoopError stops a flow that takes more steps in one turn than any sensible one.
type LoopError struct {
	Flow, State string
	Steps       int
}

// Error names the flow and where it was.
func (e *LoopError) Error() string {
	return fmt.Sprintf("flow %s runs in circles: at step %s after %d steps of one turn", e.Flow, e.State, e.Steps)
}

func (s *Skill) play(t *bot.Turn, backlog []bot.Utterance) *play {
	p := &play{skill: s, turn: t, backlog: backlog}
	if f := t.Conversation.Frame(); f != nil {
		p.waited = f.Flow + "/" + f.State
	}
	return p
}

// run runs the flow on top.
func (p *play) run(ctx context.Context) error {
	for range p.skill.maxSteps {
		sc, err := p.scene()
		if sc == nil {
			return err
		}
		next, err := p.step(ctx, sc)
		if err != nil {
			return fmt.Errorf("flow %s, step %s: %w", sc.flow.Name, sc.step.id, err)
		}
		on, err := p.follow(sc, next)
		if !on {
			return err
		}
	}
	f := p.turn.Conversation.Frame()
	if f == nil {
		return nil
	}
	return &LoopError{Flow: f.Flow, State: f.State, Steps: p.skill.maxSteps}
}

// scene sets the stage for the frame on top; nil when no flow is left.
func (p *play) scene() (*Scene, error) {
	c := &p.turn.Conversation
	frame := c.Frame()
	if frame == nil {
		return nil, nil
	}
	flow := p.skill.flows.Flow(frame.Flow)
	if flow == nil || frame.State != stateStart && flow.step(frame.State) == nil {
		return nil, lose(p.turn, flow)
	}
	if frame.State == stateStart {
		if err := flow.machine.move(stateStart, flow.steps[0].id); err != nil {
			return nil, err
		}
		frame.State = flow.steps[0].id
		p.skill.moved(Move{Flow: flow.Name, To: frame.State})
	}
	return &Scene{skill: p.skill, turn: p.turn, flow: flow, step: flow.step(frame.State), frame: len(c.Frames) - 1, play: p}, nil
}

// step runs one step. Where it waits, it is given what was heard and not yet used; only then it asks.
func (p *play) step(ctx context.Context, sc *Scene) (Next, error) {
	next, err := sc.step.Run(ctx, sc)
	if err != nil || next.kind != nextWait {
		return next, err
	}
	l, ok := sc.step.Step.(Listener)
	if !ok {
		return Next{}, fmt.Errorf("a step of kind %s waits, but does not listen", sc.step.kind)
	}
	for len(p.backlog) > 0 {
		u := p.backlog[0]
		p.backlog = p.backlog[1:]
		if heard, ok := l.Listen(sc, u); ok {
			for name, v := range heard.Slots {
				sc.Fill(name, v)
			}
			if !heard.More {
				return Continue(), nil
			}
			sc.Frame().Tries = 0
			if next, err := sc.step.Run(ctx, sc); err != nil || next.kind != nextWait {
				return next, err
			}
			continue
		}
		if err := p.aside(ctx, sc, u); err != nil {
			return Next{}, err
		}
	}
	again := p.returned
	p.returned = false
	return Wait(), l.Ask(sc, again)
}

// aside gives knowledge what the flow cannot use in a burst; if it does not know either, the question that follows is
// answer enough.
func (p *play) aside(ctx context.Context, sc *Scene, u bot.Utterance) error {
	if _, talk := smallTalk(u.Text); talk || u.Payload != "" || strings.TrimSpace(u.Text) == "" {
		return nil
	}
	_, err := sc.Answer(ctx, u.Text)
	return err
}

// follow goes where a step leads. It is not on when the flow waits or nothing is left to do.
func (p *play) follow(sc *Scene, next Next) (on bool, err error) {
	switch next.kind {
	case nextStep:
		return p.to(sc, sc.flow.next(sc.step), sc.step.then.Place.Line)
	case nextJump:
		return p.to(sc, next.step, next.line)
	case nextCall:
		return true, p.push(next.step, next.slots, next.into)
	case nextEnd:
		return p.finish(sc, next)
	}
	return false, nil
}

// to moves the flow to another step, as it is written in that line. Going back to a question asks it again.
func (p *play) to(sc *Scene, id string, line int) (on bool, err error) {
	if id == stateEnd {
		solved := Finish(bot.OutcomeSolved, nil)
		solved.line = line
		return p.finish(sc, solved)
	}
	if err := sc.flow.machine.move(sc.step.id, id); err != nil {
		return false, err
	}
	p.skill.moved(Move{Flow: sc.flow.Name, From: sc.step.id, To: id, Line: line})
	p.leave(sc)
	if to := sc.flow.step(id); to.index <= sc.step.index {
		if q, ok := to.Step.(forgetter); ok {
			q.Forget(sc)
		}
	}
	f := sc.Frame()
	f.State, f.Tries = id, 0
	return true, nil
}

// leave takes back the wakes of a question that was asked in an earlier turn.
func (p *play) leave(sc *Scene) {
	if w, ok := sc.step.Step.(waker); ok && p.waited == sc.flow.Name+"/"+sc.step.id {
		w.Rest(sc)
	}
}

// push puts a flow on top of those in progress.
func (p *play) push(name string, slots map[string]bot.Slot, into string) error {
	c := &p.turn.Conversation
	if len(c.Frames) >= maxFrames {
		return fmt.Errorf("start flow %s: %d flows wait for each other already", name, len(c.Frames))
	}
	if f := c.Frame(); f != nil {
		p.keep(f)
	}
	if c.Language == "" { // an event began the conversation
		c.Language = p.skill.flows.languages[0]
	}
	c.Outcome = ""
	c.Frames = append(c.Frames, bot.Frame{Flow: name, State: stateStart, Slots: slots, Into: into, Version: p.skill.flows.Version})
	return nil
}

// start runs a flow from its beginning.
func (p *play) start(ctx context.Context, flow *Flow, found map[string]bot.Slot) error {
	if err := p.push(flow.Name, maps.Clone(found), ""); err != nil {
		return err
	}
	if len(found) > 0 {
		sc, err := p.scene()
		if err != nil {
			return err
		}
		sc.SayPhrase("dialogs.noted", "slots", sc.told(found))
	}
	return p.run(ctx)
}

// A waker is a question that does something when the customer stays silent.
type waker interface {
	Wake(ctx context.Context, s *Scene, what string) (Next, error)
	Rest(s *Scene) // the answer came: no wakes any more
}

// A forgetter is a question that wants another answer when the flow comes back to it.
type forgetter interface{ Forget(s *Scene) }
