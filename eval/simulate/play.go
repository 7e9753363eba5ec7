package simulate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/llm"
)

// A Player lets customers talk with a bot. It may be used by many goroutines.
type Player struct {
	Converser chat.Converser
	Zone      *time.Location // of the bot's clock; nil is UTC
	Model     llm.Model      // plays the customers whose file wants one; nil if there is none
}

// A Try is how one conversation went.
type Try struct {
	Seed    uint64
	Solved  bool
	Turns   int      // times the customer said something
	Missing []string // what her goal still wanted
	Stuck   string   // where she was at the end if it is not solved: FLOW/STEP, or in words
	Script  string   // the conversation, as a script would have it
	Broken  error    // why it could not be held to its end; it is not solved then
}

// ErrNoModel says that a customer is to be played by a model and that there is none.
var ErrNoModel = errors.New("she is to be played by a model, and none is configured: set LOTSE_MODEL, or write played_by: rules")

// A scene is what a customer has before her.
type scene struct {
	conversation bot.Conversation
	turn         *bot.Turn // what the bot did last; nil at first, and if it did nothing
}

// A voice says what a customer says next, or that she says nothing more.
type voice interface {
	next(ctx context.Context, s scene) (said bot.Inbound, done bool, err error)
}

// Play holds one conversation. The same seed gives the same one, whoever else talks with the bot; a model gives its word alone.
func (p Player) Play(ctx context.Context, c *Customer, seed uint64) Try {
	t := Try{Seed: seed}
	t.Broken = p.play(ctx, c, &t)
	t.Solved = t.Solved && t.Broken == nil
	return t
}

func (p Player) play(ctx context.Context, c *Customer, t *Try) (err error) {
	v, err := p.voice(c, t.Seed)
	if err != nil {
		return err
	}
	talk, err := p.begin(ctx, c, t.Seed)
	if err != nil {
		return fmt.Errorf("begin the conversation: %w", err)
	}
	defer func() {
		if closed := talk.Close(); err == nil {
			err = closed
		}
	}()
	w := newScript(c)
	r := &record{slots: map[string]string{}, cited: map[string]bool{}}
	err = p.hold(ctx, c, v, talk, r, w, t)
	t.Missing, t.Script = r.missing(c.Success), w.String()
	if t.Solved = len(t.Missing) == 0; !t.Solved {
		t.Stuck = stuck(r, c, t.Turns)
	}
	return err
}

// hold lets the customer and the bot talk until her goal is reached, something else was done than she wanted, a person has her,
// her patience ends, or she has nothing more to say.
func (p Player) hold(ctx context.Context, c *Customer, v voice, talk chat.Talk, r *record, w *script, t *Try) error {
	var s scene
	for t.Turns < c.Patience {
		said, done, err := v.next(ctx, s)
		if err != nil {
			return fmt.Errorf("find words: %w", err)
		}
		if done {
			return nil
		}
		t.Turns++
		if s.turn, err = talk.Say(ctx, said); err != nil {
			return fmt.Errorf("say %q: %w", said.Text, err)
		}
		if err := r.take(ctx, talk, s.turn); err != nil {
			return err
		}
		s.conversation = r.conversation
		w.add(said, s)
		if len(r.missing(c.Success)) == 0 || r.spoiled(c.Success) || owner(&r.conversation) == Person {
			return nil
		}
	}
	return nil
}

// stuck says where a customer was who did not get what she wanted.
func stuck(r *record, c *Customer, turns int) string {
	flow, _, _ := strings.Cut(c.Success.Ended, "/")
	switch f := r.conversation.Frame(); {
	case owner(&r.conversation) == Person && r.conversation.Handoff != nil:
		return "with a person (" + r.conversation.Handoff.Reason.Code + ")"
	case owner(&r.conversation) == Person:
		return "with a person"
	case r.spoiled(c.Success):
		return "after " + flow + ", which was done wrong"
	case f != nil:
		return f.Flow + "/" + f.State
	case turns >= c.Patience:
		return "in no flow, out of patience"
	}
	return "in no flow"
}
