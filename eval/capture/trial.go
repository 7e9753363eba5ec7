package capture

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/lang/private"
)

// errBroken is a script that could not be played to its end.
var errBroken = errors.New("the conversation cannot be played")

// A trial plays scripts and says whether the same wrong reply comes at their end.
type trial struct {
	player chat.Player
	file   string
	wrong  mark
	masker *private.Masker
	level  likeness // how alike the reply was when the whole conversation was played
	plays  int
	said   []string // by the last script
}

// fails plays the whole conversation: is the last reply as wrong as it was?
func (t *trial) fails(ctx context.Context, o outline) (bool, error) {
	got, err := t.play(ctx, t.file, o)
	for _, g := range got {
		t.level = max(t.level, t.wrong.like(g))
	}
	return t.level > differs, err
}

// still says whether a smaller script fails as the whole does.
func (t *trial) still(ctx context.Context, o outline) (bool, error) {
	got, err := t.play(ctx, t.file, o)
	if errors.Is(err, errBroken) {
		return false, nil
	}
	return slices.ContainsFunc(got, func(g mark) bool { return t.wrong.like(g) >= t.level }), err
}

// shrink makes the smallest script that still fails, with all that the bot must not say at its end.
func (t *trial) shrink(ctx context.Context, o outline) (outline, error) {
	expect := o.expect
	o.expect = nil
	o, err := t.reduce(ctx, o)
	if err != nil {
		return o, err
	}
	if o.expect, err = t.variants(ctx, o); len(o.expect) == 0 {
		o.expect = expect
	}
	return o, err
}

// reduce leaves out moves, and then the settings above them, that the wrong reply does not need. The last move brings it.
func (t *trial) reduce(ctx context.Context, o outline) (outline, error) {
	n := len(o.moves) - 1
	last := o.moves[n:]
	moves, err := reduce(ctx, o.moves[:n], func(ctx context.Context, some []move) (bool, error) {
		smaller := o
		smaller.moves = append(slices.Clone(some), last...)
		return t.still(ctx, smaller)
	})
	if err != nil {
		return o, err
	}
	o.moves = append(moves, last...)
	o.head, err = reduce(ctx, o.head, func(ctx context.Context, some []string) (bool, error) {
		smaller := o
		smaller.head = some
		return t.still(ctx, smaller)
	})
	return o, err
}

// names is under how many names a script is played to hear the variants of a phrase: they are chosen by the name.
const names = 8

// variants are the ways in which the bot says what is wrong.
func (t *trial) variants(ctx context.Context, o outline) ([]string, error) {
	var all []string
	for i := range names {
		file := t.file
		if i > 0 {
			file = fmt.Sprintf("%s-%d", t.file, i)
		}
		got, err := t.play(ctx, file, o)
		if err != nil {
			return nil, err
		}
		for _, g := range got {
			if t.wrong.like(g) > differs && !slices.Contains(all, g.said) {
				all = append(all, g.said)
			}
		}
	}
	return all, nil
}

// play plays a script and returns what the bot said at its end.
func (t *trial) play(ctx context.Context, file string, o outline) ([]mark, error) {
	t.plays++
	script, faults := chat.Parse(file, o.bytes())
	if err := bot.Broken(faults); err != nil {
		return nil, fmt.Errorf("the script that was made of the conversation cannot be read: %w", err)
	}
	played := t.player.Play(ctx, script)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	t.said = nil
	if played.Broken != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, played.Broken)
	}
	if played.Beats[len(played.Beats)-1].Complaint != "" {
		return nil, nil // what cannot be done any more brings nothing
	}
	var all []mark
	for _, turn := range played.Beats[len(played.Beats)-1].Turns {
		for _, e := range turn.Replies() {
			if e.Author != bot.ByBot {
				continue
			}
			all = append(all, newMark(turn, e, t.masker))
			t.said = append(t.said, t.masker.Mask(e.Text))
		}
	}
	return all, nil
}
