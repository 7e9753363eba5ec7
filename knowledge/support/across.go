package support

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// acrossShare is the least share of the words of a sentence that must stand, in their English, in a source of the other
// language: a gloss knows one word for each, and the source may use another. Figures and operators must all agree.
const acrossShare = 0.75

// across checks a German sentence against an English source, or the other way round.
func (g *Ground) across(sentence, language string) Verdict {
	if g.gloss == nil || language+g.source.Language != lang.German+lang.English && language+g.source.Language != lang.English+lang.German {
		return Verdict{Why: "it is in another language than its source"}
	}
	claim := g.gloss.english(read(sentence, language))
	if claim.says() == 0 {
		return Verdict{Why: "it says nothing"}
	}
	v := Verdict{Why: "the source has no sentence"}
	nearest := -1.0
	units, around := g.english()
	for i := range units {
		a := align(claim, units[i], around[i])
		share := a.share()
		lack := a.lacksAcross(share)
		if lack == "" && (!v.Supported || share > nearest) {
			v, nearest = Verdict{Supported: true, Units: []int{i}}, share
		} else if !v.Supported && share > nearest {
			v.Why, nearest = lack, share
		}
	}
	return v
}

// english adds to the words of a German reading the stems of their English.
func (gloss Gloss) english(r reading) reading {
	if r.language != lang.German {
		return r
	}
	out := r
	out.words = make([]word, len(r.words))
	for i, w := range r.words {
		if w.role == content {
			lower := strings.ToLower(w.text)
			for _, t := range lang.Tokens(gloss(lower)) {
				if e := strings.ToLower(t.Text); !lang.Stop(e, lang.English) {
					w.stems = append(w.stems[:len(w.stems):len(w.stems)], lang.Stem(e, lang.English))
				}
			}
			w.stems = append(w.stems, lang.Stem(lower, lang.English))
			w.name = false // German nouns are capitalised, English ones are not
		}
		out.words[i] = w
	}
	return out
}

// lacksAcross says what is missing where languages differ.
func (a *alignment) lacksAcross(share float64) string {
	for i, w := range a.claim.words {
		if a.at[i] < 0 && (w.role == amount || w.role == content && (w.name || strings.ContainsAny(w.folded, "0123456789"))) {
			return fmt.Sprintf("it does not say %q", w.text)
		}
	}
	if share < acrossShare {
		return "it does not say most of this"
	}
	return a.turned()
}
