package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// errNotInstalled is what is wrong when no workspace of that ID has given us a token, or it was taken back.
var errNotInstalled = errors.New("the app is not installed in this workspace; install it again")

// An installation is what a workspace gave us when the app was installed in it.
type installation struct {
	Team   string    `json:"team"` // the workspace's ID, or the organisation's if the app is installed in all of it
	Name   string    `json:"name,omitempty"`
	Token  string    `json:"token"` // of the bot, "xoxb-"
	Scopes []string  `json:"scopes,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// A self is who we are in a workspace, as auth.test tells: what carries one of these was written by us.
type self struct {
	Team string // the workspace's ID
	User string // the bot's user
	Bot  string // the bot itself
}

// Workspaces hand out a client per workspace: with the token that the workspace gave when the app was installed, or with
// the one token of the options.
type workspaces struct {
	drawer bot.Drawer
	token  string // of the only workspace; empty if they install the app themselves
	client *http.Client
	base   string // of the Web API, ending in a slash

	mu    sync.Mutex
	known map[string]*workspace
}

type workspace struct {
	*slackapi.Client
	mu   sync.Mutex
	self self
}

func newWorkspaces(o Options) *workspaces {
	return &workspaces{drawer: o.Drawer, token: o.Token, client: o.Client, base: o.Base, known: map[string]*workspace{}}
}

// of gives the client for a workspace; errNotInstalled if there is none.
func (w *workspaces) of(ctx context.Context, team string) (*slackapi.Client, error) {
	one, err := w.find(ctx, team)
	if err != nil {
		return nil, err
	}
	return one.Client, nil
}

// self says who we are in a workspace. It asks Slack once.
func (w *workspaces) self(ctx context.Context, team string) (self, error) {
	one, err := w.find(ctx, team)
	if err != nil {
		return self{}, err
	}
	one.mu.Lock()
	defer one.mu.Unlock()
	if one.self.User != "" {
		return one.self, nil
	}
	r, err := one.AuthTestContext(ctx)
	if err != nil {
		return self{}, fmt.Errorf("ask Slack who we are in workspace %s: %w", team, cause(err))
	}
	one.self = self{Team: r.TeamID, User: r.UserID, Bot: r.BotID}
	return one.self, nil
}

func (w *workspaces) find(ctx context.Context, team string) (*workspace, error) {
	w.mu.Lock()
	one := w.known[team]
	w.mu.Unlock()
	if one != nil {
		return one, nil
	}
	in, err := w.installation(ctx, team)
	if err != nil {
		return nil, err
	}
	one = &workspace{Client: w.connect(in.Token)}
	w.mu.Lock()
	defer w.mu.Unlock()
	if other := w.known[team]; other != nil {
		return other, nil
	}
	w.known[team] = one
	return one, nil
}

// connect makes a client. It never retries by itself: the dispatcher does, and keeps pace.
func (w *workspaces) connect(token string, more ...slackapi.Option) *slackapi.Client {
	return slackapi.New(token, append([]slackapi.Option{slackapi.OptionHTTPClient(w.client), slackapi.OptionAPIURL(w.base)}, more...)...)
}

// installation reads what a workspace gave us.
func (w *workspaces) installation(ctx context.Context, team string) (installation, error) {
	b, err := w.drawer.Get(ctx, drawerWorkspace+team)
	switch {
	case errors.Is(err, bot.ErrNothing) && w.token != "":
		return installation{Team: team, Token: w.token}, nil
	case errors.Is(err, bot.ErrNothing):
		return installation{}, fmt.Errorf("workspace %s: %w", team, errNotInstalled)
	case err != nil:
		return installation{}, fmt.Errorf("look for the token of workspace %s: %w", team, err)
	}
	var in installation
	if err := json.Unmarshal(b, &in); err != nil {
		return in, fmt.Errorf("read what is kept of workspace %s: %w", team, err)
	}
	return in, nil
}

// install keeps what a workspace gave us, in place of what it gave before.
func (w *workspaces) install(ctx context.Context, in installation) error {
	b, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("keep the token of workspace %s: %w", in.Team, err)
	}
	if err := w.drawer.Put(ctx, drawerWorkspace+in.Team, b); err != nil {
		return fmt.Errorf("keep the token of workspace %s: %w", in.Team, err)
	}
	w.forget(in.Team)
	return nil
}

// remove forgets a workspace that took its token back.
func (w *workspaces) remove(ctx context.Context, team string) error {
	w.forget(team)
	if err := w.drawer.Remove(ctx, drawerWorkspace+team); err != nil && !errors.Is(err, bot.ErrNothing) {
		return fmt.Errorf("forget the token of workspace %s: %w", team, err)
	}
	return nil
}

// forget lets the next use read the token again: another node may have a newer one.
func (w *workspaces) forget(team string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.known, team)
}
