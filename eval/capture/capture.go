// Package capture makes a scripted conversation of a real one in which the bot was wrong: what is personal in it has
// stand-ins, what the wrong reply does not need is left out, and it fails until the bot is mended.
package capture

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/lang/private"
)

// A Subject is a conversation as it was kept.
type Subject struct {
	ID     string
	Turns  []*bot.Turn
	Finder *private.Finder // knows the forms of the bot's own numbers
	Known  []Known         // what is personal because of the slot that holds it
	Deeds  Deeds
	Zone   *time.Location // of the bot
}

// A Known is a value that is known to be personal.
type Known struct {
	Kind  private.Kind
	Value string
}

// Deeds tells what an agent did in a turn that no customer made, and who had to be free before it; none for other turns.
type Deeds func(t *bot.Turn) []chat.Deed

// A Request says what was wrong.
type Request struct {
	Entry int64  // number of the reply; 0 is the one that was complained about, or the last before a person came, or the last
	Right string // what would have been right; empty leaves that open
	Agent bool   // what an agent said next would have been right
	File  string // under which name the script is kept, and played
}

// A Case is what became of it.
type Case struct {
	Script []byte   // as it is to be kept
	Entry  int64    // the reply it is about
	Same   bool     // the bot says the same today: the script fails
	Today  []string // what it says, masked
	Moves  int      // of the script
	Of     int      // of the conversation up to the reply
	Plays  int      // of scripts that it took
}

// ErrPrivate says that something personal is left in a script. It is not to be kept.
var ErrPrivate = errors.New("something personal would be left in the script")

// Make plays the conversation up to the wrong reply on the bot and, if the same comes again, leaves out all that it does not
// need. The bot must be that of a trial: nothing that it does may reach the world.
func Make(ctx context.Context, with chat.Converser, s Subject, r Request) (Case, error) {
	w, err := find(s.Turns, r.Entry)
	if err != nil {
		return Case{}, err
	}
	m := private.NewMasker(s.Finder)
	for _, k := range s.Known {
		m.Know(k.Kind, k.Value)
	}
	o := outline{head: heads(s), moves: read(s, w, m), zone: s.Zone}
	secrets := m.Originals()
	t := &trial{player: chat.Player{Converser: with, Zone: s.Zone}, file: r.File, wrong: newMark(s.Turns[w.turn], w.entry, m), masker: m}
	c := Case{Entry: w.entry.Seq, Of: real(o.moves)}
	if c.Same, err = t.fails(ctx, o); err != nil {
		return c, err
	}
	o.expect = []string{m.Mask(w.entry.Text)}
	if c.Same {
		if o, err = t.shrink(ctx, o); err != nil {
			return c, err
		}
	}
	c.Today = t.said
	o.comments, o.right = about(s, w, m, c.Same), w.right(r, m)
	c.Script, c.Moves, c.Plays = o.bytes(), real(o.moves), t.plays
	_, faults := chat.Parse(r.File, c.Script)
	return c, errors.Join(bot.Broken(faults), o.clean(secrets))
}

// about says in a comment when and where from. The ID is a stand-in as well: it may be a number of the customer's.
func about(s Subject, w wrong, m *private.Masker, same bool) []string {
	lines := []string{
		fmt.Sprintf("Captured: a reply of %s was wrong", w.entry.At.In(zone(s.Zone)).Format("2006-01-02")),
		fmt.Sprintf("conversation %s, entry %d; names, numbers and addresses are stand-ins", Name(s.ID), w.entry.Seq),
	}
	if w.complaint != "" {
		lines = append(lines, "what was said of it: "+oneLine(m.Mask(w.complaint)))
	}
	if !same {
		lines = append(lines, "NOT REPRODUCED: the bot says something else today")
	}
	return lines
}

// Name is a short name for a conversation that does not tell its ID.
func Name(conversation string) string { return bot.ID("captured", conversation)[:8] }

func zone(z *time.Location) *time.Location {
	if z == nil {
		return time.UTC
	}
	return z
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// clean makes sure that nothing that was masked is left. What the bot says today it says to anybody.
func (o outline) clean(secrets []string) error {
	o.expect = nil
	text := string(o.bytes())
	for _, secret := range secrets {
		if len(secret) >= leastSecret && strings.Contains(text, secret) {
			return fmt.Errorf("%w: something of %d bytes", ErrPrivate, len(secret))
		}
	}
	return nil
}

// leastSecret is from how many bytes on a text proves that it was left: short ones stand in other words.
const leastSecret = 6
