package bot

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"
	"time"
)

// An Inbound is one thing a channel received, before anybody has looked at it. Key makes it unique within its channel: the
// same key again is the same inbound, delivered twice.
type Inbound struct {
	Channel      string    `json:"channel"`
	Key          string    `json:"key"`
	Conversation string    `json:"conversation"`
	Address      string    `json:"address,omitempty"`
	Customer     string    `json:"customer,omitempty"`
	Rights       *Rights   `json:"rights,omitempty"` // of the customer, where somebody vouches for them; nil says nothing about them
	Text         string    `json:"text,omitempty"`
	Payload      string    `json:"payload,omitempty"`  // of the choice that was picked
	Elements     []Element `json:"elements,omitempty"` // pictures, files, places and contacts that came with it
	Language     string    `json:"language,omitempty"` // where the channel knows it for sure: the customer chose it
	Locale       string    `json:"locale,omitempty"`   // of the customer's device: counts until a sentence is clear
	Plain        *bool     `json:"plain,omitempty"`    // set when the customer chose plain language, or no longer wants it
	Event        *Event    `json:"event,omitempty"`
	Received     time.Time `json:"received"`
	// Settle is how long to wait for more of the same burst before a turn is made of it; 0 answers at once.
	Settle time.Duration `json:"settle,omitempty"`
}

// An Utterance is what a customer said: the part of an inbound that a turn hears.
type Utterance struct {
	Key      string    `json:"key"`
	Text     string    `json:"text"`
	Payload  string    `json:"payload,omitempty"`
	Elements []Element `json:"elements,omitempty"`
	Language string    `json:"language,omitempty"`
	Locale   string    `json:"locale,omitempty"`
	Plain    *bool     `json:"plain,omitempty"`
	At       time.Time `json:"at"`
}

// Utterance is the part of the inbound that a turn hears.
func (in Inbound) Utterance() Utterance {
	return Utterance{
		Key: in.Key, Text: in.Text, Payload: in.Payload, Elements: in.Elements, Language: in.Language, Locale: in.Locale, Plain: in.Plain,
		At: in.Received,
	}
}

// Occurrence is the inbound's event, or nil, with the customer's language.
func (in Inbound) Occurrence() *Event {
	if in.Event == nil || in.Language == "" && in.Locale == "" {
		return in.Event
	}
	e := *in.Event
	e.Locale = cmp.Or(in.Language, in.Locale)
	return &e
}

// An Event is something a backend or a device reports.
type Event struct {
	Name   string          `json:"name"`
	Data   json.RawMessage `json:"data,omitempty"`
	Locale string          `json:"locale,omitempty"` // of the customer whose doing it is, where the channel knows it
}

// A Wake is a time at which a conversation wants a turn: a timeout, a reminder. A conversation has one wake a name; setting
// it again moves it, setting it with a zero Due removes it.
type Wake struct {
	Name string    `json:"name"`
	Due  time.Time `json:"due"`
}

// ID derives a short stable identifier from parts: the same parts always give the same one (SHA-256, 80 bits, base 32).
func ID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10]))
}
