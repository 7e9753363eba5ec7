package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// A member is somebody in the agents' channel.
type member struct {
	User   string `json:"user"`
	Agent  Agent  `json:"agent,omitzero"` // of those who have an account
	Name   string `json:"name,omitempty"` // on Slack
	Locale string `json:"locale,omitempty"`
	Ready  bool   `json:"ready,omitempty"` // wants conversations while Slack shows activity

	email string
	until time.Time // until when what Slack told counts
}

// language is what the member reads.
func (m member) language() string {
	l, _, _ := strings.Cut(m.Locale, "-")
	return l
}

// memberKnown is how long what Slack told about somebody counts.
const memberKnown = 10 * time.Minute

// A staff knows who is in the room, and keeps those who have acted there.
type staff struct {
	drawer bot.Drawer

	mu    sync.Mutex
	known map[string]member // by Slack user
	read  bool

	seen    map[string]seen // by Slack user
	quietAt time.Time       // when it was last asked who is not to be disturbed
}

// drawerMember is how the keys of members begin.
const drawerMember = "member/"

func newStaff(d bot.Drawer) *staff {
	return &staff{drawer: d, known: map[string]member{}, seen: map[string]seen{}}
}

// load reads who acted here before, once.
func (s *staff) load(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.read {
		return nil
	}
	kept, err := s.drawer.All(ctx)
	if err != nil {
		return fmt.Errorf("look for who works on slack: %w", err)
	}
	for key, b := range kept {
		var m member
		if !strings.HasPrefix(key, drawerMember) {
			continue
		}
		if err := json.Unmarshal(b, &m); err != nil {
			return fmt.Errorf("read who works on slack (%s): %w", key, err)
		}
		if _, ok := s.known[m.User]; !ok {
			s.known[m.User] = m
		}
	}
	s.read = true
	return nil
}

func (s *staff) get(user string) member {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[user]
}

// keep saves somebody who acted, if that is anything new.
func (s *staff) keep(ctx context.Context, m member) error {
	s.mu.Lock()
	was := s.known[m.User]
	s.known[m.User] = m
	s.mu.Unlock()
	was.email, was.until = m.email, m.until
	if was == m {
		return nil
	}
	b, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("keep who works on slack: %w", err)
	}
	if err := s.drawer.Put(ctx, drawerMember+m.User, b); err != nil {
		return fmt.Errorf("keep who works on slack: %w", err)
	}
	return nil
}

func (s *staff) lastSeen(user string) seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[user]
}

// all lists everybody who has acted here.
func (s *staff) all() (all []member) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.known {
		if m.Agent.ID != "" {
			all = append(all, m)
		}
	}
	return all
}

// user is the Slack user of an account, or empty.
func (s *staff) user(agent string) string {
	for _, m := range s.all() {
		if m.Agent.ID == agent {
			return m.User
		}
	}
	return ""
}

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
