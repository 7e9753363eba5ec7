package channels

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

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
