// Package handoff brings people into a conversation and lets them work there: who may be offered, the briefing they get, the
// queue, the promise when nobody is free, and the agents' desk.
//
// A person is offered only if opening hours, presence and free capacity hold at that second, and only after a place with
// that agent has been reserved. "I am connecting you" is said by the same turn that hands the conversation over, so it is
// never said in vain; if the agent does not come, the customer is told so, and what happens instead.
//
// The owner of a conversation says where it stands:
//
//	bot                    nobody was asked for, or the conversation was given back
//	queue, with an agent   reserved: that agent was asked and has [TakeWithin] to take over
//	queue, without one     promised: nobody was free; Handoff.Promise says when a person will answer
//	agent                  that person answers, and the bot is silent
package handoff
