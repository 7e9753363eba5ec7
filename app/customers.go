package app

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/customers"
	"github.com/lotse-bot/lotse/handoff"
)

// openCustomers makes what knows that one customer is the same in several places.
func (a *App) openCustomers() {
	a.customers = customers.New(customers.Options{
		Codes: a.Store, Links: a.Store, Reader: a.Store,
		Accept:  func(ctx context.Context, in bot.Inbound) (bool, error) { return a.Worker.Accept(ctx, in) },
		Private: private, Ways: a.ways,
	})
}

// private is false for places where others read along: groups on Telegram, channels on Slack.
func private(r bot.Route) bool {
	switch r.Channel {
	case telegram.Name:
		return telegram.Private(r.Address)
	case slack.Name:
		return slack.Private(r.Address)
	}
	return true
}

// ways are the links with which a code is shown on other channels than the customer's.
func (a *App) ways(channel, code string) (all []bot.Choice) {
	if name := a.telegramName(); name != "" && channel != telegram.Name {
		all = append(all, bot.Choice{Label: "Telegram", URL: "https://t.me/" + name + "?start=" + url.QueryEscape(code)})
	}
	if a.Config.URL != "" && channel != web.Name {
		all = append(all, bot.Choice{Label: "Web", URL: strings.TrimSuffix(a.Config.URL, "/") + "/chat#link=" + url.QueryEscape(code)})
	}
	return all
}

// telegramName is the bot's user name there, or empty if it is not known: then the code itself is enough.
func (a *App) telegramName() string {
	if a.telegram == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	name, err := a.telegram.Username(ctx)
	if err != nil {
		a.Log.Warn("ask Telegram for the bot's name", "error", err)
	}
	return name
}

// locate gives the conversation in which a browser goes on.
func (a *App) locate(ctx context.Context, address string) (string, error) {
	return a.router.Follow(ctx, web.Name, address, address)
}

// deskLinks shows agents the links of a conversation.
type deskLinks struct{ *App }

func (d deskLinks) Linked(ctx context.Context, conversation string) (all []handoff.Link, err error) {
	links, err := d.customers.Linked(ctx, conversation)
	for _, l := range links {
		if l.Proof != customers.ProofCode {
			continue // who is signed in is another matter
		}
		shown := handoff.Link{ID: l.ID, Channel: l.Channel, At: l.At, By: l.EndedBy}
		if !l.Active() {
			shown.Ended = &l.Ended
		}
		all = append(all, shown)
	}
	return all, err
}

func (d deskLinks) Unlink(ctx context.Context, conversation, id, agent string) error {
	all, err := d.Linked(ctx, conversation)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(l handoff.Link) bool { return l.ID == id }) {
		return bot.ErrNothing
	}
	_, err = d.customers.Unlink(ctx, id, agent, d.options.Now())
	return err
}
