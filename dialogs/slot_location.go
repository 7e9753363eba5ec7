package dialogs

import (
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/lang"
)

// locationForm takes the place that the customer's device tells, or an address in words. Its value is {latitude, longitude,
// name, address}, without the first two if it was written.
type locationForm struct{}

// leastAddress is how many letters make an address.
const leastAddress = 3

func (locationForm) understand(_ *Slot, h hearing) (any, bool) {
	for _, e := range h.elements {
		if p := e.Place; p != nil {
			return map[string]any{"latitude": p.Latitude, "longitude": p.Longitude, "name": p.Name, "address": p.Address}, true
		}
	}
	text := strings.TrimSpace(h.text)
	n := utf8.RuneCountInString(text)
	return map[string]any{"name": "", "address": text}, n >= leastAddress && n <= longestText
}

// find takes only what the device tells.
func (f locationForm) find(s *Slot, h hearing) (any, bool) {
	h.text = ""
	return f.understand(s, h)
}

func (locationForm) show(_ *Slot, value any, sp speech) string {
	p, ok := value.(map[string]any)
	if !ok {
		return showAny(value, sp.language)
	}
	for _, key := range []string{"address", "name"} {
		if text, ok := p[key].(string); ok && text != "" {
			return text
		}
	}
	return lang.FormatNumber(number(p["latitude"], 0), sp.language) + " / " + lang.FormatNumber(number(p["longitude"], 0), sp.language)
}
