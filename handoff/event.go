package handoff

import "github.com/lotse-bot/lotse/bot"

// What happens between asking for a person and the end, as entries of the transcript tell it.
const (
	EventReserved     = "reserved"     // an agent was asked to take over
	EventMissed       = "missed"       // the agent did not come
	EventDue          = "promise due"  // the promised time came
	EventAcknowledged = "acknowledged" // the waiting customer was told that the words arrived
	EventCanceled     = "wait ended"   // the customer goes on with the bot
	EventTaken        = "taken over"   // an agent took the conversation over
	EventSlow         = "slow"         // the customer was told that the agent needs longer
	EventGone         = "gone"         // the agent who had the conversation does not answer any more
	EventBack         = "given back"   // the agent gave the conversation back to the bot
	EventClosed       = "closed"       // the agent closed it
	EventWrong        = "wrong"        // an agent says that a reply of the bot's was wrong; its feedback names the reply
	EventKept         = "kept"         // a test was made of it; the text is its name
	EventNotKept      = "not kept"     // no test could be made of it; the text says why
)

// note writes for agents what happened with whom.
func note(t *bot.Turn, event, name string) {
	t.Add(bot.Entry{Author: bot.BySystem, Note: true, Event: event, Name: name})
}
