package slack_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// Who and where.
const (
	mia     = "U0MIA"
	ben     = "U0BEN"
	direct  = "D0MIA"
	general = "C0GENERAL"
	mention = "<@" + slackfake.BotUser + "> "
)

func phrases() *bot.Phrases {
	return bot.NewPhrases([]string{"en", "de"}, bot.CoreWords, channels.Words, slack.Words)
}

// A world is Slack, the channel, and what the bot would hear.
type world struct {
	*testing.T
	slack   *slackfake.Slack
	channel *slack.Channel
	inbox   *inbox
	drawer  bot.Drawer
	now     time.Time
	options slack.Options
	log     *channeltest.Log
}

// begin builds a world; set changes the options of the channel.
func begin(t *testing.T, set ...func(*slack.Options)) *world {
	t.Helper()
	w := &world{T: t, slack: slackfake.Serve(t), inbox: &inbox{}, drawer: channeltest.NewDrawer(), now: time.Now(), log: &channeltest.Log{}}
	w.slack.Meet(slackfake.Person{ID: mia, Name: "Mia", Email: "mia@example.com", Locale: "de-DE"})
	w.slack.Meet(slackfake.Person{ID: ben, Name: "Ben", Locale: "en-US"})
	w.options = slack.Options{
		Accept: w.inbox, Drawer: w.drawer, Now: func() time.Time { return w.now }, Phrases: phrases(), Secret: slackfake.Secret,
		Token: slackfake.Token, Base: w.slack.URL + "/api/", Settle: -1, Files: files{}, Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range set {
		f(&w.options)
	}
	w.restart()
	return w
}

// restart builds the channel again: nothing is left but what the drawer holds.
func (w *world) restart() {
	w.Helper()
	c, err := slack.New(w.options)
	if err != nil {
		w.Fatal(err)
	}
	w.channel = c
	w.slack.App = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		c.ServeHTTP(rw, r)
		c.Wait()
	})
}

// heard is the only thing that was heard since the last time.
func (w *world) heard() bot.Inbound {
	w.Helper()
	all := w.inbox.take()
	if len(all) != 1 {
		w.Fatalf("heard %d inbounds, want one: %+v", len(all), all)
	}
	return all[0]
}

func (w *world) heardNothing(why string) {
	w.Helper()
	if all := w.inbox.take(); len(all) != 0 {
		w.Fatalf("%s: heard %+v", why, all)
	}
}

// delivery is a reply on its way to where an inbound came from.
func (w *world) delivery(key, address string, r bot.Reply) bot.Delivery {
	return bot.Delivery{
		Key: key, Channel: slack.Name, Address: address, Conversation: "c1", Seq: 7, Author: bot.ByBot, Language: "en", Reply: r, At: w.now,
	}
}

// say sends what must be sent, and gives what stands in the channel then.
func (w *world) say(d bot.Delivery) slackfake.Post {
	w.Helper()
	if _, err := w.channel.Send(w.Context(), d); err != nil {
		w.Fatalf("send %s: %v", d.Key, err)
	}
	parts := strings.SplitN(d.Address, ":", 3)
	all := w.slack.Said(parts[1], strings.Join(parts[2:], ""))
	return all[len(all)-1]
}

// refused sends what cannot be sent.
func (w *world) refused(d bot.Delivery) *bot.SendError {
	w.Helper()
	_, err := w.channel.Send(w.Context(), d)
	send, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		w.Fatalf("send %s: %v, want a SendError", d.Key, err)
	}
	return send
}

// An inbox takes each key once.
type inbox struct {
	mu   sync.Mutex
	keys map[string]bool
	new  []bot.Inbound
	fail error
}

// Accept keeps an inbound.
func (i *inbox) Accept(_ context.Context, in bot.Inbound) (bool, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail != nil {
		return false, i.fail
	}
	if i.keys[in.Key] {
		return false, nil
	}
	if i.keys == nil {
		i.keys = map[string]bool{}
	}
	i.keys[in.Key] = true
	i.new = append(i.new, in)
	return true, nil
}

func (i *inbox) take() []bot.Inbound {
	i.mu.Lock()
	defer i.mu.Unlock()
	all := i.new
	i.new = nil
	return all
}

func (i *inbox) refuse(err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fail = err
}

// Files keep one picture.
type files struct{ bot.Files }

const picture = "GIF89a"

// File opens it.
func (files) File(_ context.Context, id string) (bot.Media, string, io.ReadCloser, error) {
	if id != "kanne" {
		return bot.Media{}, "", nil, bot.ErrNothing
	}
	return bot.Media{ID: id, Name: "kanne.gif", Size: int64(len(picture))}, "c1", io.NopCloser(strings.NewReader(picture)), nil
}
