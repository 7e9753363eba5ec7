// Package customers knows that one customer is the same in several places: it links a route to a conversation that was begun
// elsewhere, once the customer has proved that both are hers, and undoes such a link.
//
// By itself every channel has a conversation of its own for each address. A [Link] says that what is heard on a route goes on
// in another conversation from now on; the [Router] in front of the inbox sees to it. There are two proofs:
//
//	code    made in one conversation and shown on another route, where the customer is asked whether it is really her:
//	        a code can also be sent to someone else, as a link, to make her talk in a stranger's conversation
//	token   signed by the host page, which has signed the customer in; see [Identify]
//
// Nothing is merged. The conversation that the route had before is left as it is and goes on when the link is undone. The
// conversation it was linked to then loses what was said on that route: the transcript by [bot.Conversation.Shows], the state
// by [Skill], which writes with every turn of a linked conversation what it found, and takes back what came by that route.
//
// The package also keeps what a customer wants to be told for; see [Wanted].
package customers
