package slack

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// A Floor shows the desk what there is to do.
type Floor interface {
	// Handoffs lists the conversations that wait for a person or have one.
	Handoffs(ctx context.Context) ([]bot.Conversation, error)
	Conversation(ctx context.Context, id string) (bot.Conversation, error)
	Transcript(ctx context.Context, conversation string, after int64) ([]bot.Entry, error)
}

// An Agent is a person who works at the desk.
type Agent struct {
	ID   string `json:"id"`   // account
	Name string `json:"name"` // what customers read
}

// Accounts tell who of those on Slack works at the desk.
type Accounts interface {
	// Agent finds the account that belongs to an address which Slack has confirmed; bot.ErrNothing if there is none. The Slack
	// user's ID comes with it, for whoever keeps accounts by that.
	Agent(ctx context.Context, email, user string) (Agent, error)
}

// An Actor changes a conversation on an agent's behalf and returns the entries that were added to the transcript. The same key
// again does nothing, whatever the act, and returns the entries of the first time. *[OwnedError] if the conversation is someone
// else's, bot.ErrNothing if there is no such conversation.
type Actor interface {
	Act(ctx context.Context, a Act) ([]bot.Entry, error)
}

// An Act is what an agent does to a conversation.
type Act struct {
	Kind         ActKind
	Agent        Agent
	Conversation string
	Key          string // unique among all acts
	Text         string // of a reply (in the light markdown of replies) or a note; of the others what was achieved
	Settled      bool   // giving back: the matter is done
}

// ActKind says what is done.
type ActKind string

// The acts.
const (
	ActTake  ActKind = "take"
	ActReply ActKind = "reply"
	ActNote  ActKind = "note"
	ActBack  ActKind = "back"  // the bot goes on
	ActClose ActKind = "close" // nobody does, until the customer writes again
)

// An OwnedError refuses an act because the conversation is someone else's.
type OwnedError struct {
	Owner bot.Owner
	Name  string // of the agent, if a person owns it
}

// Error says who owns the conversation.
func (e *OwnedError) Error() string {
	return fmt.Sprintf("the conversation belongs to the %s", e.Owner)
}

// A Roster keeps who is at work.
type Roster interface {
	// Beat notes that an agent is there now. It does not say that the agent wants conversations.
	Beat(ctx context.Context, a Agent) error
	// SetAvailable notes whether an agent wants conversations.
	SetAvailable(ctx context.Context, a Agent, available bool) error
}

// Titles are what flows and slots are called, by name, in one language.
type Titles struct {
	Flows, Slots map[string]string
}

// An Ending is how a handoff came to its end.
type Ending string

// The endings. The empty one is of entries that end nothing.
const (
	EndBack     Ending = "back"     // the agent gave the conversation back to the bot
	EndClosed   Ending = "closed"   // the agent closed it
	EndCanceled Ending = "canceled" // the customer no longer waits
)

// errNobody is what is wrong with a Slack user who may not act: the account is missing.
var errNobody = errors.New("this Slack user has no account")
