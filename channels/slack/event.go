package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// An outer is the least that is read of what arrives at /slack/events: unknown fields, and unknown kinds of events, must not
// keep Slack from being answered.
type outer struct {
	envelope
	Kind       string `json:"type"`
	Challenge  string `json:"challenge"`
	TeamID     string `json:"team_id"`
	Enterprise string `json:"enterprise_id"`
}

// team is whose token is to be used: of the installation that may see the event. In channels that several workspaces share it
// is not where the event happened.
func (o outer) team() string {
	for _, a := range o.Authorizations {
		if a.Everywhere && a.Enterprise != "" {
			return a.Enterprise
		}
		if a.Team != "" {
			return a.Team
		}
	}
	if o.TeamID != "" {
		return o.TeamID
	}
	return o.Enterprise
}

// bot is the user that the bot is where the event was seen, or empty if Slack does not say.
func (e envelope) bot() string {
	for _, a := range e.Authorizations {
		return a.User
	}
	return ""
}

// eventRequest takes one delivery of the Events API.
func (c *Channel) eventRequest(ctx context.Context, body []byte) (answer, error) {
	var o outer
	if err := json.Unmarshal(body, &o); err != nil {
		return answer{}, fmt.Errorf("event: %w", errMalformed)
	}
	switch o.Kind {
	case "url_verification":
		return answer{body: map[string]string{"challenge": o.Challenge}}, nil
	case "event_callback":
		return c.take(ctx, o)
	}
	c.board.passed(o.Kind)
	c.Log.Warn("slack event of an unknown kind", "kind", o.Kind) // app_rate_limited is one
	return answer{}, nil
}

// take deals with one event. An error means that it is not kept: deliver it again.
func (c *Channel) take(ctx context.Context, o outer) (answer, error) {
	e := o.envelope
	e.Team = o.team()
	var inner struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(e.Event, &inner); err != nil || inner.Type == "" {
		c.board.passed("event without a type")
		c.Log.Warn("slack event without a type", "event", e.ID)
		return answer{}, nil //nolint:nilerr // it will never be of use: it is passed over
	}
	e.Type = inner.Type
	for _, g := range c.guests {
		if taken, err := g.event(ctx, e); taken || err != nil {
			return answer{}, err
		}
	}
	switch e.Type {
	case "message", "app_mention":
		return c.heard(ctx, e)
	case "assistant_thread_started":
		return c.started(ctx, e)
	case "app_uninstalled":
		return answer{}, c.closed(ctx, e.Team)
	case "tokens_revoked":
		return answer{}, c.revoked(ctx, e)
	}
	c.board.passed(e.Type)
	c.Log.Debug("slack event of no use", "event", e.ID, "type", e.Type)
	return answer{}, nil
}

// accept keeps an inbound.
func (c *Channel) accept(ctx context.Context, in bot.Inbound) (fresh bool, err error) {
	in.Channel, in.Received = Name, c.Now()
	fresh, err = c.Accept.Accept(ctx, in)
	if err != nil {
		return false, fmt.Errorf("keep inbound %s: %w", in.Key, err)
	}
	return fresh, nil
}

// closed forgets a workspace that has removed the app. Whatever is still to be sent there is refused, and its conversations go
// on elsewhere.
func (c *Channel) closed(ctx context.Context, team string) error {
	c.Log.Warn("slack workspace closed: the app was removed from it", "team", team)
	return c.workspaces.remove(ctx, team)
}

// revoked closes a workspace that took back the bot's token. Tokens of single users are none of ours.
func (c *Channel) revoked(ctx context.Context, e envelope) error {
	var r struct {
		Tokens struct {
			Bot []string `json:"bot"`
		} `json:"tokens"`
	}
	if err := json.Unmarshal(e.Event, &r); err != nil {
		return fmt.Errorf("tokens_revoked: %w", errors.Join(errMalformed, err))
	}
	if len(r.Tokens.Bot) == 0 {
		return nil
	}
	return c.closed(ctx, e.Team)
}
