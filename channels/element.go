package channels

import (
	"fmt"
	"slices"
	"strings"

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

// cards writes one card as a paragraph, several as a numbered list. Their choices become choices of the reply.
func (d *degrader) cards(e bot.Element) {
	if len(e.Cards) == 1 {
		d.write(d.card(e.Cards[0]))
		d.choices = append(slices.Clip(d.choices), e.Cards[0].Choices...)
		return
	}
	lines := make([]string, len(e.Cards))
	for i, c := range e.Cards {
		lines[i] = fmt.Sprintf("%d. %s", i+1, d.item(c))
		d.choices = append(slices.Clip(d.choices), named(c)...)
	}
	d.write(strings.Join(lines, "\n"))
}

func (d *degrader) card(c bot.Card) string {
	lines := []string{strong(c.Title)}
	for _, line := range []string{c.Text, media(c.Image, d.say("channels.image")), d.leads(c)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// item is a card on one line.
func (d *degrader) item(c bot.Card) string {
	line := strong(c.Title)
	for _, more := range []string{strings.Join(strings.Fields(c.Text), " "), d.leads(c)} {
		if more != "" {
			line += " – " + more
		}
	}
	return line
}

func (d *degrader) leads(c bot.Card) string {
	if c.URL == "" || !Safe(c.URL) {
		return ""
	}
	return linked(d.say("channels.open"), c.URL)
}

// named are the choices of one card among others: they say which card they belong to.
func named(c bot.Card) []bot.Choice {
	all := slices.Clone(c.Choices)
	for i := range all {
		if all[i].URL == "" && all[i].Request == "" {
			all[i].Payload = all[i].Value()
		}
		if len(all) == 1 {
			all[i].Label = c.Title
		} else {
			all[i].Label = c.Title + ": " + all[i].Label
		}
	}
	return all
}

func strong(text string) string {
	if text = strings.Join(strings.Fields(text), " "); text == "" || strings.Contains(text, "*") || Length(text) > longestBold {
		return text
	}
	return "**" + text + "**"
}

// media is a link to a picture or a file, or what it shows if there is none.
func media(m *bot.Media, otherwise string) string {
	if m == nil {
		return ""
	}
	label := m.Alt
	if label == "" {
		label = m.Name
	}
	if label == "" {
		label = otherwise
	}
	return linked(label, m.URL)
}

// place links to OpenStreetMap, which needs no key and no account.
func (d *degrader) place(p *bot.Place) string {
	var lines []string
	if p.Name != "" {
		lines = append(lines, strong(p.Name))
	}
	if p.Address != "" {
		lines = append(lines, p.Address)
	}
	return strings.Join(append(lines, linked(d.say("channels.map"), Map(*p))), "\n")
}

// Map is the address of a map that shows a place.
func Map(p bot.Place) string {
	return fmt.Sprintf("https://www.openstreetmap.org/?mlat=%.6f&mlon=%.6f#map=17/%.6f/%.6f", p.Latitude, p.Longitude, p.Latitude, p.Longitude)
}

func contact(c *bot.Contact) string {
	return strings.Join(slices.DeleteFunc([]string{c.Name, c.Phone, c.Email}, func(s string) bool { return s == "" }), ", ")
}

// form asks the first question that is open: the flow takes the answers one after the other.
func (d *degrader) form(f *bot.Form) {
	i := slices.IndexFunc(f.Fields, func(f bot.Field) bool { return f.Value == "" || f.Problem != "" })
	if i < 0 {
		return
	}
	field := f.Fields[i]
	var lines []string
	for _, line := range []string{field.Problem, field.Label, field.Hint} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	d.write(strings.Join(lines, "\n"))
	switch field.Kind {
	case bot.FieldDate:
		d.date(field.Min, field.Max)
	case bot.FieldYesNo:
		d.choices = append(slices.Clip(d.choices), bot.Choice{Label: d.say("channels.yes"), Payload: "yes"}, bot.Choice{Label: d.say("channels.no"), Payload: "no"})
	case bot.FieldChoice:
		d.choices = append(slices.Clip(d.choices), field.Choices...)
	}
	if field.Optional {
		d.write(d.say("channels.optional"))
	}
}

// date says how to write one.
func (d *degrader) date(first, last string) {
	example := day("2026-12-24", d.language)
	if first != "" {
		example = day(first, d.language)
	}
	if first == "" || last == "" {
		d.write(d.say("channels.date_hint", "example", example))
		return
	}
	d.write(d.say("channels.date_range", "example", example, "min", day(first, d.language), "max", day(last, d.language)))
}
