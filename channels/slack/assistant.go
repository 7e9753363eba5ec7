package slack

import (
	"context"
	"encoding/json"
	"strings"
	"sync"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Limits of assistant threads: prompts beyond are not shown, titles in the history are one line.
const (
	maxPrompts = 4
	maxTitle   = 60
)

// started welcomes her who opened a thread with the assistant, and offers what the welcome offers as prompts.
func (c *Channel) started(ctx context.Context, e envelope) (answer, error) {
	var s struct {
		Thread struct {
			User    string `json:"user_id"`
			Channel string `json:"channel_id"`
			TS      string `json:"thread_ts"`
		} `json:"assistant_thread"`
	}
	if err := json.Unmarshal(e.Event, &s); err != nil || s.Thread.Channel == "" || s.Thread.TS == "" {
		c.Log.Warn("slack event not understood", "event", e.ID, "type", e.Type, "error", err)
		return answer{}, nil
	}
	p := place{team: e.Team, channel: s.Thread.Channel, thread: s.Thread.TS}
	locale := c.people.locale(ctx, e.Team, s.Thread.User)
	fresh, err := c.accept(ctx, bot.Inbound{
		Key: p.key(s.Thread.TS) + "/start", Conversation: p.conversation(), Address: p.address(),
		Customer: customer(e.Team, s.Thread.User), Locale: locale, Event: bot.NewEvent(bot.EventStart, struct{}{}),
	})
	if err != nil || !fresh {
		return answer{}, err
	}
	c.untitled.add(p)
	return answer{after: func() { c.prompt(ctx, p, locale) }}, nil
}

// prompt offers the first words. It is best effort.
func (c *Channel) prompt(ctx context.Context, p place, locale string) {
	if c.Welcome == nil {
		return
	}
	params := slackapi.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: p.channel, ThreadTS: p.thread}
	for _, choice := range c.Welcome(locale[:min(2, len(locale))]).Choices {
		if choice.URL == "" && choice.Request == "" && len(params.Prompts) < maxPrompts {
			params.AddPrompt(choice.Label, choice.Label)
		}
	}
	if len(params.Prompts) > 0 {
		c.atEase(ctx, p, "prompts", func(ctx context.Context, api *slackapi.Client) error {
			return api.SetAssistantThreadsSuggestedPromptsContext(ctx, params)
		})
	}
}

// title names an assistant thread by the first thing that is said in it.
func (c *Channel) title(ctx context.Context, p place, text string) {
	if !c.untitled.take(p) {
		return
	}
	title := channels.Shorten(strings.Join(strings.Fields(text), " "), maxTitle)
	c.atEase(ctx, p, "title", func(ctx context.Context, api *slackapi.Client) error {
		return api.SetAssistantThreadsTitleContext(ctx, slackapi.AssistantThreadsSetTitleParameters{ChannelID: p.channel, ThreadTS: p.thread, Title: title})
	})
}

// atEase does what nobody waits for, and nobody misses.
func (c *Channel) atEase(ctx context.Context, p place, what string, do func(context.Context, *slackapi.Client) error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	api, err := c.workspaces.of(ctx, p.team)
	if err == nil {
		err = do(ctx, api)
	}
	if err != nil {
		c.Log.Debug("slack assistant thread not dressed", "what", what, "route", p.route(), "error", cause(err))
	}
}

// Typing shows in a thread of a direct conversation that an answer is being written; a reply ends it. Elsewhere Slack has
// nothing of the kind for bots.
func (c *Channel) Typing(ctx context.Context, address string) error {
	p, ok := at(address)
	if !ok || !p.direct() || p.thread == "" {
		return nil
	}
	api, err := c.workspaces.of(ctx, p.team)
	if err != nil {
		return err
	}
	return cause(api.SetAssistantThreadsStatusContext(ctx, slackapi.AssistantThreadsSetStatusParameters{
		ChannelID: p.channel, ThreadTS: p.thread, Status: c.Phrases.Say("", "slack.writing", ""),
	}))
}

// A shelf remembers places for a while: until the program ends, or there are too many of them.
type shelf struct {
	mu    sync.Mutex
	known map[place]bool
}

func (s *shelf) add(p place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= mostThreads {
		s.known = map[place]bool{}
	}
	s.known[p] = true
}

// take tells whether the place was there, and forgets it.
func (s *shelf) take(p place) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.known[p]
	delete(s.known, p)
	return was
}
