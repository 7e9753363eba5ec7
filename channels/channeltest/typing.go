package channeltest

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

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
