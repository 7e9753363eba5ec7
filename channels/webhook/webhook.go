// Package webhook is the channel for any other system that can post and receive JSON: an app's own chat, a texting gateway. Both
// directions are signed as Standard Webhooks 1.0.0 says (https://github.com/standard-webhooks/standard-webhooks). It is also the
// example of a small adapter; docs/adapters.md walks through it.
package webhook

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Name is the channel's name in conversations.
const Name = "webhook"

// Limits of the channel.
const (
	maxBody   = 256 << 10        // bytes of what is posted here
	maxUpload = 20 << 20         // bytes of a customer's file
	maxFile   = 5 << 20          // bytes of a file that is sent along
	deadline  = 10 * time.Second // in which what is posted here is kept, or refused
)

// Options are what a channel is made of.
type Options struct {
	URL    string // where replies are posted to: https, or http on this host
	Secret string // "whsec_" and at least 24 bytes in base 64, the same for both directions
	Text   int    // longest text that is taken there, in UTF-16 code units; 0 is no limit

	Accept  channels.Acceptor
	Files   bot.Files // where the files are that replies show; nil if they show none
	Phrases *bot.Phrases
	Client  *http.Client // nil is one of its own
	Now     func() time.Time
	Log     *slog.Logger
}

// A Channel is one such system. Its methods may be called at the same time.
type Channel struct {
	Options
	secret Secret
	client *http.Client
}

// New makes the channel. It asks nothing of the network.
func New(o Options) (*Channel, error) {
	key, err := ReadSecret(o.Secret)
	if err != nil {
		return nil, err
	}
	if err := checkURL(o.URL); err != nil {
		return nil, err
	}
	if o.Accept == nil {
		return nil, errors.New("webhook: Accept is needed")
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 30 * time.Second}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Phrases == nil {
		o.Phrases = bot.NewPhrases([]string{"en", "de"}, channels.Words)
	}
	client := *o.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // what is signed goes where it is meant to
	return &Channel{Options: o, secret: key, client: &client}, nil
}

func checkURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return errors.New("webhook: URL is not one; give the address that replies are posted to")
	}
	if local := u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1"; u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return fmt.Errorf("webhook: URL has the scheme %q; replies leave this host by https only", u.Scheme)
	}
	return nil
}

// Name implements [bot.Channel].
func (c *Channel) Name() string { return Name }

// Capabilities implements [bot.Channel].
func (c *Channel) Capabilities() bot.Capabilities { return Capabilities(c.Text) }

// Capabilities are what the channel can show where texts of a length are taken: everything, for it is shown there. What is posted
// twice has the same webhook-id, so that sending again does no harm.
func Capabilities(text int) bot.Capabilities {
	can := bot.Capabilities{
		Channel: Name, Push: true, Typing: true, Edits: true, Text: text, Upload: maxUpload, Download: maxFile,
		Shows: map[bot.ElementKind]bot.Showing{bot.ElementTyping: {Native: true, As: "posted"}},
	}
	for _, kind := range []bot.ElementKind{
		bot.ElementText, bot.ElementChoice, bot.ElementCitation, bot.ElementNotice, bot.ElementCard, bot.ElementList, bot.ElementCarousel,
		bot.ElementImage, bot.ElementFile, bot.ElementForm, bot.ElementDate, bot.ElementLocation, bot.ElementContact,
	} {
		can.Shows[kind] = bot.Showing{Native: true, As: "as it is, in JSON"}
	}
	return can
}
