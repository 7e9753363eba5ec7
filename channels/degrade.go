package channels

import (
	"github.com/lotse-bot/lotse/bot"
)

// Degrade makes of a reply what a channel can show: one reply or several, to be sent in order. Elements that are native there
// stay, within their limits; of others, text and choices are made. Texts are split, labels cut and choices listed where they
// are beyond the limits. Citations stay at their places, with the part that marks them; see [Sources]. Choices and the offer
// to rate go with the last part.
func Degrade(r bot.Reply, c bot.Capabilities, p *bot.Phrases, language string) []bot.Reply {
	d := degrader{reply: r, can: c, phrases: p, language: language}
	d.begin(r.Text)
	d.choices = r.Choices
	for _, e := range r.Elements {
		d.element(e)
	}
	d.offer()
	d.split()
	share(d.parts, r.Citations)
	d.cite()
	d.parts[len(d.parts)-1].Rated = r.Rated
	return d.parts
}

type degrader struct {
	reply    bot.Reply
	can      bot.Capabilities
	phrases  *bot.Phrases
	language string

	parts   []bot.Reply
	choices []bot.Choice // of the reply, and of what became text
}

func (d *degrader) say(key string, args ...any) string {
	return d.phrases.Say(d.language, key, "", args...)
}

func (d *degrader) begin(text string) { d.parts = append(d.parts, bot.Reply{Text: text}) }

func (d *degrader) last() *bot.Reply { return &d.parts[len(d.parts)-1] }

// write adds a paragraph: to the last part, or to one of its own below an element.
func (d *degrader) write(text string) {
	if text == "" {
		return
	}
	l := d.last()
	switch {
	case len(l.Elements) > 0:
		d.begin(text)
	case l.Text == "":
		l.Text = text
	default:
		l.Text += "\n\n" + text
	}
}

func (d *degrader) keep(e bot.Element) {
	l := d.last()
	l.Elements = append(l.Elements, e)
}

// split cuts texts that are too long into parts of their own.
func (d *degrader) split() {
	var parts []bot.Reply
	for _, p := range d.parts {
		parts = append(parts, d.cut(p)...)
	}
	d.parts = parts
}

// cut makes several parts of one whose text is too long; all but text stays with the last of them.
func (d *degrader) cut(p bot.Reply) (parts []bot.Reply) {
	texts := Split(p.Text, d.can.Text)
	last := len(texts) - 1
	for _, text := range texts[:last] {
		parts = append(parts, bot.Reply{Text: text})
	}
	p.Text = texts[last]
	return append(parts, p)
}

// cite writes the sources below the parts that mark them, where the channel shows no citations.
func (d *degrader) cite() {
	if d.can.Native(bot.ElementCitation) {
		return
	}
	var parts []bot.Reply
	for _, p := range d.parts {
		sources := Sources(p)
		if p.Citations = nil; len(sources) > 0 {
			p.Text += "\n\n" + sourceLines(d.say("channels.sources"), sources)
		}
		parts = append(parts, d.cut(p)...)
	}
	d.parts = parts
}
