package knowledge

import (
	"context"
	"slices"

	"github.com/lotse-bot/lotse/lang"
)

// rankHits is how many passages are looked at to rank documents.
const rankHits = 3 * Candidates

// leastReading is how likely the only document that may answer must do so to be quoted: likelier than not.
const leastReading = 0.5

// A Ranking is what a question finds, document by document: the shape in which searching is measured.
type Ranking struct {
	Documents []string // IDs, best first, each once
	Answer    Answer   // with its confidence; it abstains below the threshold
	Quotes    []string // what the answer cites; also of one that abstains
}

// Rank ranks the documents for a question, and answers from them without a model. Within, if not empty, is the only document
// that may answer.
func (a *Answers) Rank(ctx context.Context, q Inquiry, within string) (Ranking, error) {
	if q.Language == "" {
		q.Language, _ = lang.Detect(q.Text)
	}
	sought, hits, err := a.look(ctx, q, within, rankHits)
	if err != nil {
		return Ranking{}, err
	}
	var r Ranking
	for _, h := range hits {
		if !slices.Contains(r.Documents, h.Passage.Document) {
			r.Documents = append(r.Documents, h.Passage.Document)
		}
	}
	f, err := a.finding(ctx, q, sought, varied(hits, findHits))
	if err != nil {
		return r, err
	}
	article := a.question(f).read(f)
	r.Answer = a.Judge(f)
	least := a.threshold()
	if within != "" && len(f.Hits) > 0 { // it was not searched: what tells is whether the document answers
		r.Answer.Raw = article.reading.Answers
		r.Answer.Confidence, least = r.Answer.Raw, leastReading
	}
	quoted, citations := article.quote()
	for _, c := range citations {
		r.Quotes = append(r.Quotes, c.Quote)
	}
	if r.Answer.Confidence >= least {
		r.Answer.Text, r.Answer.Citations = quoted, citations
	}
	return r, nil
}
