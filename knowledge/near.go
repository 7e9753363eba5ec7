package knowledge

import "github.com/lotse-bot/lotse/bot"

// When an article is pointed to that is not sure enough to be an answer.
const (
	nearEnough = 0.3  // least confidence
	nearCovers = 0.25 // least share of the question that it speaks of, and some of it in its title: a word of its text may be about anything
)

// near asks to say it otherwise, and points to the article that came closest: by its title and with a quote, never as an answer.
// Nil if it is not near either, or in another language than the question.
func (s *Skill) near(t *bot.Turn, f Finding, a Answer) *bot.Reply {
	if a.Confidence >= s.Answers.threshold() || a.Confidence < nearEnough || f.Hits[0].Passage.Language != f.Language {
		return nil
	}
	q := s.Answers.question(f)
	first := f.Hits[0].Passage
	if signals(q, f).Coverage < nearCovers || q.covered(q.closer.words.of(first.Title, first.Language)) == 0 {
		return nil
	}
	if a.Text, a.Citations = q.read(f).quote(); a.Abstains() {
		return nil
	}
	a.Citations = s.Answers.admitted(f, a.Citations)
	a = s.Answers.guarded(a)
	return &bot.Reply{Text: t.Phrase("knowledge.near", "title", a.Citations[0].Title), Citations: a.Citations}
}
