package channels

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

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
