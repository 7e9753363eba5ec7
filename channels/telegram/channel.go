package telegram

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Name is the channel's name in conversations.
const Name = "telegram"

// PublicURL is where Telegram's own Bot API server is. Others can be run by oneself.
const PublicURL = "https://api.telegram.org"

// Options are what a channel is made of. Token, Accept and Drawer are needed.
type Options struct {
	Token  string // of the bot, from @BotFather: 123456:ABC...
	Secret string // that Telegram sends with each webhook, 1-256 of A-Z a-z 0-9 _ -; derived from the token if empty
	URL    string // of the Bot API; PublicURL if empty

	Accept   channels.Acceptor
	Drawer   bot.Drawer
	Files    bot.Files // where the files are that replies show; nil if they show none
	Phrases  *bot.Phrases
	Commands []Command     // of the menu, beside /start and /person
	Settle   time.Duration // how long to wait for more of a burst; 300 ms by default, negative answers at once

	Client *http.Client // nil is one of its own
	Now    func() time.Time
	Log    *slog.Logger
}

// A Channel is one bot on Telegram. Its methods may be called at the same time.
type Channel struct {
	Options
	id      string // the bot's own, the first part of its token
	client  *http.Client
	flood   flood
	status  board
	selfMu  sync.Mutex
	self    string // the bot's user name, empty until asked
	answers sync.WaitGroup
	places  chan struct{} // of answers to presses under way
}

var (
	tokenForm  = regexp.MustCompile(`^([0-9]{1,20}):[A-Za-z0-9_-]+$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

// answering is how many presses of buttons are answered at once, at most.
const answering = 32

// New makes the channel. It asks nothing of the network.
func New(o Options) (*Channel, error) {
	m := tokenForm.FindStringSubmatch(o.Token)
	switch {
	case m == nil:
		return nil, errors.New("telegram: the token is not of the form 123456:ABC...; @BotFather shows it")
	case o.Accept == nil || o.Drawer == nil:
		return nil, errors.New("telegram: Accept and Drawer are needed")
	case o.Secret != "" && !secretForm.MatchString(o.Secret):
		return nil, errors.New("telegram: the secret of the webhook is 1 to 256 of A-Z, a-z, 0-9, _ and -")
	}
	o.URL = strings.TrimRight(cmp.Or(o.URL, PublicURL), "/")
	if u, err := url.Parse(o.URL); err != nil || u.Host == "" {
		return nil, errors.New("telegram: the URL of the Bot API is not one, such as " + PublicURL)
	}
	if err := checkCommands(o.Commands); err != nil {
		return nil, err
	}
	o.defaults()
	return &Channel{Options: o, id: m[1], client: withoutRedirects(o.Client), places: make(chan struct{}, answering)}, nil
}

func (o *Options) defaults() {
	if o.Secret == "" {
		sum := sha256.Sum256([]byte("secret of lotse's webhook\x00" + o.Token))
		o.Secret = hex.EncodeToString(sum[:])
	}
	if o.Client == nil {
		o.Client = newClient()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Phrases == nil {
		o.Phrases = bot.NewPhrases([]string{"en", "de"}, channels.Words, Words)
	}
	o.Settle = cmp.Or(o.Settle, 300*time.Millisecond)
}

// Name implements [bot.Channel].
func (c *Channel) Name() string { return Name }

// Capabilities implements [bot.Channel].
func (c *Channel) Capabilities() bot.Capabilities { return Capabilities() }

// Wait returns when every press of a button that was taken has been answered. Call it when updates are no longer taken.
func (c *Channel) Wait() { c.answers.Wait() }

// Username is the bot's own name on Telegram, without the @, by which groups address it. It is asked for once.
func (c *Channel) Username(ctx context.Context) (string, error) {
	c.selfMu.Lock()
	defer c.selfMu.Unlock()
	if c.self != "" {
		return c.self, nil
	}
	me, err := c.me(ctx)
	if err != nil {
		return "", fmt.Errorf("ask for the bot's name: %w", err)
	}
	c.self = me.UserName
	return c.self, nil
}
