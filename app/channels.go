package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/webhook"
)

// openChannels opens the channels that push: those the configuration names, and the program's own.
func (a *App) openChannels() error {
	a.channels = append(a.channels, a.options.Channels...)
	err := errors.Join(a.openTelegram(), a.openSlack(), a.openWebhook())
	a.can = map[string]bot.Capabilities{}
	for _, c := range a.channels {
		a.can[c.Name()] = c.Capabilities()
	}
	return err
}

// webhookPath is where another system posts what its customers say.
const webhookPath = "/webhook"

func (a *App) openWebhook() (err error) {
	if a.Config.WebhookURL == "" {
		return nil
	}
	a.webhook, err = webhook.New(webhook.Options{
		URL: a.Config.WebhookURL, Secret: a.Config.WebhookSecret, Accept: a.router, Files: a.Store, Phrases: a.phrases,
		Client: a.options.Client, Now: a.options.Now, Log: a.Log,
	})
	if err != nil {
		return err
	}
	a.channels = append(a.channels, a.webhook)
	return nil
}

// keepMedia keeps the files of the bot's folder that flows show where channels can reach them. The same file has the same ID.
func (a *App) keepMedia(ctx context.Context) error {
	a.media = map[string]bot.Media{}
	for path, m := range a.Folder.Flows.Media() {
		content, err := os.ReadFile(filepath.Join(a.Folder.Dir, path))
		if err != nil {
			return fmt.Errorf("keep %s: %w", path, err)
		}
		m.ID, m.URL = bot.ID("file of the bot", path, string(content)), ""
		if a.media[path], err = a.Store.Keep(ctx, "", m, bytes.NewReader(content), a.maxFile()); err != nil {
			return fmt.Errorf("keep %s: %w", path, err)
		}
	}
	return nil
}

// listeners are what channels run that fetch what they receive by themselves, instead of being posted to.
func (a *App) listeners() (all []func(context.Context) error) {
	if a.telegram != nil && a.TelegramURL() == "" {
		all = append(all, a.pollTelegram)
	}
	if a.slack != nil && a.Config.SlackAppToken != "" {
		all = append(all, a.slack.Run)
	}
	if a.slackDesk != nil {
		all = append(all, a.leadDesk, a.slackDesk.Run)
	}
	return all
}

// routeChannels says where platforms post to.
func (a *App) routeChannels(mux *http.ServeMux) {
	if a.telegram != nil {
		mux.Handle("POST "+telegramPath, a.telegram)
	}
	if a.slack != nil {
		mux.Handle("/slack/", a.slack)
	}
	if a.installer != nil {
		mux.Handle("/slack/install", a.installer)
		mux.Handle("/slack/oauth", a.installer)
	}
	if a.webhook != nil {
		mux.Handle("POST "+webhookPath, a.webhook)
	}
}

// settled waits until what channels still do about what they received is done.
func (a *App) settled() {
	if a.telegram != nil {
		a.telegram.Wait()
	}
	if a.slack != nil {
		a.slack.Wait()
	}
}

// ailing says what is wrong with channels at this moment, by what. The others work.
func (a *App) ailing() map[string]string {
	all := map[string]string{}
	if a.Behind() != nil {
		all["index"] = "out of reach; the shelf is searched by words"
	}
	if a.telegram != nil {
		if s := a.telegram.Status(); !s.Healthy() {
			all[telegram.Name] = s.Problem
		}
	}
	if a.slack != nil {
		for what, problem := range a.slack.Status().Problems {
			all[slack.Name+" "+what] = problem
		}
	}
	if a.slackDesk != nil && a.slackDesk.Problem() != "" {
		all["slack desk"] = a.slackDesk.Problem()
	}
	return all
}

// channel is the one of that name that pushes, or nil.
func (a *App) channel(name string) bot.Channel {
	for _, c := range a.channels {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// capabilities are what a channel that pushes can do; nothing for others. Every turn asks, so they are worked out once.
func (a *App) capabilities(channel string) bot.Capabilities { return a.can[channel] }

// typing shows the customer that an answer is being written.
func (a *App) typing(ctx context.Context, c bot.Conversation) {
	if t, ok := a.channel(c.Channel).(bot.Typist); ok {
		if err := t.Typing(ctx, c.Address); err != nil && ctx.Err() == nil {
			a.Log.Debug("show that an answer is being written", "channel", c.Channel, "error", err)
		}
	}
}

// fetch gets from a channel what its platform still has.
func (a *App) fetch(ctx context.Context, channel string, m bot.Media, limit int64) (io.ReadCloser, error) {
	f, ok := a.channel(channel).(bot.Fetcher)
	if !ok {
		return nil, fmt.Errorf("the channel %s has no files: %w", channel, bot.ErrNothing)
	}
	return f.Fetch(ctx, m, limit)
}

// gone notes that an address cannot be written to any more.
func (a *App) gone(ctx context.Context, d bot.Delivery) {
	in := bot.Inbound{
		Channel: d.Channel, Address: d.Address, Conversation: d.Conversation, Key: d.Key + " gone",
		Event: bot.NewEvent(bot.EventClosed, bot.Route{Channel: d.Channel, Address: d.Address}),
	}
	if _, err := a.Worker.Accept(ctx, in); err != nil {
		a.Log.Error("note that a route is closed", "conversation", d.Conversation, "error", err)
	}
}

// welcome is what a customer hears who opens a conversation without a word: the greeting of the default site.
func (a *App) welcome(language string) bot.Reply {
	r := bot.Reply{Text: a.phrases.Say(language, "core.welcome", "")}
	for _, site := range a.Folder.Channels.Web {
		if site.Name != "" {
			continue
		}
		if greeting := site.Look.Greeting[language]; greeting != "" {
			r.Text = greeting
		}
		for _, starter := range site.Look.Starters[language] {
			r.Choices = append(r.Choices, bot.Choice{Label: starter})
		}
	}
	return r
}

// maxFile is the largest file that is taken or sent, in bytes.
func (a *App) maxFile() int64 { return int64(a.Config.MaxFile) << 20 }
