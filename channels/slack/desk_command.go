package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// queue lists who waits, longest first, with the way to each thread.
func (d *Desk) queue(ctx context.Context, m member) (string, error) {
	current, err := d.Floor.Handoffs(ctx)
	if err != nil {
		return "", fmt.Errorf("look for handoffs: %w", err)
	}
	roots, err := d.handoffs.roots(ctx)
	if err != nil {
		return "", err
	}
	current = slices.DeleteFunc(current, func(c bot.Conversation) bool { return c.Owner != bot.OwnerQueue || c.Handoff == nil })
	slices.SortFunc(current, func(a, b bot.Conversation) int { return a.Handoff.Asked.Compare(b.Handoff.Asked) })
	var lines []string
	for _, c := range current[:min(len(current), mostListed)] {
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
