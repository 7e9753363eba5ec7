// Package chat reads, plays and rewrites scripted conversations: plain text files, named *.chat, that a content author reads
// and writes, and that fail when the bot says or does something else. docs/evaluation.md describes their form.
package chat

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Converser begins conversations with the bot under test. Each is on its own: nothing of one is seen by another. It may be
// used by many goroutines.
type Converser interface {
	Begin(ctx context.Context, o Opening) (Talk, error)
}

// A Talk is one conversation under test. Its clock stands still but for Wait, which must not really wait.
type Talk interface {
	// Say hands in what the customer says, picks or sends, or an event; several are one burst. Only Text, Payload, Elements and
	// Event of an inbound are set, and Channel where the customer goes on elsewhere. It returns the turn that was committed for
	// it, nil if none was.
	Say(ctx context.Context, in ...bot.Inbound) (*bot.Turn, error)
	// Given lets an action answer this from now on. It is an error if the bot calls no such action.
	Given(ctx context.Context, g Given) error
	// Wait moves the clock on and returns the turns of the wakes that fell due, in order, each run at its own time.
	Wait(ctx context.Context, d time.Duration) ([]*bot.Turn, error)
	// Agent does what a person at the desk does and returns the turns that this made, if any.
	Agent(ctx context.Context, d Deed) ([]*bot.Turn, error)
	// Conversation is the conversation as it is stored now; bot.ErrNothing before anybody has said anything.
	Conversation(ctx context.Context) (bot.Conversation, error)
	Close() error
}

// An Opening is how a conversation begins.
type Opening struct {
	Name     string    // unique within a run: the script's path
	Language string    // ISO 639-1; empty leaves it to the bot to find out
	Channel  string    // empty is the converser's default
	Customer string    // empty is a stranger
	Start    time.Time // what the clock says at first
}

// A Given is what an action answers in a script, in place of what it really does.
type Given struct {
	Action string
	Answer json.RawMessage
	Failed string // why it fails; empty if it answers
}

// A Deed is what an agent does.
type Deed struct {
	Agent string // empty where Verb is Nobody
	Verb  Verb
	Text  string // where Verb is Says
}

// Verb is the kind of a deed.
type Verb string

// The deeds, as they are written in a script.
const (
	Free      Verb = "free"       // the agent signs in and can take a conversation
	Away      Verb = "away"       // the agent takes no further conversations
	Nobody    Verb = "nobody"     // every agent goes away
	Takes     Verb = "takes"      // the agent takes this conversation over
	Says      Verb = "says"       // the agent says Text to the customer
	GivesBack Verb = "gives back" // the agent gives the conversation back to the bot
	Closes    Verb = "closes"     // the agent closes the conversation
)
