// Package channeltest is the suite that every adapter passes. An adapter brings a [Kit]: how it is built, and how its platform
// speaks at the wire. What a kit leaves out counts as not applicable only where the adapter's capabilities say so.
package channeltest

import (
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// A Kit is what the suite must know of an adapter and its platform.
type Kit struct {
	// New builds the adapter in a world. It is called once for each check.
	New func(t testing.TB, w World) Adapter
	// Platform builds a fake of the platform at the wire. It is called once for each check, too.
	Platform func(t testing.TB) Platform

	// Addresses are two customers' places, as Inbound.Address and Delivery.Address name them. They must be long enough not to
	// turn up in a log by chance.
	Addresses [2]string
	// Secrets are tokens and keys that the adapter is built with. They must never turn up in logs, errors and answers.
	Secrets []string
	// Proof is how the platform proves that it is the one that posts.
	Proof Proof
	// Deadline is how long the platform waits for its 200.
	Deadline time.Duration

	// Say makes the genuine request that delivers an utterance.
	Say func(s Said) *http.Request
	// Edit and Delete make the genuine requests by which the customer changes or takes back the utterance Of. Both are nil where
	// Capabilities.Edits is false, one of them where the platform tells of the other only.
	Edit, Delete func(s Said) *http.Request
	// Attach makes the genuine request that delivers an utterance with a file. The fake platform must hand out its content. Nil
	// where Capabilities.Upload is 0.
	Attach func(s Said, f File) *http.Request
	// Sign makes a genuine request of any body, of the media type of utterances.
	Sign func(body []byte, at time.Time) *http.Request
	// Unknown is a body of a kind that the adapter has never heard of, as new kinds come with new versions of platforms.
	Unknown string
	// Golden is the folder of what samples are rendered to; testdata/render if empty.
	Golden string
}

// A World is everything an adapter gets from outside.
type World struct {
	Accept  channels.Acceptor
	Client  *http.Client // refuses every host but the fake platform's
	URL     string       // of the fake platform: http://127.0.0.1:PORT
	Now     func() time.Time
	Log     *slog.Logger
	Drawer  bot.Drawer
	Files   bot.Files
	Phrases *bot.Phrases // German and English
}

// An Adapter is what is tested. Where its Channel is a [bot.Typist] or a [bot.Fetcher] as well, that is tested, too.
type Adapter struct {
	Channel bot.Channel
	Webhook http.Handler                                  // what the platform posts to
	Render  func(d bot.Delivery) ([]channels.Call, error) // pure: what Send would send
}

// Proof is how the platform proves that it is the one that posts.
type Proof struct {
	Headers []string      // all that are needed; the first carries the signature or the secret
	Body    bool          // the signature is over the body
	Window  time.Duration // how old, or how far in the future, what is signed may be; 0 where no time is signed
}

// A Said is one utterance as the platform delivers it.
type Said struct {
	Number  int       // the platform's ID of the delivery follows from it: the same number again is the same delivery
	Of      int       // of an edit or a deletion: the number of the utterance it is about
	Address string    // one of the kit's addresses
	Text    string    // of a file: its caption
	At      time.Time // when it was signed
	Retry   int       // how often it was delivered before: set the platform's retry headers, if it has any
}

// A File is what a customer attaches.
type File struct {
	Name    string
	Type    string // media type; the suite uses image/png and application/pdf
	Content []byte
}

// A Platform is a fake of the platform, at the wire.
type Platform struct {
	// Handler answers every call as the platform does when all is well.
	Handler http.Handler
	// Sent reads what a call shows to a customer; ok is false for calls that show nothing.
	Sent func(r *http.Request, body []byte) (s Sent, ok bool)
	// Limits are the ways in which the platform says that it takes no more at the moment; at least one.
	Limits []Limit
	// Gone answers that nothing can be sent to this address any more: blocked, deleted, left.
	Gone func(w http.ResponseWriter)
	// Malformed answers that what was sent cannot be shown, now and ever.
	Malformed func(w http.ResponseWriter)
	// Revoked answers that the adapter's token is not known any more. Nil where calls carry none.
	Revoked func(w http.ResponseWriter)
}

// Sent is what one call shows to a customer.
type Sent struct {
	Address string
	Text    string // as the customer reads it: without markup, escapes undone
	File    []byte // content of a file that goes along
	Key     string // by which the platform knows that it has it already; empty where it does not look
	Typing  bool   // it only shows that an answer is being written
}

// A Limit is a way to say that no more is taken at the moment.
type Limit struct {
	Name   string
	Wide   bool // it holds for the whole channel, not for the address alone
	Answer func(w http.ResponseWriter, after time.Duration)
}
