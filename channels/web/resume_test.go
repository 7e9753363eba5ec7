package web_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

// However often a browser loses its line, over whatever it comes back, while turns are committed: each entry that is no
// note arrives exactly once and in order.
func TestAfterAnyDisconnectsEveryEntryArrivesOnceAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := open(t, func(o *web.Options) { o.Limits.Address = web.Rate{Every: time.Microsecond, Burst: 1000} })
		v := w.visit(t)
		turns := rapid.SliceOfN(rapid.SliceOfN(rapid.Bool(), 1, 4), 1, 25).Draw(t, "turns: which entries are notes")
		var want []string
		for i, notes := range turns {
			for j, note := range notes {
				if !note {
					want = append(want, fmt.Sprintf("%d.%d", i, j))
				}
			}
		}
		var committing sync.WaitGroup
		committing.Go(func() { commit(w, v.conversation, turns) })
		got := follow(t, v, len(want))
		committing.Wait()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What is committed at the very moment a stream begins is neither read yet nor rung for later: it must have listened before.
func TestWhatIsCommittedWhileAStreamBeginsIsNotLost(t *testing.T) {
	var late *lateReader
	w := open(t, func(o *web.Options) {
		late = &lateReader{Reader: o.Read}
		o.Read = late
	})
	v := w.visit(t)
	late.afterFirst = func() {
		w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Pass(bot.OwnerAgent, "anna") }, stage.Said(bot.ByBot, "dazwischen", w.clock.Now()))
	}
	l := v.socket(0)
	defer l.hangUp()
	until(t, l, saying("dazwischen"))
	until(t, l, func(f web.Frame) bool { return f.Owner == bot.OwnerAgent })
}

// A lateReader lets something happen between its first answer and whoever asked.
type lateReader struct {
	web.Reader
	once       sync.Once
	afterFirst func()
}

func (r *lateReader) Conversation(ctx context.Context, id string) (bot.Conversation, error) {
	c, err := r.Reader.Conversation(ctx, id)
	r.once.Do(r.afterFirst)
	return c, err
}

func commit(w *world, conversation string, turns [][]bool) {
	for i, notes := range turns {
		var entries []bot.Entry
		for j, note := range notes {
			e := stage.Said(bot.ByBot, fmt.Sprintf("%d.%d", i, j), w.clock.Now())
			e.Note = note
			entries = append(entries, e)
		}
		w.ledger.Commit(conversation, nil, entries...)
	}
}

// follow reads n entries over lines that are hung up at random.
func follow(t *rapid.T, v *visitor, n int) (texts []string) {
	var cursor int64
	for len(texts) < n {
		var l line = v.socket(cursor)
		if rapid.Bool().Draw(t, "over events") {
			l.hangUp()
			l = v.events(cursor)
		}
		for patience := rapid.IntRange(1, 12).Draw(t, "frames before the line is lost"); patience > 0 && len(texts) < n; patience-- {
			f, err := l.next()
			if err != nil {
				t.Fatal(err)
			}
			if f.Kind == web.Ready && len(texts) < n {
				patience++ // the next frame is still to come
			}
			if f.Kind == web.Entry {
				texts, cursor = append(texts, f.Entry.Text), f.Entry.Seq
			}
		}
		l.hangUp()
	}
	return texts
}

// A browser that does not read for a while gets nothing queued beyond a bound, and then everything once and in order.
func TestABrowserThatFallsBehindCatchesUp(t *testing.T) {
	const entries = 500
	w := open(t)
	v := w.visit(t)
	l := v.socket(0)
	defer l.hangUp()
	l.conn.SetReadLimit(1 << 20)
	until(t, l, ready)
	var want []int64
	long := strings.Repeat("lang ", 5000) // 12 MB in all: more than sockets buffer
	for i := range entries {
		w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, long, w.clock.Now()))
		want = append(want, int64(i+1))
	}
	var got []int64
	for len(got) < entries {
		f, err := l.next()
		if err != nil {
			t.Fatal(err)
		}
		if f.Kind == web.Entry {
			got = append(got, f.Entry.Seq)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
