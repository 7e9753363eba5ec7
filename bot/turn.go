package bot

import (
	"context"
	"strings"
	"time"
)

// A Turn is one utterance (or a burst of them), event or wake-up, and all the bot decides because of it. It is saved whole
// or not at all.
type Turn struct {
	ID           string       // derived from the inbound: the same again if the turn is run again
	Conversation Conversation // a working copy; Version is compared when it is saved
	Heard        []Utterance  // a burst is one turn, its members fixed when it is claimed; empty when an event or the clock woke it
	Event        *Event
	Wake         *Wake
	Rights       *Rights // that came with what was heard; nil says nothing about them
	Now          time.Time
	Attempt      int // how often this turn was tried before
	Entries      []Entry
	Deliveries   []Delivery
	Wakes        []Wake     // timeouts and reminders, saved with the turn
	Exchanges    []Exchange // what models, embedders and actions were asked and answered
	Decision     Decision
	Guesses      []Choice // what else may have been meant, for who answers or asks back

	Key     string  // of an act: what makes it unique; empty for turns that come from the inbox
	Claims  []int64 // inbox rows this turn answers; the store's own
	More    bool    // the conversation has more to answer than this turn took
	History func(ctx context.Context) ([]Entry, error)

	expires  time.Time // of what is said first
	phrases  *Phrases
	drafts   func(text string)
	replay   []Exchange // the recorded answers, when the turn is replayed
	diverged error      // what the replayed turn asked beyond them
}

// Text is everything heard in the turn, one utterance a line.
func (t *Turn) Text() string {
	switch len(t.Heard) {
	case 0:
		return ""
	case 1:
		return t.Heard[0].Text
	}
	texts := make([]string, len(t.Heard))
	for i, u := range t.Heard {
		texts[i] = u.Text
	}
	return strings.Join(texts, "\n")
}

// Payload is what the last picked choice of the turn sent back, or empty.
func (t *Turn) Payload() string {
	if len(t.Heard) == 0 {
		return ""
	}
	return t.Heard[len(t.Heard)-1].Payload
}

// Say adds a reply of the bot to the transcript.
func (t *Turn) Say(r Reply) { t.Add(Entry{Author: ByBot, Reply: r}) }

// SayPhrase says one of the bot's own phrases.
func (t *Turn) SayPhrase(key string, args ...any) { t.Say(Reply{Text: t.Phrase(key, args...)}) }

// Phrase gives the words for key in the customer's language. Args are pairs of a name and a value that replace {name}.
func (t *Turn) Phrase(key string, args ...any) string {
	return t.phrases.Say(t.Conversation.Tongue(), key, t.ID, args...)
}

// Happened adds an event to the transcript that the customer does not see: "action failed", "taken over".
func (t *Turn) Happened(event, text string) {
	t.Add(Entry{Author: BySystem, Note: true, Event: event, Reply: Reply{Text: text}})
}

// Add appends an entry and gives it its time; it gets its number when the turn is finished.
func (t *Turn) Add(e Entry) {
	e.At = t.Now
	t.Entries = append(t.Entries, e)
}

// WakeAt asks for a turn at a time. The same name again moves the wake, a zero time removes it.
func (t *Turn) WakeAt(name string, at time.Time) {
	t.Wakes = append(t.Wakes, Wake{Name: name, Due: at})
}

// Draft shows a part of a reply that is still being written, where the channel can. Drafts are not kept.
func (t *Turn) Draft(text string) {
	if t.drafts != nil {
		t.drafts(text)
	}
}

// Replies are the entries of the turn that the customer sees, other than the customer's own.
func (t *Turn) Replies() []Entry {
	var out []Entry
	for _, e := range t.Entries {
		if e.Author != ByCustomer && !e.Note {
			out = append(out, e)
		}
	}
	return out
}
