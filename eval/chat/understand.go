package chat

import (
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// understand reads the text of a line as its word wants it.
func (p *parser) understand(l *line) {
	w, known := wordNamed(l.word)
	if !known {
		return
	}
	var f *bot.Fault
	switch {
	case w.moves != nil:
		l.move, f = w.moves(l.text)
	case w.expects != nil:
		l.expect, f = w.expects(l.text)
	case l.word == wordLotse:
		l.said, f = parseSaid(l.text)
	case l.word == wordGiven:
		l.given, f = parseGiven(l.text)
	case l.word == wordAnd && l.text == "":
		f = fault("the customer says nothing", "write what is said, or remove the line")
	case l.word == wordSilent && l.text != "":
		f = fault("silent says that the bot says nothing, and has no text", "remove "+quoted(l.text))
	}
	if f != nil {
		p.report(l.number, l.column, f)
	}
}

// order looks at what only the lines together show.
func (p *parser) order() {
	s := p.script
	if len(s.beats) == 0 && len(p.faults) == 0 {
		p.report(0, 0, fault("nothing happens in this script", "add a line that begins with customer"))
	}
	for _, l := range s.lines {
		if len(s.beats) > 0 && l.number < s.beats[0].at.number && (l.expect != nil || l.said != nil || l.word == wordSilent || l.word == wordAnd) {
			p.report(l.number, 1, fault(l.word+" stands before anything has happened", "put it below a customer line"))
		}
	}
	for i := range s.beats {
		p.within(&s.beats[i])
	}
	for _, l := range p.given {
		p.report(l.number, 1, fault("nothing happens after this given", "put it above the move in which the action is called"))
	}
}

// within looks at one move and what stands below it.
func (p *parser) within(b *beat) {
	var above *line
	burst, open := b.at.move.(utterance)
	for _, l := range b.rest {
		switch {
		case l.word == "":
			continue
		case l.word == wordAnd && open:
			burst.texts = append(burst.texts, l.text)
			b.at.move = burst
			continue
		case l.word == wordAnd:
			p.report(l.number, 1, fault("and goes on with what the customer says", "put it right below a customer line"))
		case l.word == wordGiven:
			above = l
		case above != nil:
			p.report(above.number, 1, fault("given stands below the move that it is for", fmt.Sprintf("put it above line %d", b.at.number)))
			above = nil
		}
		open = false
	}
	lines, _, silent := b.replies()
	if silent != nil && len(lines) > 0 {
		p.report(silent.number, 1, fault("the bot cannot both be silent and say something", fmt.Sprintf("remove silent, or the lotse line %d", lines[0].number)))
	}
}
