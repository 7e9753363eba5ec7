package support

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/knowledge/recent"
	"github.com/lotse-bot/lotse/lang"
)

// A role is what a word does in a sentence.
type role int

const (
	grammar  role = iota // carries no meaning that is compared
	content              // must stand in the source
	operator             // turns the truth of its clause
	amount               // a figure with its unit
)

// A word is one of a sentence, in the forms in which it is compared.
type word struct {
	role   role
	text   string // as written
	folded string
	stems  []string
	name   bool   // a name or a German noun: it is used once, and in its place
	turn   turn   // of an operator
	figure figure // of an amount
	clause int
	joint  bool   // a new statement may begin here
	light  bool   // whoever repeats something may add it
	digits bool   // among its letters
	alike  string // the one of the words that say the same by which all of them are known; empty if none does
}

// counts tells whether a source must have the word.
func (w word) counts() bool { return w.role == content && !w.light || w.role == amount }

// A reading is a sentence taken apart.
type reading struct {
	language string
	words    []word
	bare     string // all of its words, folded: equal ones say the same
}

// known are the sentences that were read of late: most of them are those of passages, which many answers rest on.
var known = recent.New[written, reading](1 << 11)

// written is a sentence in its language.
type written struct{ text, language string }

// read takes a sentence apart, unless it was met of late. Nobody may change what it gives.
func read(text, language string) reading {
	key := written{text, language}
	r, ok := known.Get(key)
	if !ok {
		r = take(text, language)
		known.Put(key, r)
	}
	return r
}

// take takes a sentence apart. What numbers or marks a line of a list is no part of it.
func take(text, language string) reading {
	text = bullet.ReplaceAllString(expanded(text), "")
	r := reading{language: language}
	spans := figuresOf(text, language)
	clause, last := 0, 0
	tokens := lang.Tokens(text)
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		gap := text[last:t.Start]
		w := word{text: t.Text, clause: clause, joint: i > 0 && strings.ContainsAny(gap, ";:.–—,")}
		if i > 0 && strings.ContainsAny(gap, ",;:.()–—") || breaks[strings.ToLower(t.Text)] {
			clause++
			w.clause = clause
		}
		if joins[strings.ToLower(t.Text)] {
			w.joint = true
		}
		if f, used, ok := spanAt(spans, t.Start, tokens[i:]); ok {
			w.role, w.figure, w.folded = amount, f, f.String()
			i += used - 1
			last = tokens[i].End
		} else {
			w.classify(language, i == 0 || strings.ContainsAny(gap, ".:!?\n") && i > 0)
			last = t.End
		}
		r.words = append(r.words, w)
	}
	r.bare = bareOf(r.words)
	r.particles()
	return r
}

// classify says what a word does. First words of a sentence are capitalised without being names.
func (w *word) classify(language string, first bool) {
	lower := strings.ToLower(w.text)
	w.folded = lang.Fold(lower)
	w.digits, w.alike = strings.ContainsAny(w.folded, "0123456789"), alike[w.folded]
	initial, _ := utf8.DecodeRuneInString(w.text)
	w.name = !first && unicode.IsUpper(initial) || strings.ContainsAny(w.text, "0123456789")
	if t, ok := turns[w.folded]; ok && (w.folded != "may" || !w.name) {
		w.role, w.turn, w.name = operator, t, false
		return
	}
	if w.light = light[w.folded]; !w.light && isStop(lower, language) {
		return
	}
	w.role, w.stems = content, stemsOf(lower, language)
}

func isStop(lower, language string) bool {
	if language == lang.German || language == lang.English {
		return lang.Stop(lower, language)
	}
	return lang.Stop(lower, lang.German) || lang.Stop(lower, lang.English)
}

func stemsOf(lower, language string) []string {
	if language == lang.German || language == lang.English {
		return []string{lang.Stem(lower, language)}
	}
	return []string{lang.Stem(lower, lang.German), lang.Stem(lower, lang.English)}
}

// particles makes operators of the small words that end a German clause: "schalte sie aus" is not "schalte sie ein".
func (r *reading) particles() {
	if r.language == lang.English {
		return
	}
	for i := range r.words {
		w := &r.words[i]
		ends := i+1 == len(r.words) || r.words[i+1].clause != w.clause || joins[r.words[i+1].folded]
		if v, ok := separable[w.folded]; ok && ends && i > 0 {
			w.role, w.turn = operator, turn{particle, v}
		}
	}
}

// says counts the words that carry meaning.
func (r reading) says() (n int) {
	for _, w := range r.words {
		if w.counts() {
			n++
		}
	}
	return n
}

// index is the place of the first word that is the same; -1 if none is.
func (r reading) index(w *word) int {
	for i := range r.words {
		if w.same(&r.words[i]) {
			return i
		}
	}
	return -1
}

// leans tells that a sentence speaks of what the one before it named.
func (r reading) leans() bool {
	return slices.ContainsFunc(r.words[:min(4, len(r.words))], func(w word) bool { return leaning[w.folded] })
}

// with adds the words of another reading.
func (r reading) with(o reading) reading {
	r.words = append(slices.Clone(r.words), o.words...)
	return r
}

// joints are the places at which one statement may end and another begin.
func (r reading) joints() (all []int) {
	for i, w := range r.words {
		if i > 0 && w.joint {
			all = append(all, i)
		}
	}
	return all
}

// cut parts a sentence.
func (r reading) cut(at int) (first, rest reading) {
	first, rest = r, r
	first.words, rest.words = r.words[:at], r.words[at:]
	if len(rest.words) > 1 && joins[rest.words[0].folded] {
		rest.words = rest.words[1:]
	}
	first.bare, rest.bare = bareOf(first.words), bareOf(rest.words)
	return first, rest
}

func bareOf(words []word) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.folded
	}
	return strings.Join(all, " ")
}
