package knowledge

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
)

// When an article is pointed to that is not sure enough to be an answer.
const (
	nearEnough = 0.3  // least confidence
	nearCovers = 0.25 // least share of the question that it speaks of, and some of it in its title: a word of its text may be about anything
)

// near asks to say it otherwise, and points to the article that came closest: by its title and with a quote, never as an answer.
// Nil if it is not near either, in another language than the question, or gone by now.
func (s *Skill) near(ctx context.Context, t *bot.Turn, w world, f Finding, a Answer) (*bot.Reply, error) {
	if a.Confidence >= s.Answers.threshold() || a.Confidence < nearEnough || f.Hits[0].Passage.Language != f.Language {
		return nil, nil
	}
	q := s.Answers.question(f)
	first := f.Hits[0].Passage
	if q.share(q.spoken(f)) < nearCovers || q.covered(q.closer.words.of(first.Title, first.Language)) == 0 {
		return nil, nil
	}
	if gone, err := w.gone(ctx, f.Article, f.Reader); err != nil || len(gone) > 0 { // while others were asked
		return nil, err
	}
	article := q.read(f)
	if a.Text, a.Citations = article.quote(); a.Abstains() {
		return nil, nil
	}
	a.Citations = s.Answers.admitted(f, []bot.Citation{article.likeliest()})
	a = s.Answers.guarded(a)
	return &bot.Reply{Text: t.Phrase("knowledge.near", "title", a.Citations[0].Title), Citations: a.Citations}, nil
}
