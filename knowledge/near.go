package knowledge

import "github.com/lotse-bot/lotse/bot"

// When an article is pointed to that is not sure enough to be an answer. On cwa_abstain_de and cwa_abstain_en, where this was chosen, that
// was so for about one in six of the questions that nothing answers.
const (
	nearEnough = 0.3  // least confidence
	nearCovers = 0.25 // least share of the question that it speaks of
)

// near asks to say it otherwise, and points to the article that came closest: by its title and with a quote, never as an answer.
// Nil if it is not near either, or in another language than the question.
func (s *Skill) near(t *bot.Turn, f Finding, a Answer) *bot.Reply {
	if a.Confidence >= s.Answers.threshold() || a.Confidence < nearEnough || f.Hits[0].Passage.Language != f.Language {
		return nil
	}
	q := s.Answers.question(f)
	if signals(q, f).Coverage < nearCovers {
		return nil
	}
	if a.Text, a.Citations = q.read(f).quote(); a.Abstains() {
		return nil
	}
	a.Citations = s.Answers.admitted(f, a.Citations)
	a = s.Answers.guarded(a)
	return &bot.Reply{Text: t.Phrase("knowledge.near", "title", a.Citations[0].Title), Citations: a.Citations}
}
