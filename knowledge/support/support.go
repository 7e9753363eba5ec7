package support

import (
	"slices"
	"strings"
	"sync"
)

// A Source is what sentences may rest on: the sentences of one passage, or the lines of a list or table.
type Source struct {
	Language string   // ISO 639-1; empty if unknown
	Heads    []string // title and headings above the units
	Units    []string
}

// A Gloss gives the English of a German text, word by word; words it does not know it leaves as they are.
type Gloss func(german string) string

// A Verdict is what came of a check.
type Verdict struct {
	Supported bool
	Units     []int  // that say it, by their place in the source
	Why       string // a sentence is refused: the nearest unit lacks this
}

// A Ground is a source taken apart once, for any number of sentences. It is safe for concurrent use.
type Ground struct {
	source  Source
	gloss   Gloss
	units   []reading
	around  []reading                        // by unit: what it takes for granted: what the headings say and, where it leans on the sentence before it, that one, too
	english func() (units, around []reading) // the same with the English of their words; made when it is first needed
}

// New takes a source apart. The gloss may be nil: then a sentence in another language than the source is refused.
func New(s Source, gloss Gloss) *Ground {
	g := &Ground{source: s, gloss: gloss}
	heads := read(strings.Join(s.Heads, ". "), s.Language)
	for i, u := range s.Units {
		g.units, g.around = append(g.units, read(u, s.Language)), append(g.around, heads)
		if i > 0 && g.units[i].leans() {
			g.around[i] = heads.with(g.units[i-1])
		}
	}
	g.english = sync.OnceValues(func() (units, around []reading) {
		for i := range g.units {
			units, around = append(units, gloss.english(g.units[i])), append(around, gloss.english(g.around[i]))
		}
		return units, around
	})
	return g
}

// Check looks for a unit that says what the sentence says, then for units that each say one part of it. Language is that of
// the sentence; empty is that of the source.
func (g *Ground) Check(sentence, language string) Verdict {
	if language != "" && g.source.Language != "" && language != g.source.Language {
		return g.across(sentence, language)
	}
	claim := read(sentence, g.source.Language)
	if claim.says() == 0 {
		return Verdict{Why: "it says nothing"}
	}
	unit, why := g.one(claim)
	if unit >= 0 {
		return Verdict{Supported: true, Units: []int{unit}}
	}
	if units := g.parts(claim); units != nil {
		return Verdict{Supported: true, Units: units}
	}
	return Verdict{Why: why}
}

// one finds a unit that supports the whole claim, or says what the nearest one lacks.
func (g *Ground) one(claim reading) (unit int, why string) {
	nearest := -1.0
	why = "the source has no sentence"
	for i, u := range g.units {
		a := align(claim, u, g.around[i])
		lack := a.lacks()
		if lack == "" {
			return i, ""
		}
		if s := a.share(); s > nearest {
			nearest, why = s, lack
		}
	}
	return -1, why
}

// mostParts is how many statements one sentence may join.
const mostParts = 3

// parts supports a sentence that joins statements by the units that say one each.
func (g *Ground) parts(claim reading) []int {
	return g.partsOf(claim, mostParts)
}

func (g *Ground) partsOf(claim reading, most int) []int {
	if most == 1 {
		return nil
	}
	for _, cut := range claim.joints() {
		first, rest := claim.cut(cut)
		if !g.stands(first) || !g.stands(rest) {
			continue
		}
		unit, _ := g.one(first)
		if unit < 0 {
			continue
		}
		if other, _ := g.one(rest); other >= 0 {
			return []int{unit, other}
		}
		if others := g.partsOf(rest, most-1); others != nil {
			return append([]int{unit}, others...)
		}
	}
	return nil
}

// stands tells whether a part of a sentence is a statement of its own.
func (g *Ground) stands(part reading) bool {
	return part.says() >= leastPart || part.bare != "" && slices.ContainsFunc(g.units, func(u reading) bool { return u.bare == part.bare })
}

// leastPart is how many words with meaning a part of a sentence must have to stand alone.
const leastPart = 3
