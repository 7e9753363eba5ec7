package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// commandWithin is how long it may take to find where a command is answered: Slack waits for three seconds in all.
const commandWithin = 2 * time.Second

// commandRequest takes a slash command.
func (c *Channel) commandRequest(ctx context.Context, body []byte) (answer, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("command") == "" {
		return answer{}, fmt.Errorf("slash command: %w", errMalformed)
	}
	return c.command(ctx, slackapi.SlashCommand{
		TeamID: form.Get("team_id"), EnterpriseID: form.Get("enterprise_id"), IsEnterpriseInstall: form.Get("is_enterprise_install") == "true",
		ChannelID: form.Get("channel_id"), UserID: form.Get("user_id"), Command: form.Get("command"), Text: form.Get("text"),
		ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
	})
}

// socketCommand reads a slash command as Socket Mode sends it.
func (c *Channel) socketCommand(ctx context.Context, raw []byte) (answer, error) {
	var cmd slackapi.SlashCommand
	if err := json.Unmarshal(raw, &cmd); err != nil {
		return answer{}, fmt.Errorf("slash command: %w", errMalformed)
	}
	return c.command(ctx, cmd)
}

// command hears what follows the command as if it had been said to the bot directly, which is where the answer goes too.
func (c *Channel) command(ctx context.Context, cmd slackapi.SlashCommand) (answer, error) {
	team := cmd.TeamID
	if cmd.IsEnterpriseInstall && cmd.EnterpriseID != "" {
		team = cmd.EnterpriseID
	}
	if team == "" || cmd.UserID == "" || cmd.TriggerID == "" {
		return answer{}, fmt.Errorf("slash command without team, user or trigger: %w", errMalformed)
	}
	for _, g := range c.guests {
		if text, taken, err := g.command(ctx, team, cmd); taken || err != nil {
			return ephemeral(text), err
		}
	}
	language := c.language(ctx, team, cmd.UserID)
	p, err := c.directs.place(ctx, team, cmd.UserID)
	if err != nil {
		c.Log.Warn("slack command not heard: no direct conversation", "team", team, "error", cause(err))
		return ephemeral(c.Phrases.Say(language, "slack.again", cmd.TriggerID)), nil
	}
	in := spoken(cmd.Text)
	in.Key, in.Conversation, in.Address = "command/"+cmd.TriggerID, p.conversation(), p.address()
	in.Customer, in.Locale = customer(team, cmd.UserID), c.people.locale(ctx, team, cmd.UserID)
	if _, err := c.accept(ctx, in); err != nil {
		return answer{}, err
	}
	return ephemeral(c.Phrases.Say(language, "slack.heard", cmd.TriggerID, "place", "<#"+p.channel+">")), nil
}

// spoken makes an inbound of what follows the command: nothing, "link CODE", "person", or what the customer says.
func spoken(text string) bot.Inbound {
	words := strings.Fields(text)
	switch {
	case len(words) == 0:
		return bot.Inbound{Event: bot.NewEvent(bot.EventStart, struct{}{})}
	case len(words) == 2 && strings.EqualFold(words[0], "link"):
		return bot.Inbound{Event: bot.NewEvent(bot.EventLink, bot.Code{Code: words[1]})}
	case len(words) == 1 && (strings.EqualFold(words[0], "person") || strings.EqualFold(words[0], "mensch")):
		return bot.Inbound{Text: words[0], Payload: bot.PersonPayload}
	}
	return bot.Inbound{Text: plain(text, "")}
}

func ephemeral(text string) answer {
	return answer{body: map[string]string{"response_type": slackapi.ResponseTypeEphemeral, "text": text}}
}

// Directs know the direct conversations with people. Slack gives the same one every time it is asked.
type directs struct {
	workspaces *workspaces

	mu    sync.Mutex
	known map[string]string // channel by team and user
}

func newDirects(w *workspaces) *directs { return &directs{workspaces: w, known: map[string]string{}} }

func (d *directs) place(ctx context.Context, team, user string) (place, error) {
	key := team + "/" + user
	d.mu.Lock()
	channel := d.known[key]
	d.mu.Unlock()
	if channel != "" {
		return place{team: team, channel: channel}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, commandWithin)
	defer cancel()
	api, err := d.workspaces.of(ctx, team)
	if err != nil {
		return place{}, err
	}
	ch, _, _, err := api.OpenConversationContext(ctx, &slackapi.OpenConversationParameters{Users: []string{user}})
	if err != nil {
		return place{}, fmt.Errorf("open the direct conversation: %w", cause(err))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.known) >= mostPeople {
		clear(d.known)
	}
	d.known[key] = ch.ID
	return place{team: team, channel: ch.ID}, nil
}
