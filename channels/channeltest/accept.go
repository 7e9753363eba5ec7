package channeltest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

var errDisk = errors.New("the disk is full")

// durability checks that the platform hears 200 only once the inbound is kept, and is made to deliver again what is not.
func durability(t *trial) {
	var kept atomic.Bool
	t.inbox.before = func(context.Context) error { kept.Store(true); return nil }
	w := &early{ResponseWriter: httptest.NewRecorder(), kept: &kept}
	t.adapter.Webhook.ServeHTTP(w, t.kit.Say(t.said(1)))
	if w.before {
		t.Error("the platform was answered before the inbound was kept")
	}

	t.inbox.before = func(context.Context) error { return errDisk }
	if w := t.post(t.kit.Say(t.said(2))); w.Code < 500 {
		t.Errorf("the inbound could not be kept: answered %d, must be 5xx so that it is delivered again", w.Code)
	}
	t.inbox.before = func(context.Context) error { return &bot.OverloadedError{RetryAfter: 3 * time.Second} }
	if w := t.post(t.kit.Say(t.said(2))); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("too many wait: answered %d with Retry-After %q, must be 503 with a time", w.Code, w.Header().Get("Retry-After"))
	}
	t.inbox.before = nil
	again := t.said(2)
	again.Retry = 1
	t.taken("the redelivery of what could not be kept", t.kit.Say(again))
	if got := t.inbox.last().Text; got != again.Text {
		t.Error("the redelivery was answered with 200, and not accepted: it is lost")
	}
}

// early notices an answer that comes before its time.
type early struct {
	http.ResponseWriter
	kept   *atomic.Bool
	before bool
}

// WriteHeader notes whether the inbound was kept by then.
func (e *early) WriteHeader(status int) {
	e.before = e.before || !e.kept.Load()
	e.ResponseWriter.WriteHeader(status)
}

// Write does, too.
func (e *early) Write(p []byte) (int, error) {
	e.before = e.before || !e.kept.Load()
	return e.ResponseWriter.Write(p)
}

// deadline checks that keeping an inbound takes no longer than the platform waits, and that it then hears about it.
func deadline(t *trial) {
	var limit time.Duration
	t.inbox.before = func(ctx context.Context) error {
		end, ok := ctx.Deadline()
		if !ok {
			return errors.New("no deadline")
		}
		limit = time.Until(end)
		return context.DeadlineExceeded
	}
	w := t.post(t.kit.Say(t.said(1)))
	if limit <= 0 || limit > t.kit.Deadline {
		t.Errorf("the inbound may take %s to be kept; the platform waits %s", limit, t.kit.Deadline)
	}
	if w.Code < 500 {
		t.Errorf("the inbound was not kept in time: answered %d, must be 5xx", w.Code)
	}
}

// deduplication checks that the same delivery has the same key, however often it comes.
func deduplication(t *trial) {
	for retry := range 3 {
		s := t.said(1)
		s.Retry = retry
		t.taken(fmt.Sprintf("delivery %d", retry+1), t.kit.Say(s))
	}
	if n := t.inbox.count(); n != 1 {
		t.Errorf("one utterance, delivered three times, was accepted %d times", n)
	}
	twin := t.said(2)
	twin.Text = t.said(1).Text
	t.taken("the same words again", t.kit.Say(twin))
	if n := t.inbox.count(); n != 2 {
		t.Errorf("two utterances of the same words became %d", n)
	}
}

// order checks that inbounds are accepted in the order in which they were posted, and which belong together.
func order(t *trial) {
	const n = 20
	for i := range n {
		s := t.said(1 + i)
		s.Address = t.kit.Addresses[i%2]
		t.taken("an utterance", t.kit.Say(s))
	}
	all := t.inbox.all()
	if len(all) != n {
		t.Fatalf("%d utterances became %d inbounds", n, len(all))
	}
	for i, in := range all {
		if want := t.said(1 + i).Text; in.Text != want {
			t.Errorf("place %d holds another utterance than was posted there", i)
		}
		if in.Conversation != all[i%2].Conversation {
			t.Errorf("place %d belongs to another conversation than before", i)
		}
	}
	if all[0].Conversation == all[1].Conversation {
		t.Error("two customers share one conversation")
	}
}

// burst posts many utterances at once, shuffled, some of them twice.
func burst(t *trial) {
	const n, doubled = 300, 30
	numbers := make([]int, 0, n+doubled)
	for i := range n + doubled {
		numbers = append(numbers, i%n)
	}
	rand.New(rand.NewPCG(1, 3)).Shuffle(len(numbers), func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
	var refused atomic.Int32
	var posts sync.WaitGroup
	for worker := range 8 {
		posts.Go(func() {
			for i := worker; i < len(numbers); i += 8 {
				if w := t.post(t.kit.Say(t.said(1 + numbers[i]))); w.Code < 200 || w.Code > 299 {
					refused.Add(1)
				}
			}
		})
	}
	posts.Wait()
	if refused.Load() > 0 || t.inbox.count() != n {
		t.Errorf("%d utterances, %d of them delivered twice: %d accepted, %d refused", n, doubled, t.inbox.count(), refused.Load())
	}
}

// edits checks that what a customer changes or takes back is reported, about the inbound that said it first.
func edits(t *trial) {
	if !applies(t, "edits and deletions", t.can.Edits, t.kit.Edit != nil || t.kit.Delete != nil) {
		return
	}
	t.taken("an utterance", t.kit.Say(t.said(1)))
	first := t.inbox.last()
	change := t.said(2)
	change.Of = 1
	occurs(t, bot.EventEdited, first, t.kit.Edit, change, change.Text)
	change.Number = 3
	occurs(t, bot.EventDeleted, first, t.kit.Delete, change, "")
}

// occurs checks what becomes of an edit or a deletion. There are platforms that tell of one of them only.
func occurs(t *trial, event string, first bot.Inbound, request func(Said) *http.Request, s Said, text string) {
	t.Helper()
	if request == nil {
		t.Logf("%s: the platform does not tell, says the kit", event)
		return
	}
	before := t.inbox.count()
	t.taken(event, request(s))
	t.taken(event+", redelivered", request(s))
	in := t.inbox.last()
	if t.inbox.count() != before+1 || in.Event == nil || in.Event.Name != event {
		t.Fatalf("%s: %d inbounds became of it, with event %+v", event, t.inbox.count()-before, in.Event)
	}
	var e bot.Edited
	if err := json.Unmarshal(in.Event.Data, &e); err != nil {
		t.Fatalf("%s: data: %v", event, err)
	}
	if e.Key != first.Key || e.Text != text || in.Key == first.Key || in.Conversation != first.Conversation {
		t.Errorf("%s: about the first inbound %t, with its text %t, under a key of its own %t, in the same conversation %t", event,
			e.Key == first.Key, e.Text == text, in.Key != first.Key, in.Conversation == first.Conversation)
	}
}

// unknown checks that new kinds of updates disturb nobody: the platform is told that they arrived, or it would repeat them for ever.
func unknown(t *trial) {
	t.taken("an update of a kind nobody knows", t.kit.Sign([]byte(t.kit.Unknown), t.now))
	if t.inbox.count() != 0 {
		t.Error("an update of a kind nobody knows was accepted as something")
	}
	t.taken("an utterance afterwards", t.kit.Say(t.said(1)))
	if t.inbox.count() != 1 {
		t.Error("the utterance after it was lost")
	}
}
