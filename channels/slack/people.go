package slack

import (
	"context"
	"log/slog"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"
)

// How people's languages are asked for: it must not hold up what they say.
const (
	localeKnown   = 24 * time.Hour         // how long an answer counts
	localeUnknown = 10 * time.Minute       // how long until it is asked again after a failure, or for a missing scope
	localeWait    = 300 * time.Millisecond // how long one question may take
	localeAtOnce  = 8                      // most questions at the same time; others do without
	mostPeople    = 16384
)

// People know the language of everybody's Slack, as far as the app may ask (scope users:read).
type people struct {
	workspaces *workspaces
	now        func() time.Time
	log        *slog.Logger
	asking     chan struct{}

	mu    sync.Mutex
	known map[string]person
}

type person struct {
	locale string // "de-DE", or empty
	until  time.Time
}

func newPeople(w *workspaces, now func() time.Time, log *slog.Logger) *people {
	return &people{workspaces: w, now: now, log: log, asking: make(chan struct{}, localeAtOnce), known: map[string]person{}}
}

// locale is the language of a person's Slack, or empty where that is not known soon.
func (p *people) locale(ctx context.Context, team, user string) string {
	key, now := team+"/"+user, p.now()
	p.mu.Lock()
	one, ok := p.known[key]
	p.mu.Unlock()
	if ok && now.Before(one.until) {
		return one.locale
	}
	select {
	case p.asking <- struct{}{}:
		defer func() { <-p.asking }()
	default:
		return one.locale
	}
	one = person{until: now.Add(localeUnknown)}
	if u, err := p.ask(ctx, team, user); err == nil {
		one = person{locale: u.Locale, until: now.Add(localeKnown)}
	} else {
		p.log.Debug("the language of a slack user is not known", "team", team, "error", cause(err))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= mostPeople {
		clear(p.known)
	}
	p.known[key] = one
	return one.locale
}

func (p *people) ask(ctx context.Context, team, user string) (*slackapi.User, error) {
	ctx, cancel := context.WithTimeout(ctx, localeWait)
	defer cancel()
	api, err := p.workspaces.of(ctx, team)
	if err != nil {
		return nil, err
	}
	return api.GetUserInfoContext(ctx, user, slackapi.GetUserInfoOptionIncludeLocale(true))
}
