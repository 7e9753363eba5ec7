package builtin

import "github.com/lotse-bot/lotse/llm/builtin/internal/gloss"

// German is what is known of German words: nothing set, those of the program. It needs no weights.
type German struct{ lexicon *gloss.Lexicon }

// NewGerman adds the words of the lexicon in a file, which NOTICE.md says how to make; an empty path adds none.
func NewGerman(lexicon string) (German, error) {
	if lexicon == "" {
		return German{}, nil
	}
	l, err := gloss.Load(lexicon)
	return German{l}, err
}

func (g German) known() *gloss.Lexicon {
	if g.lexicon == nil {
		return gloss.Small()
	}
	return g.lexicon
}

// English gives the English of a text, word by word. Words that it does not know stay as they are.
func (g German) English(text string) string { return g.known().Gloss(text) }

// Senses gives what a German word in lower case may mean in English: for each part of a compound, or for the whole word, its
// English words, the best first. It is nil for words that only grammar needs, and for those that nothing is known of.
func (g German) Senses(word string) [][]string { return g.known().Senses(word) }
