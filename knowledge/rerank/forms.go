package rerank

import (
	"strings"
	"sync"

	"github.com/lotse-bot/lotse/knowledge/recent"
	"github.com/lotse-bot/lotse/lang"
)

// How much is remembered: words before numbering begins anew, which a collection rarely has more of, and texts.
const (
	mostWords = 1 << 16
	mostTexts = 1 << 12
)

// A wordIn is a word of a language.
type wordIn struct{ word, language string }

// A lexis numbers the words that were met, and remembers by which forms they are compared: finding the English of a German one takes
// longer than everything else. The texts that were read stay with it, as its numbers.
type lexis struct {
	texts *recent.Cache[written, *text]

	mu      sync.RWMutex
	numbers map[wordIn]int32
	forms   [][][]string       // by number; nil for words that only grammar needs
	having  map[string][]int32 // the words of a form
}

// lexis gives the one in use. One that has grown too large is begun anew; who still reads with it goes on.
func (r *Reranker) lexis() *lexis {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || r.known.size() >= mostWords {
		r.known = &lexis{texts: recent.New[written, *text](mostTexts), numbers: map[wordIn]int32{}, having: map[string][]int32{}}
	}
	return r.known
}

func (l *lexis) size() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.forms)
}

// of gives the number of a word, and what it is compared by: for each part of a compound its stem in its language, and the stems of
// the English words it may stand for. It has none if only grammar needs it.
func (r *Reranker) of(l *lexis, word, language string) (number int32, forms [][]string) {
	key := wordIn{word, language}
	l.mu.RLock()
	number, ok := l.numbers[key]
	if ok {
		forms = l.forms[number]
	}
	l.mu.RUnlock()
	if ok {
		return number, forms
	}
	forms = r.make(word, language)
	l.mu.Lock()
	defer l.mu.Unlock()
	if number, ok := l.numbers[key]; ok {
		return number, l.forms[number]
	}
	return l.add(wordIn{strings.Clone(word), language}, forms), forms
}

// add numbers a word. The caller holds mu.
func (l *lexis) add(key wordIn, forms [][]string) int32 {
	number := int32(len(l.forms))
	l.numbers[key], l.forms = number, append(l.forms, forms)
	for _, part := range forms {
		for _, f := range part {
			l.having[f] = append(l.having[f], number)
		}
	}
	return number
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
