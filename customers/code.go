package customers

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"regexp"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// CodeLife is how long a code can be shown, and confirmed.
const CodeLife = 10 * time.Minute

// How many wrong codes are looked at within [CodeLife]: from one route, so that nobody guesses, and altogether, so that nobody
// guesses from many. A code has 40 bits: with a thousand codes in use, a thousand guesses hit one once in a million times.
const (
	RouteTries = 5
	AllTries   = 1000
)

// A Code proves, once, that whoever shows it was in a conversation. The code itself is not kept, only its hash.
type Code struct {
	Hash         string    `json:"hash"`
	Conversation string    `json:"conversation"`
	Channel      string    `json:"channel"` // on which it was made
	Expires      time.Time `json:"expires"`
}

// Standing says what a code is worth.
type Standing string

// The standings.
const (
	CodeGood    Standing = "good"
	CodeUnknown Standing = "unknown"
	CodeExpired Standing = "expired"
	CodeUsed    Standing = "used"  // it has proved something, or was refused
	CodeTries   Standing = "tries" // too many wrong ones came from this route: it was not looked at
	CodeBusy    Standing = "busy"  // too many wrong ones came altogether: it was not looked at
)

// A Showing is a code as a route shows it.
type Showing struct {
	Hash  string    `json:"hash"`
	Route string    `json:"route"` // see [bot.Route.ID]
	Turn  string    `json:"turn"`  // the same turn counts once
	At    time.Time `json:"at"`
}

// Codes keep codes and count wrong ones.
type Codes interface {
	// KeepCode keeps a code in place of unused ones of the same conversation.
	KeepCode(ctx context.Context, c Code) error
	// ShowCode looks for a code, notes who shows it, and counts it if it is wrong.
	ShowCode(ctx context.Context, s Showing) (Code, Standing, error)
	// Prove uses up a code that the link's route has shown, and keeps the link, to the conversation the code is of. The same
	// link again is kept already.
	Prove(ctx context.Context, hash string, l Link) (Link, Standing, error)
	// BurnCode makes a code worthless.
	BurnCode(ctx context.Context, hash string) error
}

// crockford is the alphabet of codes, without letters that look like others: I, L and O are read as 1, 1 and 0.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var (
	codes  = base32.NewEncoding(crockford)
	misred = strings.NewReplacer("O", "0", "I", "1", "L", "1")
)

// NewCode makes a code of eight characters, shown as XXXX-XXXX. It has a letter, and a digit that is read as nothing else: words
// and numbers are no codes.
func NewCode() string {
	for {
		var b [5]byte
		_, _ = rand.Read(b[:]) // never fails
		if c := codes.EncodeToString(b[:]); mixed(c) {
			return c[:4] + "-" + c[4:]
		}
	}
}

func mixed(s string) bool {
	return strings.ContainsAny(s, crockford[2:10]) && strings.ContainsAny(s, crockford[10:])
}

// ReadCode reads a code however it is written, and gives it as [NewCode] writes it.
func ReadCode(text string) (code string, ok bool) {
	s := misred.Replace(strings.ToUpper(strings.Map(withoutGaps, text)))
	if len(s) != 8 || strings.Trim(s, crockford) != "" || !mixed(s) {
		return "", false
	}
	return s[:4] + "-" + s[4:], true
}

func withoutGaps(r rune) rune {
	switch r {
	case ' ', '-', '–', '\u00a0', '\n', '\t':
		return -1
	}
	return r
}

// Hash is what is kept of a code.
func Hash(code string) string { return bot.ID("link code", code) }

// typed are texts that are nothing but a code as it was shown, or one with the word before it.
var typed = regexp.MustCompile(`(?i)^\s*(?:(?:(?:mein|der|my|the)\s+)?code(?:\s+(?:ist|lautet|is))?[\s:]+)?([0-9a-z]{4}([-– ]?)[0-9a-z]{4})\s*[.!]?\s*$`)

// readTyped finds a code in what a customer typed. Where a flow has asked something, only what is parted in the middle is
// taken for one: eight letters and digits may be a serial number.
func readTyped(text string, asked bool) (code string, ok bool) {
	m := typed.FindStringSubmatch(text)
	if m == nil || asked && m[2] == "" {
		return "", false
	}
	return ReadCode(m[1])
}
