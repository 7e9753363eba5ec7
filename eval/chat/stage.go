package chat

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A stage is a conversation under test, and what the customer has before her.
type stage struct {
	Talk
	form  *bot.Form // the last one that was shown, or nil
	rated int64     // the last entry that she was asked whether it helped; 0 if there is none
	turns []*bot.Turn
	now   time.Time // on the conversation's clock
}

// watch takes note of what was shown.
func (s *stage) watch(turns []*bot.Turn) {
	s.turns = append(s.turns, turns...)
	for _, t := range turns {
		for _, e := range t.Replies() {
			if e.Rated {
				s.rated = e.Seq
			}
			for _, shown := range e.Elements {
				if shown.Form != nil {
					s.form = shown.Form
				}
			}
		}
	}
}
