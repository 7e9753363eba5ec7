package knowledge

import (
	"cmp"
	"math"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/confidence"
)

// A Signal is one of those that a confidence rests on, with what it weighs.
type Signal = confidence.Signal

// Signals are what the confidence of an answer from a finding rests on.
func (a *Answers) Signals(f Finding) confidence.Signals { return signals(a.question(f), f) }

func signals(q question, f Finding) confidence.Signals {
	s := confidence.Signals{Embedded: f.Embedded}
	if len(f.Hits) == 0 {
		return s
	}
	first := f.Hits[0].Passage
	s.Crossed = f.Language != "" && first.Language != "" && first.Language != f.Language
	for _, h := range f.Hits {
		if h.Passage.Document != first.Document {
			continue
		}
		s.Cosine = max(s.Cosine, h.Cosine)
	}
	spoken := q.spoken(f)
	s.Coverage, s.Said = q.share(spoken), said(q, spoken, f.Rarity[unheard])
	s.Lead = min(lead(rivals(q, f.Hits), first.Document)*math.Sqrt(closeHits/float64(cmp.Or(f.Sought.Compared, closeHits))), clearLead)
	s.Headed = q.headed(f)
	s.Unnamed = unnamed(q.text, f)
	return s
}

// headed is how much the question and a heading of the first article, of those that were found, say the same.
func (q question) headed(f Finding) (most float64) {
	for _, h := range f.Hits {
		if h.Passage.Document != f.Hits[0].Passage.Document {
			continue
		}
		for _, head := range append(h.Passage.Headings, h.Passage.Title) {
			most = max(most, q.same(q.closer.words.of(head, h.Passage.Language)))
		}
	}
	return most
}

// same is how much of the question and of a heading is in both.
func (q question) same(head []*term) float64 {
	found, all := 0.0, 0.0
	for i, best := range q.best(head) {
		found += best * (1 + q.weights[i])
		all += 1 + q.weights[i]
	}
	for _, t := range head {
		if t.best(q.terms) == 0 {
			all += 1 + otherWord
		}
	}
	if all == 0 {
		return 0
	}
	return found / all
}

// otherWord is the rarity of a heading's word that the question does not have.
const otherWord = 3

// spoken says of each word of the question how near a passage of the first article comes to it, of those that were found.
func (q question) spoken(f Finding) []float64 {
	var by []*term
	for _, h := range f.Hits {
		if h.Passage.Document == f.Hits[0].Passage.Document {
			by = append(by, q.closer.parse(h.Passage).terms()...)
		}
	}
	return q.best(by)
}

// What makes collections of any size comparable.
const (
	// usualRarity is the rarity of the rarest words among 200 passages; where there are few, no word is as rare.
	usualRarity = 6
	// clearLead is a lead that cannot be clearer, as where there is no rival. Of n passages one stands out by √n at most.
	clearLead = 4
)

// said is how much of the question that is. No word says nothing, however many passages have it: who writes about one thing alone
// has it in all.
func said(q question, spoken []float64, rarest float64) float64 {
	sum := 0.0
	for i, s := range spoken {
		sum += s * (1 + q.weights[i])
	}
	return math.Log1p(sum * (1 + usualRarity) / (1 + cmp.Or(rarest, usualRarity)))
}

// lead is how far the best passage of the first document is ahead of the best of any other.
func lead(hits []Hit, first string) float64 {
	own, other := math.Inf(-1), math.Inf(-1)
	for _, h := range hits {
		if h.Passage.Document == first {
			own = max(own, h.Score)
		} else {
			other = max(other, h.Score)
		}
	}
	return own - other
}

// unnamed is the share of the codes in a question that the article does not name.
func unnamed(text string, f Finding) float64 {
	codes := codes(text)
	if len(codes) == 0 {
		return 0
	}
	var all []string
	for _, p := range f.Article {
		all = append(all, p.Indexed(), p.Whole)
	}
	return 1 - mentioned(codes, strings.Join(all, "\n"))
}

// rivals leaves out what does not compete with the first hit: an article's own translation, other articles about the very
// code that was asked for, and the same about another product or version, or for everybody where the first is for her.
func rivals(q question, hits []Hit) []Hit {
	codes := codes(q.text)
	first := hits[0].Passage
	var all []Hit
	for _, h := range hits {
		asked := len(codes) > 0 && mentioned(codes, h.Passage.Indexed()) == 1
		other := !h.Passage.Scope.Fits(Reader{Products: first.Scope.Products, Versions: first.Scope.Versions}) ||
			len(first.Scope.Audience) > 0 && len(h.Passage.Scope.Audience) == 0
		readable := h.Passage.Language == first.Language || h.Passage.Language == q.language
		if h.Passage.Document == first.Document || readable && !asked && !other {
			all = append(all, h)
		}
	}
	return all
}
