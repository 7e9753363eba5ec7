package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"
)

// A Check is how one workspace stands.
type Check struct {
	Team    string  `json:"team"` // ID
	Name    string  `json:"name,omitempty"`
	Bot     string  `json:"bot,omitempty"`     // the bot's user there
	Missing []Scope `json:"missing,omitempty"` // what the app is not allowed to do
	Problem string  `json:"problem,omitempty"` // and what to do about it; empty if all is well
}

// Check asks Slack, for every workspace that a token is kept of, whether the token is good and what it allows.
func (c *Channel) Check(ctx context.Context) ([]Check, error) {
	teams, err := c.installed(ctx)
	if err != nil {
		return nil, err
	}
	if len(teams) == 0 {
		return nil, fmt.Errorf("slack: %w: give a bot token, or open /slack/install", errNotInstalled)
	}
	var all []Check
	for _, team := range teams {
		all = append(all, c.check(ctx, team))
	}
	return all, ctx.Err()
}

// installed lists the workspaces that installed the app, and the empty one for the token of the options.
func (c *Channel) installed(ctx context.Context) (teams []string, err error) {
	kept, err := c.Drawer.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for installations: %w", err)
	}
	if c.Token != "" {
		teams = append(teams, "")
	}
	for _, key := range slices.Sorted(maps.Keys(kept)) {
		if team, ok := strings.CutPrefix(key, drawerWorkspace); ok {
			teams = append(teams, team)
		}
	}
	return teams, nil
}

func (c *Channel) check(ctx context.Context, team string) Check {
	one := Check{Team: team}
	api, err := c.workspaces.of(ctx, team)
	var r *slackapi.AuthTestResponse
	if err == nil {
		r, err = api.AuthTestContext(ctx)
	}
	if err != nil {
		one.Problem = remedy(err)
		return one
	}
	one.Team, one.Name, one.Bot = r.TeamID, r.Team, r.UserID
	if one.Missing = missing(r.Header.Get("X-Oauth-Scopes")); len(one.Missing) > 0 {
		var names []string
		for _, s := range one.Missing {
			names = append(names, s.Name)
		}
		one.Problem = "the app lacks scopes: " + strings.Join(names, ", ") + "; add them under OAuth and Permissions, or take the app's manifest anew, and install the app again"
	}
	return one
}

// missing are the scopes that are not in Slack's list.
func missing(granted string) (all []Scope) {
	have := map[string]bool{}
	for s := range strings.SplitSeq(granted, ",") {
		have[strings.TrimSpace(s)] = true
	}
	for _, s := range Scopes {
		if !have[s.Name] {
			all = append(all, s)
		}
	}
	return all
}

// remedy says what is wrong with a token, and what to do.
func remedy(err error) string {
	switch w := word(err); {
	case errors.Is(err, errNotInstalled):
		return err.Error()
	case unauthorized[w], w == "account_inactive":
		return "Slack refuses the token (" + w + "): install the app again and give the new one"
	case w != "":
		return "Slack answers " + w
	case isSyntax(err):
		return "what answers is not Slack's Web API: check the base URL"
	}
	return "Slack cannot be reached: " + cause(err).Error()
}

func isSyntax(err error) bool {
	_, ok := errors.AsType[*json.SyntaxError](err)
	return ok
}
