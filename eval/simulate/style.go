package simulate

import "slices"

// Style is a way of talking. A customer may have several.
type Style string

// The styles.
const (
	Terse     Style = "terse"     // as few words as possible, in lower case
	Typos     Style = "typos"     // slips on the keyboard
	Corrects  Style = "corrects"  // says something wrong first, and corrects it
	Wanders   Style = "wanders"   // asks something else in the middle, and comes back
	Impatient Style = "impatient" // repeats curtly what she is asked again, and then wants a person
	Northern  Style = "northern"  // German of the north
	Bavarian  Style = "bavarian"
	Swiss     Style = "swiss"
)

var styles = []Style{Terse, Typos, Corrects, Wanders, Impatient, Northern, Bavarian, Swiss}

// names are the styles as texts.
func names(all []Style) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// dialect is the style's table of words; nil if it is no dialect.
func (s Style) dialect() map[string]string { return dialects[s] }

// manner says a text in the customer's own way. Who is asked again writes with care.
func (r *rules) manner(text string, careful bool) string {
	c := r.customer
	if c.has(Terse) {
		text = terse(text, c.Language)
	}
	for _, s := range c.Style {
		if table := s.dialect(); table != nil {
			text = spoken(text, table)
		}
	}
	if c.has(Typos) && !careful {
		text = mistyped(text, c.Language, r.chance)
	}
	if c.has(Impatient) && careful {
		text += "!!"
	}
	return text
}

// among is one of several texts, by chance.
func (r *rules) among(texts []string) string { return texts[r.chance.IntN(len(texts))] }

// shortest is the shortest of several texts, the first of equals.
func shortest(texts []string) string {
	return slices.MinFunc(texts, func(a, b string) int { return len(a) - len(b) })
}
