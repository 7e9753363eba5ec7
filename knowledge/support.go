package knowledge

import (
	"strings"

	"github.com/lotse-bot/lotse/knowledge/support"
	"github.com/lotse-bot/lotse/lang"
)

// A ground is a passage as sentences can rest on it.
type ground struct {
	passage Passage
	units   []string // its sentences or lines
	taken   *support.Ground
}

func newGround(p Passage, gloss support.Gloss) *ground {
	g := &ground{passage: p, units: units(p)}
	g.taken = support.New(support.Source{Language: p.Language, Heads: append([]string{p.Title}, p.Headings...), Units: g.units}, gloss)
	return g
}

// supports tells whether the passage says what a sentence says, in a language or in that of the passage if it is empty, and with which
// words; or why the sentence is refused.
func (g *ground) supports(sentence, language string) (evidence, why string) {
	if !fits(sentence, g.passage) {
		return "", "it brings markup, an address or a code that the passage does not have"
	}
	v := g.taken.Check(bullet.ReplaceAllString(sentence, ""), language)
	if !v.Supported {
		return "", v.Why
	}
	var by []string
	for _, u := range v.Units {
		by = append(by, g.units[u])
	}
	return strings.Join(by, " "), ""
}

// A grounding is all of a passage that decides what can rest on it.
type grounding struct {
	wording
	whole string
}

// ground takes a passage apart, unless sentences rested on it of late.
func (c *closer) ground(p Passage) *ground {
	key := grounding{wordingOf(p), p.Whole}
	g, ok := c.grounds.Get(key)
	if !ok {
		g = newGround(p, c.gloss)
		c.grounds.Put(key, g)
	}
	return g
}

// Verify tells whether a sentence may be said that cites the passage: the words of the passage that it rests on, or why not.
func (a *Answers) Verify(p Passage, sentence string) (quote, why string) {
	language, _ := lang.Detect(sentence)
	return a.closely().ground(p).supports(sentence, language)
}
