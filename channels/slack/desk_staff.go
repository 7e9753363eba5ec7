package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

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
