package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// The words behind the slash command that are for agents.
var deskCommands = map[string]string{
	"available": "ready", "verfügbar": "ready", "da": "ready",
	"away": "away", "weg": "away", "abwesend": "away",
	"queue": "queue", "warteschlange": "queue",
}

// command takes what agents command: that they are available or not, and who waits.
func (d *Desk) command(ctx context.Context, team string, cmd slackapi.SlashCommand) (answer string, taken bool, err error) {
	what := deskCommands[strings.ToLower(strings.TrimSpace(cmd.Text))]
	if what == "" || !d.here(team) {
		return "", false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, formWithin)
	defer cancel()
	m, err := d.member(ctx, cmd.UserID)
	switch {
	case errors.Is(err, errNobody):
		return d.say(m.language(), "nobody"), true, nil
	case errors.Is(err, errPaused), ctx.Err() != nil:
		return d.say(d.staff.get(cmd.UserID).language(), "unreachable"), true, nil
	case err != nil:
		return "", true, err
	}
	switch what {
	case "ready":
		err = d.available(ctx, m, true)
	case "away":
		err = d.available(ctx, m, false)
	default:
		answer, err = d.queue(ctx, m)
		return answer, true, err
	}
	return d.say(m.language(), what), true, err
}

// mostListed is how many waiting conversations are listed.
const mostListed = 20

// queue lists who waits, with the way to each thread.
func (d *Desk) queue(ctx context.Context, m member) (string, error) {
	current, err := d.Floor.Handoffs(ctx)
	if err != nil {
		return "", fmt.Errorf("look for handoffs: %w", err)
	}
	roots, err := d.handoffs.roots(ctx)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, c := range current {
		if c.Owner != bot.OwnerQueue || c.Handoff == nil || len(lines) == mostListed {
			continue
		}
		line := "• " + moment(c.Handoff.Asked) + ": " + literal(channels.Shorten(c.Handoff.Briefing.Wants, 120))
		if root := roots[c.ID]; root != "" {
			line += fmt.Sprintf(" <https://slack.com/archives/%s/p%s|%s>", d.Room, strings.ReplaceAll(root, ".", ""), d.say(m.language(), "thread"))
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return d.say(m.language(), "queue.empty"), nil
	}
	return d.say(m.language(), "queue") + "\n" + strings.Join(lines, "\n"), nil
}

// roots are the threads of conversations whose handoff is not over, read anew.
func (hs *handoffs) roots(ctx context.Context) (map[string]string, error) {
	kept, err := hs.drawer.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for handoffs on slack: %w", err)
	}
	roots := map[string]string{}
	for key, b := range kept {
		if !strings.HasPrefix(key, drawerHandoff) {
			continue
		}
		h, err := readHandoff(key, b)
		if err != nil {
			return nil, err
		}
		if !h.over() {
			roots[h.Conversation] = h.Root
		}
	}
	return roots, nil
}
