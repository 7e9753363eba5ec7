package channels

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// Names of limits that Degrade keeps; adapters use them in their capabilities.
const (
	LimitCards   = "cards"   // of a list or a carousel
	LimitTitle   = "title"   // of a card or a form
	LimitText    = "text"    // of a card
	LimitChoices = "choices" // of a card or a field
	LimitFields  = "fields"  // of a form
)

// element keeps an element that the channel has, and writes any other.
func (d *degrader) element(e bot.Element) {
	if d.fits(e) {
		d.keep(d.within(e))
		return
	}
	switch e.Kind {
	case bot.ElementCard, bot.ElementList, bot.ElementCarousel:
		d.cards(e)
	case bot.ElementImage:
		d.write(media(e.Media, d.say("channels.image")))
	case bot.ElementFile:
		d.write(media(e.Media, d.say("channels.file")))
	case bot.ElementForm:
		d.form(e.Form)
	case bot.ElementDate:
		d.date(e.Date.Min, e.Date.Max)
	case bot.ElementLocation:
		d.write(d.place(e.Place))
	case bot.ElementContact:
		d.write(contact(e.Contact))
	}
}

// fits tells whether the channel has such an element, large enough to take all that must be in it.
func (d *degrader) fits(e bot.Element) bool {
	if !d.can.Native(e.Kind) {
		return false
	}
	if e.Media != nil && d.can.Download > 0 && e.Media.Size > d.can.Download {
		return false
	}
	if e.Kind != bot.ElementForm {
		return true
	}
	fields, choices := d.can.Limit(e.Kind, LimitFields), d.can.Limit(e.Kind, LimitChoices)
	return (fields == 0 || len(e.Form.Fields) <= fields) && !slices.ContainsFunc(e.Form.Fields, func(f bot.Field) bool {
		return choices > 0 && len(f.Choices) > choices
	})
}

// within cuts a native element to its limits. Cards beyond them are left out: a list that long is no help.
func (d *degrader) within(e bot.Element) bot.Element {
	if len(e.Cards) == 0 {
		return e
	}
	most := func(of string) int { return d.can.Limit(e.Kind, of) }
	if n := most(LimitCards); n > 0 && len(e.Cards) > n {
		e.Cards = e.Cards[:n]
	}
	e.Cards = slices.Clone(e.Cards)
	for i, c := range e.Cards {
		c.Title, c.Text = Shorten(c.Title, most(LimitTitle)), Shorten(c.Text, most(LimitText))
		c.Choices = d.takes(c.Choices)
		if n := most(LimitChoices); n > 0 && len(c.Choices) > n {
			c.Choices = c.Choices[:n]
		}
		c.Choices = d.labelled(c.Choices)
		e.Cards[i] = c
	}
	return e
}
