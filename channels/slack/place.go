package slack

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A place is where a conversation is on Slack: a direct conversation, or a thread in one or in a channel.
type place struct {
	team    string // the workspace, or organisation, whose token is used
	channel string // D... is a direct conversation
	thread  string // the timestamp of what opened the thread; empty outside threads
}

// address is the place as deliveries carry it: team:channel[:thread].
func (p place) address() string {
	if p.thread == "" {
		return p.team + ":" + p.channel
	}
	return p.team + ":" + p.channel + ":" + p.thread
}

// route names the place in logs, without telling it.
func (p place) route() string { return bot.Route{Channel: Name, Address: p.address()}.ID() }

// conversation names the conversation that is held there.
func (p place) conversation() string { return Name + ":" + p.address() }

// key names what was said at a time; Slack's timestamps are unique within a channel.
func (p place) key(ts string) string { return p.team + "/" + p.channel + "/" + ts }

// direct tells whether the bot is alone with the customer.
func (p place) direct() bool { return strings.HasPrefix(p.channel, "D") }

// at reads an address; ok is false if it is none.
func at(address string) (p place, ok bool) {
	parts := strings.Split(address, ":")
	if len(parts) < 2 || len(parts) > 3 || parts[0] == "" || parts[1] == "" {
		return p, false
	}
	p.team, p.channel = parts[0], parts[1]
	if len(parts) == 3 {
		p.thread = parts[2]
	}
	return p, true
}

// customer names a person. On Slack she is known by her workspace and user.
func customer(team, user string) string { return Name + ":" + team + ":" + user }
