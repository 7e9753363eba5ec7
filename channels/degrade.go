package channels

import (
	"fmt"
	"strings"

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

// offer puts the choices on the last part: as many as the channel takes, the others as text.
func (d *degrader) offer() {
	all := d.takes(d.choices)
	if !d.can.Native(bot.ElementChoice) {
		d.write(d.listed("channels.choose", all, 1))
		return
	}
	if most := d.can.Choices; most > 0 && len(all) > most {
		d.write(d.listed("channels.more", all[most:], most+1))
		all = all[:most]
	}
	d.last().Choices = d.labelled(all)
}

// takes leaves out the choices that ask the customer's device for what the channel cannot ask it.
func (d *degrader) takes(all []bot.Choice) (some []bot.Choice) {
	for _, c := range all {
		if c.Request == "" || d.can.Native(c.Request) {
			some = append(some, c)
		}
	}
	return some
}

// listed writes choices as numbered lines. They are understood when they are typed.
func (d *degrader) listed(key string, all []bot.Choice, start int) string {
	if len(all) == 0 {
		return ""
	}
	lines := []string{d.say(key)}
	for i, c := range all {
		lines = append(lines, fmt.Sprintf("%d. %s", start+i, linked(c.Label, c.URL)))
	}
	return strings.Join(lines, "\n")
}

// labelled cuts labels that are too long. What comes back when they are picked is the same as before.
func (d *degrader) labelled(all []bot.Choice) []bot.Choice { return cutLabels(all, d.can.ChoiceText) }

func cutLabels(all []bot.Choice, longest int) []bot.Choice {
	out := make([]bot.Choice, len(all))
	for i, c := range all {
		if short := Shorten(c.Label, longest); short != c.Label {
			if c.URL == "" && c.Request == "" {
				c.Payload = c.Value()
			}
			c.Label = short
		}
		out[i] = c
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// split cuts texts that are too long into parts of their own; elements and choices stay with the last of them.
func (d *degrader) split() {
	var parts []bot.Reply
	for _, p := range d.parts {
		texts := Split(p.Text, d.can.Text)
		for _, text := range texts[:len(texts)-1] {
			parts = append(parts, bot.Reply{Text: text})
		}
		p.Text = texts[len(texts)-1]
		parts = append(parts, p)
	}
	d.parts = parts
}

// cite writes the sources below the parts that mark them, where the channel shows no citations.
func (d *degrader) cite() {
	if d.can.Native(bot.ElementCitation) {
		return
	}
	var parts []bot.Reply
	for _, p := range d.parts {
		sources := Sources(p)
		p.Citations = nil
		if len(sources) == 0 {
			parts = append(parts, p)
			continue
		}
		text := p.Text + "\n\n" + sourceLines(d.say("channels.sources"), sources)
		texts := Split(text, d.can.Text)
		for _, text := range texts[:len(texts)-1] {
			parts = append(parts, bot.Reply{Text: text})
		}
		p.Text = texts[len(texts)-1]
		parts = append(parts, p)
	}
	d.parts = parts
}
