package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/webhook"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/chat"
)

// A Rendering is one reply as a channel shows it.
type Rendering struct {
	Where string          `json:"where"` // the step of a flow, which of its questions, or the line of a script
	Parts []bot.Reply     `json:"parts"` // what of the reply the customer sees, one after the other
	Calls []channels.Call `json:"calls"` // what the platform is asked to show
}

// Rendered are the channels whose renderings can be seen, by name.
func Rendered() []string { return slices.Sorted(maps.Keys(renderers)) }

// renderers make a renderer of a channel, which sends nothing and asks nobody.
var renderers = map[string]func(p *bot.Phrases) (renderer, error){
	web.Name: func(*bot.Phrases) (renderer, error) {
		return renderer{can: web.Capabilities(), render: frames}, nil
	},
	telegram.Name: func(p *bot.Phrases) (renderer, error) {
		c, err := telegram.New(telegram.Options{Token: "1:preview", Accept: nobody{}, Drawer: nobody{}, Phrases: p})
		if err != nil {
			return renderer{}, err
		}
		return renderer{can: telegram.Capabilities(), address: "1", render: c.Render}, nil
	},
	webhook.Name: func(p *bot.Phrases) (renderer, error) {
		c, err := webhook.New(webhook.Options{URL: "https://preview.invalid", Secret: previewSecret, Accept: nobody{}, Phrases: p})
		if err != nil {
			return renderer{}, err
		}
		return renderer{can: webhook.Capabilities(0), address: "customer", render: c.Render}, nil
	},
	slack.Name: func(p *bot.Phrases) (renderer, error) {
		c, err := slack.New(slack.Options{Secret: "preview", Accept: nobody{}, Drawer: nobody{}, Now: time.Now, Phrases: p})
		if err != nil {
			return renderer{}, err
		}
		return renderer{can: slack.Capabilities(), address: "T1:D1", render: c.Render}, nil
	},
}

// previewSecret signs nothing: a preview sends nothing.
const previewSecret = "whsec_cHJldmlldyBwcmV2aWV3IHByZXZpZXcgcHJldmlldw=="

// A renderer shows replies as a channel does.
type renderer struct {
	can     bot.Capabilities
	address string
	render  func(bot.Delivery) ([]channels.Call, error)
}

// frames are what the widget is sent: the whole reply.
func frames(d bot.Delivery) ([]channels.Call, error) {
	return []channels.Call{{Method: string(web.Entry), Body: d.Reply}}, nil
}

// nobody stands where a channel that only renders has an inbox and a drawer.
type nobody struct{ bot.Drawer }

func (nobody) Accept(context.Context, bot.Inbound) (bool, error) {
	return false, errors.New("a preview takes nothing")
}

func (r renderer) show(where, language string, e bot.Entry, p *bot.Phrases) (Rendering, error) {
	usual := strings.TrimSuffix(language, bot.PlainSuffix) // as deliveries have it: a channel's own words are plain already
	calls, err := r.render(bot.Delivery{
		Key: "preview", Address: r.address, Seq: e.Seq, Author: e.Author, Name: e.Name, Language: usual, Reply: e.Reply,
	})
	return Rendering{Where: where, Parts: channels.Degrade(e.Reply, r.can, p, usual), Calls: calls}, err
}

func newRenderer(channel string, p *bot.Phrases) (renderer, error) {
	open := renderers[channel]
	if open == nil {
		return renderer{}, fmt.Errorf("the channel %s cannot be shown: choose %s", channel, strings.Join(Rendered(), ", "))
	}
	return open(p)
}

// A Preview shows a bot's flows and scripted conversations as channels do.
type Preview struct {
	bot  *trial
	base string
}

// OpenPreview reads the bot and learns its documents.
func OpenPreview(ctx context.Context, c Config, o Options) (*Preview, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	opened, err := trials{c, o}.Open(ctx, c.Bot)
	if err != nil {
		return nil, err
	}
	return &Preview{opened.(*trial), strings.TrimSuffix(c.URL, "/")}, nil
}

// Close ends the preview.
func (p *Preview) Close() error { return p.bot.Close() }

// Flow shows every step of a flow as a channel does, in a language or its plain words ("de-plain"), before anything is known.
func (p *Preview) Flow(flow, channel, language string, now time.Time) (all []Rendering, err error) {
	f, words := p.bot.app.Folder, p.bot.app.phrases
	r, err := newRenderer(channel, words)
	if err != nil {
		return nil, err
	}
	if language == "" {
		language = f.Languages[0]
	}
	shots, err := f.Flows.Preview(flow, language, words, now.In(f.Location()))
	if err != nil {
		return nil, err
	}
	for _, s := range shots {
		for i, reply := range r.seen(s) {
			one, err := r.show(numbered(s.Step, i), language, bot.Entry{Author: bot.ByBot, Reply: absolute(reply, p.base)}, words)
			if err != nil {
				return nil, fmt.Errorf("flow %s, step %s: %w", flow, s.Step, err)
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// seen is what a customer sees of a step: of a form, where the channel has none, one question after the other.
func (r renderer) seen(s dialogs.Shot) []bot.Reply {
	if r.can.Native(bot.ElementForm) {
		return []bot.Reply{s.Reply}
	}
	return append([]bot.Reply{s.Reply}, s.Then...)
}

// numbered is where a question of a step stands: those behind the first have a number.
func numbered(step string, i int) string {
	if i == 0 {
		return step
	}
	return fmt.Sprintf("%s, question %d", step, i+1)
}

// Script plays a scripted conversation and shows what is said in it as a channel does.
func (p *Preview) Script(ctx context.Context, s *chat.Script, channel string) (all []Rendering, err error) {
	words := p.bot.app.phrases
	r, err := newRenderer(channel, words)
	if err != nil {
		return nil, err
	}
	played := chat.Player{Converser: p.bot, Judge: judge(), Signs: p.bot.Signs(), Zone: p.bot.Zone()}.Play(ctx, s)
	if played.Broken != nil {
		return nil, played.Broken
	}
	for _, b := range played.Beats {
		for _, turn := range b.Turns {
			for _, e := range turn.Replies() {
				e.Reply = absolute(e.Reply, p.base)
				one, err := r.show(fmt.Sprint("line ", b.Line), turn.Conversation.Language, e, words)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %w", s.File, b.Line, err)
				}
				all = append(all, one)
			}
		}
	}
	return all, nil
}
