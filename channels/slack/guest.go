package slack

import (
	"context"
	"encoding/json"

	slackapi "github.com/slack-go/slack"
)

// A guest is asked before anything is taken for a customer's: the desk is one. What it takes is not heard by the bot. An
// error means that it was not kept: Slack is told so, and delivers events again.
type guest interface {
	// event is asked about every event. Its own kinds (reaction_added, user_change, app_home_opened, ...) are of no use to
	// customers and need not be declined.
	event(ctx context.Context, e envelope) (taken bool, err error)
	// interaction is asked about every press, pick and submitted view. The answer is Slack's response body: nil, or a
	// *slackapi.ViewSubmissionResponse.
	interaction(ctx context.Context, team string, in slackapi.InteractionCallback) (answer any, taken bool, err error)
	// command is asked about every slash command. The answer is shown to her who gave it, and to nobody else.
	command(ctx context.Context, team string, cmd slackapi.SlashCommand) (answer string, taken bool, err error)
}

// An envelope is an event as Slack delivers it.
type envelope struct {
	ID             string          `json:"event_id"`
	Team           string          `json:"-"` // the workspace, or organisation, whose token is to be used; see [outer.team]
	Event          json.RawMessage `json:"event"`
	Type           string          `json:"-"` // of the event
	Authorizations []authorization `json:"authorizations"`
}

type authorization struct {
	Enterprise string `json:"enterprise_id"`
	Team       string `json:"team_id"`
	User       string `json:"user_id"`
	Everywhere bool   `json:"is_enterprise_install"`
}
