package gaps

import "github.com/lotse-bot/lotse/bot"

// Signs are how other parts of a bot note in the transcript what matters here: the events of entries.
type Signs struct {
	Wrong  string   // an agent says that a reply was wrong; its feedback names the reply
	Taken  string   // an agent took the conversation over
	Ended  []string // an agent gave it back or closed it
	Quoted string   // what a model wrote could not be supported
	// Rating reads a customer's answer to a survey off an entry: 1 to 5; false if it is none.
	Rating func(e bot.Entry) (points int, ok bool)
}
