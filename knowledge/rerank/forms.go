package rerank

import (
	"strings"
	"sync"

	"github.com/lotse-bot/lotse/lang"
)

// mostForms is how many words are remembered with their forms; a collection rarely has more.
const mostForms = 1 << 16

// A formCache remembers the forms of words: finding the English of a German one takes longer than everything else.
type formCache struct {
	mu  sync.RWMutex
	all map[wordIn][][]string
}

// A wordIn is a word of a language.
type wordIn struct{ word, language string }

// of gives what a word is compared by: for each part of a compound its stem in its language, and the stems of the English words
// it may stand for. It is nil for words that only grammar needs.
func (r *Reranker) of(word, language string) [][]string {
	key := wordIn{word, language}
	r.forms.mu.RLock()
	forms, ok := r.forms.all[key]
	r.forms.mu.RUnlock()
	if ok {
		return forms
	}
	forms = r.make(word, language)
	r.forms.mu.Lock()
	defer r.forms.mu.Unlock()
	if r.forms.all == nil || len(r.forms.all) >= mostForms {
		r.forms.all = map[wordIn][][]string{}
	}
	r.forms.all[wordIn{strings.Clone(word), language}] = forms
	return forms
}

func (r *Reranker) make(word, language string) [][]string {
	if lang.Stop(word, language) {
		return nil
	}
	own := lang.Stem(word, language)
	var parts [][]string
	if r.Senses != nil && language == lang.German {
		for _, sense := range r.Senses(word) {
			if part := stems(sense); len(part) > 0 {
				parts = append(parts, part)
			}
		}
	}
	switch len(parts) {
	case 0:
		return [][]string{{own, lang.Stem(word, lang.English)}}
	case 1:
		return [][]string{append(parts[0], german+own)}
	}
	for i := range parts { // the whole compound says each of its parts
		parts[i] = append(parts[i], german+own)
	}
	return parts
}

// german marks a stem that is no English one: "gift" is not a gift.
const german = "de:"

func stems(words []string) []string {
	var all []string
	for _, w := range words {
		if !lang.Stop(w, lang.English) {
			all = append(all, lang.Stem(w, lang.English))
		}
	}
	return all
}
