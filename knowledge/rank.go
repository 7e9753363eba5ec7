package knowledge

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/lang"
)

// Candidates is how many passages each way of searching contributes to [Rank]. Standard scores need a tail to stand out from,
// but one as long as the collection would make every rare word outweigh every meaning.
const Candidates = 50

// weights say how much each way of searching counts.
type weights struct{ words, grams, cosine float64 }

// Tuned on the open suites. Words of another language rarely match by anything but accident, so there the meaning decides.
var (
	sameTongue  = weights{words: 0.3, grams: 1, cosine: 0.6}
	otherTongue = weights{words: 0.1, grams: 0.3, cosine: 1}
)

// Rank fuses the scores of the candidates of a search and gives the best hits in order. Candidates are the best
// [Candidates] passages of each way of searching, with all of their scores.
//
// It adds the standard scores (z-scores) of the three rankings, weighted. That keeps how much better one candidate is than
// another, which reciprocal ranks throw away: with them a weak ranker votes as loudly as a good one, and on the open suites
// lost between 2 and 40 points of hit@1. A ranking that is the same for all, or not there, does not count.
func Rank(q Query, candidates []Hit) []Hit {
	for i := range candidates {
		candidates[i].Score = 0
	}
	add(q, all(candidates), 1, func(h *Hit) float64 { return h.Words }, func(w weights) float64 { return w.words })
	add(q, all(candidates), 1, func(h *Hit) float64 { return h.Grams }, func(w weights) float64 { return w.grams })
	// Passages that have no vector, not yet or because the embedder does not know their language, are not thought to mean
	// something else; the fewer have one, the less vectors say about the order.
	if embedded := embedded(candidates); len(embedded) > 0 {
		share := float64(len(embedded)) / float64(len(candidates))
		add(q, embedded, share, func(h *Hit) float64 { return h.Cosine }, func(w weights) float64 { return w.cosine })
	}
	if codes := codes(q.Text); len(codes) > 0 {
		for i, h := range candidates {
			candidates[i].Score += codeBonus * mentioned(codes, h.Passage.Indexed())
		}
	}
	for i, h := range candidates {
		candidates[i].Score, candidates[i].Words = round(h.Score), round(h.Words)
		candidates[i].Grams, candidates[i].Cosine = round(h.Grams), round(h.Cosine)
	}
	slices.SortFunc(candidates, Hit.Compare)
	return candidates[:min(q.limit(), len(candidates))]
}

// codeBonus is what a passage gains, in standard scores, that mentions every code of the question: who asks what E7 means
// wants to read about E7, however alike the texts about E3 and E4 are.
const codeBonus = 3

// codes are the words of a question that name something exactly: error codes, models, serial numbers; no measures.
func codes(text string) []string {
	var all []string
	for _, t := range lang.Tokens(text) {
		if isCode(t.Text) {
			all = append(all, strings.ToLower(t.Text))
		}
	}
	return all
}

func isCode(word string) bool {
	_, unit := cut(word)
	return unit == "" && hasDigit(word) && strings.ContainsFunc(word, unicode.IsLetter)
}

// mentioned is the share of the codes that stand in a text.
func mentioned(codes []string, text string) float64 {
	found := map[string]bool{}
	for _, t := range lang.Tokens(text) {
		if hasDigit(t.Text) {
			found[strings.ToLower(t.Text)] = true
		}
	}
	n := 0
	for _, c := range codes {
		if found[c] {
			n++
		}
	}
	return float64(n) / float64(len(codes))
}

// add adds one ranking's standard scores.
func add(q Query, candidates []*Hit, share float64, score func(*Hit) float64, weight func(weights) float64) {
	mean, deviation := spread(candidates, score)
	if deviation == 0 {
		return
	}
	for _, h := range candidates {
		w := sameTongue
		if l := h.Passage.Language; l != "" && q.Language != "" && l != q.Language {
			w = otherTongue
		}
		h.Score += share * weight(w) * (score(h) - mean) / deviation
	}
}

func all(candidates []Hit) []*Hit {
	hits := make([]*Hit, len(candidates))
	for i := range candidates {
		hits[i] = &candidates[i]
	}
	return hits
}

func embedded(candidates []Hit) []*Hit {
	return slices.DeleteFunc(all(candidates), func(h *Hit) bool { return h.Cosine == 0 })
}

// spread is the mean and the standard deviation.
func spread(candidates []*Hit, score func(*Hit) float64) (mean, deviation float64) {
	n := float64(len(candidates))
	for _, h := range candidates {
		mean += score(h) / n
	}
	for _, h := range candidates {
		deviation += (score(h) - mean) * (score(h) - mean) / n
	}
	return mean, math.Sqrt(deviation)
}

// round drops what depends on the order in which sums were made, so that equal content gives equal scores.
func round(f float64) float64 { return math.Round(f*1e6) / 1e6 }

func (q Query) limit() int {
	if q.Limit <= 0 {
		return DefaultLimit
	}
	return q.Limit
}
