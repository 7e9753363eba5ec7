package builtin

import (
	"github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
)

// English gives the English of German text, word by word: with the lexicon in a file, or with the small glossary if there is
// none. Words that it does not know stay as they are.
func English(lexicon string) (func(german string) string, error) {
	l := gloss.Small()
	if lexicon != "" {
		var err error
		if l, err = gloss.Load(lexicon); err != nil {
			return nil, err
		}
	}
	return l.Gloss, nil
}
