package dialogs

import (
	"math"
	"slices"
	"strconv"

	"github.com/lotse-bot/lotse/lang"
)

// numberForm takes numbers in digits and words.
type numberForm struct{}

func (numberForm) understand(s *Slot, h hearing) (any, bool) {
	n, ok := lang.Number(h.text, h.language)
	if exact, err := strconv.ParseFloat(h.picked, 64); err == nil && !math.IsInf(exact, 0) {
		n, ok = exact, true
	}
	if !ok || math.IsNaN(n) || s.Whole && n != math.Trunc(n) {
		return nil, false
	}
	return n, n >= number(h.limit(&s.Min), math.Inf(-1)) && n <= number(h.limit(&s.Max), math.Inf(1))
}

// find takes a number only beside one of the slot's units: "a table for 4 people".
func (f numberForm) find(s *Slot, h hearing) (any, bool) {
	tokens := lang.Tokens(h.text)
	for i := 1; i < len(tokens); i++ {
		if slices.Contains(s.Unit.folded(h.language), lang.Fold(tokens[i].Text)) {
			h.text = tokens[i-1].Text
			return f.understand(s, h)
		}
	}
	return nil, false
}

func (numberForm) show(_ *Slot, value any, sp speech) string {
	return lang.FormatNumber(number(value, 0), sp.language)
}
