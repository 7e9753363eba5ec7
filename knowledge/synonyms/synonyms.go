// Package synonyms knows which words mean the same for one bot: what customers call a thing, what the documents call it, and what
// it is called in the other language.
package synonyms

import (
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// A Set is phrases that mean the same, by language (ISO 639-1).
type Set map[string][]string

// most is how many phrases are added to a question: more would speak louder than the question itself.
const most = 6

// A Glossary finds the sets a text speaks of. Nil is an empty one; it is safe for concurrent use.
type Glossary struct {
	phrases []phrase
	starts  map[string][]int // phrases by the language of a stemmer and their first stem
}

type phrase struct {
	text     string
	language string
	stems    map[string][]string // by stemmer: customers say Handys, which only English has an ending for
	set      int
}

// New makes a glossary.
func New(sets []Set) *Glossary {
	g := &Glossary{starts: map[string][]int{}}
	for i, s := range sets {
		for _, language := range sorted(s) {
			for _, text := range s[language] {
				p := phrase{text: text, language: language, stems: stems(text), set: i}
				for stemmer, words := range p.stems {
					g.starts[stemmer+words[0]] = append(g.starts[stemmer+words[0]], len(g.phrases))
				}
				g.phrases = append(g.phrases, p)
			}
		}
	}
	return g
}

func sorted(s Set) []string {
	var all []string
	for language := range s {
		all = append(all, language)
	}
	slices.Sort(all)
	return all
}

// stems are the words of a text by each stemmer; none without a word.
func stems(text string) map[string][]string {
	all := map[string][]string{}
	for _, t := range lang.Tokens(text) {
		for _, stemmer := range stemmers {
			all[stemmer] = append(all[stemmer], lang.Stem(t.Text, stemmer))
		}
	}
	return all
}

var stemmers = []string{lang.German, lang.English}

// Of gives what else the phrases of a text are called, in the text's own language first.
func (g *Glossary) Of(text, language string) []string {
	said, found := g.said(text)
	var own, other []string
	for _, set := range found {
		for i, p := range g.phrases {
			switch {
			case p.set != set || said[i]:
			case p.language == language:
				own = append(own, p.text)
			default:
				other = append(other, p.text)
			}
		}
	}
	all := append(own, other...)
	return all[:min(len(all), most)]
}

// Groups gives the sets that a text speaks of as words in lower case, each group meaning one thing. Phrases of several words are
// left out: their words alone mean something else.
func (g *Glossary) Groups(text string) [][]string {
	_, found := g.said(text)
	var all [][]string
	for _, set := range found {
		var group []string
		for _, p := range g.phrases {
			if p.set == set && len(p.stems[lang.German]) == 1 {
				group = append(group, strings.ToLower(p.text))
			}
		}
		if len(group) > 1 {
			all = append(all, group)
		}
	}
	return all
}

// A Name is a phrase of a text, and what else the thing is called.
type Name struct {
	Said   string
	Others []string
}

// Names gives the phrases that stand in a text.
func (g *Glossary) Names(text string) []Name {
	said, _ := g.said(text)
	var all []Name
	for _, i := range slices.Sorted(maps.Keys(said)) {
		n := Name{Said: g.phrases[i].text}
		for j, p := range g.phrases {
			if p.set == g.phrases[i].set && j != i {
				n.Others = append(n.Others, p.text)
			}
		}
		all = append(all, n)
	}
	return all
}

// said tells which phrases stand in a text, and of which sets they are, in the order of the text.
func (g *Glossary) said(text string) (said map[int]bool, sets []int) {
	if g == nil {
		return nil, nil
	}
	said = map[int]bool{}
	in := stems(text)
	for at := range in[lang.German] {
		for _, stemmer := range stemmers {
			rest := in[stemmer][at:]
			for _, i := range g.starts[stemmer+rest[0]] {
				if !begins(rest, g.phrases[i].stems[stemmer]) {
					continue
				}
				said[i] = true
				if set := g.phrases[i].set; !slices.Contains(sets, set) {
					sets = append(sets, set)
				}
			}
		}
	}
	return said, sets
}

func begins(words, with []string) bool {
	return len(words) >= len(with) && slices.Equal(words[:len(with)], with)
}
