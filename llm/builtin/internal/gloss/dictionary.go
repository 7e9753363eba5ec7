package gloss

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/lotse-bot/lotse/lang"
)

// dictionary is what the program itself knows: lines of "german: english|english", in lower case, sorted by the German word, its
// English words with the usual one first.
//
//go:embed dictionary.txt
var dictionary string

// sure is the evidence of a word that a person chose.
const sure = 1000

// A wordbook is the dictionary, to look words up in.
type wordbook struct {
	english map[string]string
	stems   map[string]string // the shortest word of each stem, with its umlauts and without
}

var own = sync.OnceValue(func() *wordbook {
	b := &wordbook{english: map[string]string{}, stems: map[string]string{}}
	for line := range strings.Lines(dictionary) {
		german, english, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		b.english[german] = english
		for _, key := range stems(german) {
			if shortest, taken := b.stems[key]; !taken || len(german) < len(shortest) {
				b.stems[key] = german
			}
		}
	}
	return b
})

// inflections are the endings of nouns and adjectives, those that leave most of a word first.
var inflections = [...]string{"n", "s", "e", "en", "es", "er", "em", "nen", "ern"}

// form is the word that an inflected one belongs to; empty if none is known.
func (b *wordbook) form(word string) string {
	if b.english[word] != "" {
		return word
	}
	for _, ending := range inflections {
		if body, ok := strings.CutSuffix(word, ending); ok && len(body) >= 3 && b.english[body] != "" {
			return body
		}
	}
	for _, key := range stems(word) {
		if form := b.stems[key]; form != "" {
			return form
		}
	}
	return ""
}

// stems are the stem of a word with its umlauts, which tell "drücken" from "drucken", and without, which join "häuser" to "haus".
func stems(word string) [2]string {
	stem := lang.Stem(word, lang.German)
	umlauts := strings.Map(func(r rune) rune {
		if strings.ContainsRune("äöü", r) {
			return r
		}
		return -1
	}, word)
	return [2]string{stem + " " + umlauts, stem}
}
