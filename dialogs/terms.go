package dialogs

import (
	"github.com/lotse-bot/lotse/dialogs/source"
	"github.com/lotse-bot/lotse/lang"
)

// Terms are words of the author, for all languages or by language.
type Terms struct{ by map[string][]string }

// DecodeYAML reads a list, or lists by language.
func (w *Terms) DecodeYAML(v source.Value) {
	w.by = map[string][]string{}
	if _, ok := v.Items(); ok {
		var all []string
		v.Decode(&all)
		w.by[""] = all
		return
	}
	v.Decode(&w.by)
}

// In gives the words of a language.
func (w Terms) In(language string) []string {
	if words, ok := w.by[language]; ok {
		return words
	}
	return w.by[""]
}

func (w Terms) folded(language string) []string {
	var out []string
	for _, word := range w.In(language) {
		out = append(out, lang.Fold(word))
	}
	return out
}
