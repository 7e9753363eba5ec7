package channeltest

import (
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
		_ = failed(t, f.name, d, bot.SendRetry)
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
	_ = failed(t, "no connection", t.text(12), bot.SendRetry)
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
