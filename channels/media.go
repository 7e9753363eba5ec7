package channels

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

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
