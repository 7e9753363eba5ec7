package knowledge

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// supportShare is the least share of a sentence's words that must stand in the passage it cites.
const supportShare = 0.7

// A ground is a passage as sentences can rest on it: taken apart once.
type ground struct {
	passage Passage
	about   []term   // of its title and headings
	units   []string // its sentences or lines
	terms   [][]term // of the units
	counts  []count  // of all
}

func newGround(p Passage) *ground {
	heads := append([]string{p.Title}, p.Headings...)
	g := &ground{passage: p, about: terms(strings.Join(heads, " "), p.Language), units: units(p)}
	for _, u := range g.units {
		g.terms = append(g.terms, terms(u, p.Language))
	}
	g.counts = append(counts(firstOf(p.Whole, p.Text), p.Language), counts(strings.Join(heads, "\n"), p.Language)...)
	return g
}

// supports tells whether the passage says what a sentence says, and which of its sentences does, alone or with the next one.
// Most words must be there, all numbers with what they count, all codes and addresses, and both must deny or neither. It knows
// words, not meanings: what it cannot see supported it refuses.
func (g *ground) supports(sentence string) (evidence string, ok bool) {
	if !fits(sentence, g.passage) || !g.counted(sentence) {
		return "", false
	}
	said := terms(bullet.ReplaceAllString(sentence, ""), g.passage.Language)
	if len(said) == 0 {
		return "", false
	}
	best := -1.0
	for i := range g.units {
		by := append(g.about[:len(g.about):len(g.about)], g.terms[i]...)
		if share := shareOf(said, by); share > best+1e-9 {
			best, evidence = share, g.units[i]
		}
		if i+1 == len(g.units) {
			continue
		}
		if share := shareOf(said, append(by, g.terms[i+1]...)); share > best+1e-9 {
			best, evidence = share, g.units[i]+" "+g.units[i+1]
		}
	}
	if best < supportShare || negated(sentence) != negated(evidence) {
		return "", false
	}
	return evidence, true
}

// negated tells whether a sentence denies something.
func negated(sentence string) bool {
	for _, t := range lang.Tokens(sentence) {
		w := lang.Fold(t.Text)
		if negations[w] || strings.HasPrefix(w, "kein") {
			return true
		}
	}
	return strings.Contains(sentence, "n't") || strings.Contains(sentence, "n’t")
}

var negations = map[string]bool{
	"nicht": true, "nie": true, "niemals": true, "nichts": true, "ohne": true, "weder": true,
	"not": true, "never": true, "no": true, "none": true, "without": true, "cannot": true, "neither": true, "nor": true,
}

// shareOf is the share of words that others speak of, longer words counting more.
func shareOf(said, by []term) float64 {
	found, all := 0.0, 0.0
	for _, t := range said {
		w := float64(min(len(t.folded), 12))
		found += w * t.best(by)
		all += w
	}
	return found / all
}

// counted tells whether every number of a sentence stands in the passage, before the same thing.
func (g *ground) counted(sentence string) bool {
	for _, c := range counts(bullet.ReplaceAllString(sentence, ""), g.passage.Language) {
		if !slices.ContainsFunc(g.counts, c.matches) {
			return false
		}
	}
	return true
}

// A count is a number and the word behind it, if that carries meaning.
type count struct {
	number string
	of     *term
}

var numbers = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)

func counts(text, language string) []count {
	var all []count
	for _, at := range numbers.FindAllStringIndex(text, -1) {
		c := count{number: strings.ReplaceAll(text[at[0]:at[1]], ",", ".")}
		next := lang.Tokens(text[at[1]:min(len(text), at[1]+40)])
		if len(next) > 0 && next[0].Start <= 2 && !stop(strings.ToLower(next[0].Text), language) {
			t := newTerm(strings.ToLower(next[0].Text), language)
			c.of = &t
		}
		all = append(all, c)
	}
	return all
}

func (c count) matches(o count) bool {
	if c.number != o.number {
		return false
	}
	return c.of == nil || o.of == nil || c.of.like(*o.of) > 0
}
