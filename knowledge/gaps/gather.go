package gaps

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/private"
)

const (
	// Kept is how long what was asked is kept: what nobody has asked for half a year is missing to nobody.
	Kept = 26 * 7 * 24 * time.Hour
	// lookBack is how much of what was gathered before is looked at again: a turn is saved some time after it began.
	lookBack = 5 * time.Minute
	// marked is the name of the mark up to which was gathered.
	marked = "gathered"
)

// Gather looks through what happened since it was called last, and puts what it finds to what is there. It may be interrupted
// and called at any time; what another program gathers at the moment is left to that.
func (b *Board) Gather(ctx context.Context) error {
	b.gathering.Lock()
	defer b.gathering.Unlock()
	if b.Lead != nil {
		if ok, err := b.Lead(ctx); err != nil || !ok {
			return err
		}
	}
	now := b.Now()
	since, err := b.mark(ctx, now)
	if err != nil {
		return err
	}
	found, err := b.look(ctx, since, now)
	if err != nil {
		return err
	}
	for _, k := range []Kind{KindGap, KindPair} {
		if err := b.sort(ctx, k, found, now.Add(-Kept)); err != nil {
			return fmt.Errorf("gather what was asked: %w", err)
		}
	}
	return b.Marks.Put(ctx, marked, []byte(now.UTC().Format(time.RFC3339)))
}

// mark is from when on to look.
func (b *Board) mark(ctx context.Context, now time.Time) (time.Time, error) {
	earliest := now.Add(-Kept)
	raw, err := b.Marks.Get(ctx, marked)
	if errors.Is(err, bot.ErrNothing) {
		return earliest, nil
	}
	if err != nil {
		return earliest, fmt.Errorf("read how far was gathered: %w", err)
	}
	at, err := time.Parse(time.RFC3339, string(raw))
	if err != nil || at.Add(-lookBack).Before(earliest) {
		return earliest, nil //nolint:nilerr // everything is looked at again, which changes nothing
	}
	return at.Add(-lookBack), nil
}

// seen is what conversations that were looked at hold now.
type seen struct {
	conversations map[string]bool
	found         map[Kind][]Occurrence
}

// look looks through the conversations that had a turn since a time.
func (b *Board) look(ctx context.Context, since, now time.Time) (seen, error) {
	s := seen{map[string]bool{}, map[Kind][]Occurrence{}}
	var ids []string
	err := b.Ledger.Past(ctx, since, now.Add(lookBack), func(turns []*bot.Turn) error {
		ids = append(ids, turns[0].Conversation.ID)
		return ctx.Err()
	})
	if err != nil {
		return s, err
	}
	for _, id := range ids {
		turns, err := b.Ledger.Turns(ctx, id)
		if err != nil {
			return s, err
		}
		s.conversations[id] = true
		missed, answered := Find(turns, b.Signs), Mine(turns, b.Signs)
		if len(missed)+len(answered) == 0 {
			continue
		}
		m := b.masker(turns)
		s.found[KindGap] = append(s.found[KindGap], masked(m, missed)...)
		s.found[KindPair] = append(s.found[KindPair], impersonal(masked(m, answered))...)
	}
	return s, nil
}

// masker knows what is personal in a conversation, wherever in it that was said.
func (b *Board) masker(turns []*bot.Turn) *private.Masker {
	m := private.NewPlaceholders(b.Finder)
	for _, t := range turns {
		for _, e := range t.Entries {
			if e.Author == bot.ByCustomer || e.Author == bot.ByAgent {
				m.Mask(e.Text)
			}
		}
	}
	return m
}

// masked puts stand-ins for what is personal.
func masked(m *private.Masker, all []Occurrence) []Occurrence {
	for i := range all {
		o := &all[i]
		o.Question, o.Right, o.Answer = m.Mask(o.Question), m.Mask(o.Right), m.Mask(o.Answer)
		o.Why = sayable(o.Why, o.Question)
	}
	return all
}

// Quoted words are in the form in which they are compared, in which a name is not seen to be one.
var quotedWord = regexp.MustCompile(`"[^"]*"`)

// sayable leaves out of what the bot noted the words of the question that were masked.
func sayable(why, question string) string {
	question = lang.Fold(bare(question))
	return quotedWord.ReplaceAllStringFunc(why, func(word string) string {
		if strings.Contains(question, lang.Fold(strings.Trim(word, `"`))) {
			return word
		}
		return "…"
	})
}

// sort puts what was found in conversations in the place of what was kept of them, and groups it.
func (b *Board) sort(ctx context.Context, k Kind, s seen, earliest time.Time) error {
	kept, standings, err := b.load(ctx, k)
	if err != nil {
		return err
	}
	all, changed, dropped := s.onto(kept, k, earliest)
	embedded, err := b.embed(ctx, all)
	if err != nil {
		return err
	}
	g := newGroups(k, all, standings)
	for _, id := range append(changed, embedded...) {
		g.changed[id] = true
	}
	g.assign()
	r := g.revision()
	r.Drop = dropped
	if r.empty() {
		return nil
	}
	return b.Keep.Revise(ctx, k, r)
}

// onto brings what was kept to what was seen: what is new, what is known in other words now, and what is gone.
func (s seen) onto(kept []Occurrence, k Kind, earliest time.Time) (all []Occurrence, changed, dropped []string) {
	fresh := map[string]Occurrence{}
	for _, o := range s.found[k] {
		if !o.At.Before(earliest) {
			fresh[o.ID] = o
		}
	}
	for _, o := range kept {
		now, there := fresh[o.ID]
		delete(fresh, o.ID)
		switch {
		case !there && (s.conversations[o.Conversation] || o.At.Before(earliest)):
			dropped = append(dropped, o.ID)
			continue
		case there && !now.same(o):
			now.Group = o.Group
			if now.Question == o.Question {
				now.Embedder, now.Vector = o.Embedder, o.Vector
			}
			o, changed = now, append(changed, o.ID)
		}
		all = append(all, o)
	}
	for _, o := range fresh {
		all = append(all, o)
	}
	slices.SortFunc(all, inTime)
	return all, changed, dropped
}

// same tells whether two say the same, whatever group they are in and however they were compared.
func (o Occurrence) same(other Occurrence) bool {
	o.Group, o.Embedder, o.Vector = other.Group, other.Embedder, other.Vector
	if !o.At.Equal(other.At) {
		return false
	}
	o.At = other.At
	return reflect.DeepEqual(o, other)
}

// embed gives the questions vectors that have none, if there is an embedder; those of another embedder are made anew. What
// cannot be embedded now is compared by words.
func (b *Board) embed(ctx context.Context, all []Occurrence) (changed []string, err error) {
	for i := range all {
		o := &all[i]
		if b.Embedder == nil || o.Embedder == b.Embedder.Name() {
			continue
		}
		v, err := b.Embedder.EmbedQuery(ctx, bare(o.Question))
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err != nil {
			b.Log.Warn("a question is compared by its words alone", "occurrence", o.ID, "error", err)
			continue
		}
		if !slices.ContainsFunc(v, func(x float32) bool { return x != 0 }) {
			v = nil // the embedder can say nothing about it
		}
		o.Embedder, o.Vector = b.Embedder.Name(), v
		changed = append(changed, o.ID)
	}
	return changed, nil
}
