package knowledge

import (
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/knowledge/recent"
	"github.com/lotse-bot/lotse/knowledge/rerank"
	"github.com/lotse-bot/lotse/knowledge/support"
)

// closeHits is how many of the passages an index found are looked at closely: as many as a question in another language needs
// to have its answer among them. Each costs some 20 µs.
const closeHits = 64

// German knows what German words mean in English.
type German interface {
	// English gives the English of a text, word by word; words it does not know it leaves as they are.
	English(text string) string
	// Senses gives the English words that a word in lower case may stand for, for each part of a compound; nil if none is known.
	Senses(word string) [][]string
}

// closer looks closely at what was found, and remembers what it met; it is made when it is first needed.
type closer struct {
	once     sync.Once
	reranker rerank.Reranker
	words    vocabulary
	parsed   *recent.Cache[wording, *parsed]
	vectors  *recent.Cache[string, []float32] // of questions
	gloss    support.Gloss
	grounds  *recent.Cache[grounding, *ground]
}

func (a *Answers) closely() *closer {
	a.closer.once.Do(func() {
		a.closer.words = vocabulary{met: recent.New[wordIn, *term](mostTerms)}
		a.closer.parsed = recent.New[wording, *parsed](mostParsed)
		a.closer.vectors = recent.New[string, []float32](mostVectors)
		a.closer.grounds = recent.New[grounding, *ground](mostGrounds)
		if a.German != nil {
			a.closer.gloss, a.closer.reranker.Senses, a.closer.words.meanings = a.German.English, a.German.Senses, a.German.Senses
		}
	})
	return &a.closer
}

// reorder puts hits into the order of a closer look.
func (a *Answers) reorder(q Query, hits []Hit) []Hit {
	closer, candidates := a.closely(), make([]rerank.Candidate, len(hits))
	for i, h := range hits {
		parsed := closer.parse(h.Passage)
		candidates[i] = h.candidate(parsed.heads, parsed.indexed)
	}
	asked := rerank.Question{Text: q.Text, Words: ContentWords(q.Text, q.Language), Language: q.Language, Same: a.Synonyms.Groups(q.Text)}
	codes := codes(q.Text)
	for i, s := range closer.reranker.Score(asked, candidates) {
		hits[i].Fused, hits[i].Score, hits[i].Parts, hits[i].Covered = hits[i].Score, s.Total, s.Parts, s.Covered
		if len(codes) > 0 {
			hits[i].Score += codeBonus * mentioned(codes, candidates[i].Text)
		}
	}
	slices.SortFunc(hits, Hit.Compare)
	return hits
}

// Candidate is the hit as it is looked at closely.
func (h Hit) Candidate() rerank.Candidate {
	return h.candidate(wordingOf(h.Passage).heads, h.Passage.Indexed())
}

func (h Hit) candidate(heads, indexed string) rerank.Candidate {
	return rerank.Candidate{
		Document: h.Passage.Document, Language: h.Passage.Language, Title: heads, Text: indexed, Heading: h.Passage.Kind == KindTitle,
		Words: h.Words, Grams: h.Grams, Cosine: h.Cosine,
	}
}

// ownSection is how many passages of one document are given on before those of others, so that what is found is not one long
// article.
const ownSection = 4

// varied keeps the best hits up to a limit, but of one document only so many, and of several that read the same only the best.
// Where nothing else was found, the rest follows.
func varied(hits []Hit, limit int) []Hit {
	if len(hits) <= limit {
		return hits
	}
	of, read := map[string]int{}, map[string]bool{}
	var kept, rest []Hit
	for _, h := range hits {
		if p := h.Passage; of[p.Document] < ownSection && !read[p.Text] {
			of[p.Document]++
			read[p.Text] = p.Kind != KindTitle
			kept = append(kept, h)
			continue
		}
		rest = append(rest, h)
	}
	return append(kept, rest...)[:limit]
}

// approvedShare is how much of the best score an approved answer needs to be given before all others.
const approvedShare = 0.7

// approved moves the best passage of approved words to the front, if it fits nearly as well as the first.
func approved(hits []Hit) []Hit {
	for i, h := range hits {
		if h.Passage.Scope.Approved && h.Score >= approvedShare*hits[0].Score && h.Score > 0 {
			return slices.Insert(slices.Delete(slices.Clone(hits), i, i+1), 0, h)
		}
	}
	return hits
}
