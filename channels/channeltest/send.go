package channeltest

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// sending checks that what is sent arrives where it should, in order, with the platform's receipt.
func sending(t *trial) {
	for i := range 6 {
		d := t.text(1 + i)
		d.Address = t.kit.Addresses[i%2]
		if r := t.sent("a text", d); r.ID == "" {
			t.Error("the receipt has no ID")
		}
	}
	seen := t.wire.seen()
	if len(seen) != 6 {
		t.Fatalf("6 deliveries were seen as %d", len(seen))
	}
	for i, s := range seen {
		if s.Address != t.kit.Addresses[i%2] {
			t.Errorf("delivery %d went to another address", i+1)
		}
		if !strings.Contains(s.Text, strings.TrimSuffix(t.text(1+i).Reply.Text, ".")) {
			t.Errorf("place %d was taken by another text", i+1)
		}
	}
}

// failures checks that each failure is of the right kind, and that trying again after it shows the delivery once.
func failures(t *trial) {
	for i, f := range []fault{broken, gateway, unavailable} {
		d := t.text(1 + i)
		t.wire.misbehave(f)
		failed(t, f.name, d, bot.SendRetry)
		d.Attempts++
		t.sent("again after "+f.name, d)
	}
	if n := len(t.wire.seen()); n != 3 {
		t.Errorf("3 deliveries, each failed once, were seen as %d", n)
	}
	t.wire.misbehave(answering("blocked", t.platform.Gone))
	if e := failed(t, "blocked", t.text(10), bot.SendRefused); e != nil && !e.Gone {
		t.Error("blocked: the address is gone, and the error does not say so")
	}
	t.wire.misbehave(answering("malformed", t.platform.Malformed))
	if e := failed(t, "malformed", t.text(11), bot.SendRefused); e != nil && e.Gone {
		t.Error("malformed: the address is not gone, and the error says so")
	}
	revoked(t)
	t.wire.leave()
	failed(t, "no connection", t.text(12), bot.SendRetry)
}

// revoked checks that nothing is lost while the operator sets a new token.
func revoked(t *trial) {
	t.Helper()
	if t.platform.Revoked == nil {
		t.Log("calls carry no token, says the kit")
		return
	}
	t.wire.misbehave(answering("revoked", t.platform.Revoked))
	if e := failed(t, "the token was revoked", t.text(13), bot.SendRetry); e != nil && e.RetryAfter < time.Minute {
		t.Errorf("the token was revoked: come back after %s; nobody sets a new one within a minute", e.RetryAfter)
	}
}

// failed sends what cannot be sent and checks the kind of the error.
func failed(t *trial, what string, d bot.Delivery, kind bot.SendKind) *bot.SendError {
	t.Helper()
	_, err := t.send(d)
	if err == nil {
		t.Errorf("%s: sent nevertheless; the adapter must leave trying again to the dispatcher", what)
		return nil
	}
	e, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		t.Errorf("%s: the error is %T, must be a *bot.SendError", what, err)
		return nil
	}
	if e.Kind != kind {
		t.Errorf("%s: the error is of kind %q, must be %q", what, e.Kind, kind)
	}
	return e
}

// limited checks that the platform's own word on when to come back reaches the dispatcher.
func limited(t *trial) {
	if len(t.platform.Limits) == 0 {
		t.Fatal("the kit's platform has no limits: every platform has one")
	}
	const after = 7 * time.Second
	for i, l := range t.platform.Limits {
		d := t.text(1 + i)
		calls := t.wire.count()
		t.wire.misbehave(limitedBy(l, after))
		e := failed(t, l.Name, d, bot.SendRetry)
		if e == nil {
			continue
		}
		if e.RetryAfter < after || e.RetryAfter > after+time.Second {
			t.Errorf("%s: come back after %s, the platform said %s", l.Name, e.RetryAfter, after)
		}
		if e.Wide != l.Wide {
			t.Errorf("%s: for the whole channel is %t, must be %t", l.Name, e.Wide, l.Wide)
		}
		if n := t.wire.count() - calls; n > 1 {
			t.Errorf("%s: the adapter called %d times, must leave trying again to the dispatcher", l.Name, n)
		}
		d.Attempts++
		t.sent("again after "+l.Name, d)
	}
	if n := len(t.wire.seen()); n != len(t.platform.Limits) {
		t.Errorf("%d deliveries, each limited once, were seen as %d", len(t.platform.Limits), n)
	}
}

// ambiguity checks what happens when the platform takes a delivery and nobody hears of it. Where it is never sent twice it is
// ambiguous; elsewhere it is sent again, and seen once.
func ambiguity(t *trial) {
	d := t.text(1)
	t.wire.misbehave(cut)
	_, err := t.send(d)
	uncertain(t, cut.name, d, err)
	if n := len(t.wire.seen()); n != 1 {
		t.Errorf("a delivery whose answer was cut off was seen %d times", n)
	}
}

// uncertain checks the error of a delivery that may have arrived and, where it may be sent again, does that.
func uncertain(t *trial, what string, d bot.Delivery, err error) {
	t.Helper()
	e, ok := errors.AsType[*bot.SendError](err)
	switch {
	case !ok:
		t.Errorf("%s: the error is %T, must be a *bot.SendError", what, err)
	case t.can.Once && e.Kind != bot.SendAmbiguous:
		t.Errorf("%s: the error is of kind %q; what is sent at most once is ambiguous then", what, e.Kind)
	case !t.can.Once && e.Kind != bot.SendRetry:
		t.Errorf("%s: the error is of kind %q; what is sent at least once is tried again then", what, e.Kind)
	case !t.can.Once:
		d.Attempts++
		t.sent("again after "+what, d)
	}
}

// binding checks that a deadline ends a call that hangs.
func binding(t *trial) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	d := t.text(1)
	t.wire.misbehave(hang)
	begun := time.Now()
	_, err := t.sendWithin(ctx, d)
	if took := time.Since(begun); took > hanging-time.Second {
		t.Fatalf("the deadline was 300 ms, and Send took %s", took)
	}
	uncertain(t, hang.name, d, err)
	if n := len(t.wire.seen()); n != 1 {
		t.Errorf("a delivery whose answer hung was seen %d times", n)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	calls := len(t.wire.seen())
	if _, err := t.sendWithin(ended, t.text(2)); err == nil || len(t.wire.seen()) != calls {
		t.Error("a delivery was sent although its time was over")
	}
}

// typing checks that the customer is shown that an answer is being written, on channels that can.
func typing(t *trial) {
	typist, is := t.adapter.Channel.(bot.Typist)
	if !applies(t, "typing", t.can.Typing, is) {
		return
	}
	if err := typist.Typing(t.Context(), t.kit.Addresses[0]); err != nil {
		t.Errorf("typing: %v", err)
	}
	if t.wire.typings() != 1 || len(t.wire.seen()) != 0 {
		t.Errorf("typing was shown %d times, and %d texts beside it", t.wire.typings(), len(t.wire.seen()))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	if err := typist.Typing(ctx, t.kit.Addresses[0]); err == nil {
		t.Error("typing was shown although its time was over")
	}
}
