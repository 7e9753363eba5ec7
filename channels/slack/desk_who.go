package slack

import (
	"context"
	"errors"
	"fmt"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// memberKnown is how long what Slack told about somebody counts.
const memberKnown = 10 * time.Minute

// member tells who a Slack user is: errNobody for those without an account. The account is looked for every time, because
// it may be gone.
func (d *Desk) member(ctx context.Context, user string) (member, error) {
	if err := d.staff.load(ctx); err != nil {
		return member{User: user}, err
	}
	m := d.staff.get(user)
	if !d.channel.Now().Before(m.until) {
		var err error
		if m, err = d.introduce(ctx, user, m.Ready); err != nil {
			return m, err
		}
	}
	if m.email == "" {
		return m, errNobody
	}
	a, err := d.Accounts.Agent(ctx, m.email, user)
	if errors.Is(err, bot.ErrNothing) {
		return m, errNobody
	}
	if err != nil {
		return m, fmt.Errorf("look for the account of a slack user: %w", err)
	}
	m.Agent = a
	return m, d.staff.keep(ctx, m)
}

// introduce asks Slack who somebody is. The address counts only if Slack has confirmed it and the user is one of the agents'
// own workspace: in shared channels others could have any address.
func (d *Desk) introduce(ctx context.Context, user string, ready bool) (member, error) {
	m := member{User: user, Ready: ready}
	var u *slackapi.User
	err := d.ask(ctx, "users.info", func(ctx context.Context, c *slackapi.Client) (err error) {
		u, err = c.GetUserInfoContext(ctx, user)
		return err
	})
	if err != nil && !errors.Is(err, errPaused) && ctx.Err() == nil { // Slack does not tell: nobody we know
		d.channel.Log.Warn("slack desk", "user", user, "error", err)
		return m, errNobody
	}
	if err != nil {
		return m, err
	}
	home, err := d.home(ctx, u)
	if err != nil {
		return m, err
	}
	m.Locale, m.Name, m.until = u.Locale, displayName(u), d.channel.Now().Add(memberKnown)
	if home && !u.Deleted && !u.IsBot && !u.IsStranger && u.IsEmailConfirmed {
		m.email = u.Profile.Email
	}
	d.staff.mu.Lock()
	defer d.staff.mu.Unlock()
	m.Agent = d.staff.known[user].Agent
	d.staff.known[user] = m
	return m, nil
}

// home tells whether somebody belongs to the agents' own workspace, or to the organisation it is part of.
func (d *Desk) home(ctx context.Context, u *slackapi.User) (bool, error) {
	if d.Team != "" && u.TeamID == d.Team {
		return true, nil
	}
	var ours *slackapi.AuthTestResponse
	err := d.ask(ctx, "auth.test", func(ctx context.Context, c *slackapi.Client) (err error) {
		ours, err = c.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return false, err
	}
	return u.TeamID == ours.TeamID || ours.EnterpriseID != "" && u.Enterprise.EnterpriseID == ours.EnterpriseID, nil
}

func displayName(u *slackapi.User) string {
	for _, name := range []string{u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Name} {
		if name != "" {
			return name
		}
	}
	return u.ID
}
