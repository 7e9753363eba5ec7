package dialogs

import "github.com/lotse-bot/lotse/bot"

// finish ends the flow on top and goes on with the one below it.
func (p *play) finish(sc *Scene, next Next) (on bool, err error) {
	if err := sc.flow.machine.move(sc.step.id, stateEnd); err != nil {
		return false, err
	}
	p.skill.moved(Move{Flow: sc.flow.Name, From: sc.step.id, Line: next.line})
	p.leave(sc)
	c := &p.turn.Conversation
	frame := *sc.Frame()
	p.keep(&frame)
	c.Frames = c.Frames[:len(c.Frames)-1]
	below, err := p.scene()
	if below == nil {
		p.over(next.outcome)
		return false, err
	}
	if _, interrupted := below.step.Step.(Listener); interrupted {
		p.returned = true
		return next.outcome != bot.OutcomeHandedOff, nil
	}
	return p.back(below, frame, next)
}

// back returns to the flow that called the one that ended.
func (p *play) back(sc *Scene, ended bot.Frame, next Next) (on bool, err error) {
	next.line = unwritten // here: it is written in the flow that ended
	switch {
	case next.outcome == bot.OutcomeHandedOff:
		return p.finish(sc, next)
	case p.cancelling && sc.flow.Cancelled.Text != "":
		return p.to(sc, sc.flow.Cancelled.Text, sc.flow.Cancelled.Place.Line)
	case p.cancelling:
		return p.finish(sc, next)
	}
	if ended.Into != "" {
		sc.Fill(ended.Into, sc.Slot(next.value, bot.SourceFlow))
	}
	return p.to(sc, sc.flow.next(sc.step), sc.step.then.Place.Line)
}

// over notes how the last flow ended.
func (p *play) over(outcome bot.Outcome) {
	if p.cancelling {
		outcome = bot.OutcomeAbandoned
	}
	if len(p.turn.Replies()) == 0 {
		p.turn.SayPhrase("dialogs.done")
	}
	if outcome != bot.OutcomeHandedOff { // which is the helpdesk's to say
		p.turn.Conversation.Outcome = outcome
	}
}

// keep copies the slots that outlive their flow.
func (p *play) keep(f *bot.Frame) {
	flow := p.skill.flows.Flow(f.Flow)
	if flow == nil {
		return
	}
	c := &p.turn.Conversation
	for name, v := range f.Slots {
		if d := flow.Slots[name]; d != nil && d.Keep {
			if c.Slots == nil {
				c.Slots = map[string]bot.Slot{}
			}
			c.Slots[name] = v
		}
	}
}
