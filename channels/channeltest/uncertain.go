package channeltest

import (
	"context"
	"errors"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

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
