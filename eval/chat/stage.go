package chat

import "github.com/lotse-bot/lotse/bot"

// A stage is a conversation under test, and what the customer has before her.
type stage struct {
	Talk
	form  *bot.Form // the last one that was shown, or nil
	rated int64     // the last entry that she was asked whether it helped; 0 if there is none
}

// watch takes note of what was shown.
func (s *stage) watch(turns []*bot.Turn) {
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
