package knowledge

import (
	"strings"
	"sync"
)

// A wording is all of a passage that decides how it reads.
type wording struct {
	heads, text, language string
	kind                  Kind
}

// A parsed passage is taken apart: what of it does not depend on a question. Its words are made when they are first needed.
type parsed struct {
	heads   string // title and headings
	indexed string
	terms   func() []*term    // that carry meaning, in its own language
	words   func() []wordSeen // all of them
}

// A wordSeen is a word, in the forms of both languages, and how often it stands in a text.
type wordSeen struct {
	*term
	times int
}

// parse takes a passage apart, unless it was met of late.
func (c *closer) parse(p Passage) *parsed {
	key := wordingOf(p)
	all, ok := c.parsed.Get(key)
	if !ok {
		all = c.words.parse(key)
		c.parsed.Put(key, all)
	}
	return all
}

func wordingOf(p Passage) wording {
	heads := p.Title
	if len(p.Headings) > 0 {
		heads += "\n" + strings.Join(p.Headings, "\n")
	}
	return wording{heads, p.Text, p.Language, p.Kind}
}

func (v vocabulary) parse(w wording) *parsed {
	indexed := w.text
	if w.kind != KindTitle {
		indexed = w.heads + "\n" + w.text
	}
	return &parsed{
		heads: w.heads, indexed: indexed,
		terms: sync.OnceValue(func() []*term { return v.of(indexed, w.language) }),
		words: sync.OnceValue(func() []wordSeen { return v.seen(indexed) }),
	}
}

// seen counts the words of a text.
func (v vocabulary) seen(text string) []wordSeen {
	var all []wordSeen
	at := map[string]int{}
	for _, w := range words(text) {
		i, known := at[w]
		if !known {
			i = len(all)
			at[w] = i
			all = append(all, wordSeen{term: v.term(w, "")})
		}
		all[i].times++
	}
	return all
}
