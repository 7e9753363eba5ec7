package app

import (
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// outward is a channel as the dispatcher sees it: what leads to this server leads there from outside, too.
type outward struct {
	bot.Channel
	base string // how browsers reach the server; empty if that is not known
}

// Send implements [bot.Channel].
func (o outward) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	d.Reply = absolute(d.Reply, o.base)
	return o.Channel.Send(ctx, d)
}

// outwards are the channels for the dispatcher.
func (a *App) outwards() (all []bot.Channel) {
	for _, c := range a.channels {
		all = append(all, outward{c, strings.TrimSuffix(a.Config.URL, "/")})
	}
	return all
}

// absolute puts the server's address before links that have none. Without an address they stay as they are: a channel shows only
// what a link is called that leads nowhere.
func absolute(r bot.Reply, base string) bot.Reply {
	if base == "" {
		return r
	}
	full := func(url string) string {
		if strings.HasPrefix(url, "/") {
			return base + url
		}
		return url
	}
	r.Citations = slices.Clone(r.Citations)
	for i := range r.Citations {
		r.Citations[i].URL = full(r.Citations[i].URL)
	}
	r.Choices = linked(r.Choices, full)
	r.Elements = slices.Clone(r.Elements)
	for i, e := range r.Elements {
		r.Elements[i].Media = pictured(e.Media, full)
		r.Elements[i].Cards = slices.Clone(e.Cards)
		for j, c := range e.Cards {
			c.URL, c.Image, c.Choices = full(c.URL), pictured(c.Image, full), linked(c.Choices, full)
			r.Elements[i].Cards[j] = c
		}
	}
	return r
}

func linked(all []bot.Choice, full func(string) string) []bot.Choice {
	all = slices.Clone(all)
	for i := range all {
		all[i].URL = full(all[i].URL)
	}
	return all
}

func pictured(m *bot.Media, full func(string) string) *bot.Media {
	if m == nil {
		return nil
	}
	copied := *m
	copied.URL = full(m.URL)
	return &copied
}
