package channeltest

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// An hour has one delivery and one utterance every ten seconds.
const hour = 360

// hourOut sends for an hour while two of five calls fail in some way. Each delivery is seen once, in order.
func hourOut(t *trial) {
	faults := []fault{well, well, well, well, well, well, broken, gateway, cut}
	for _, l := range t.platform.Limits {
		faults = append(faults, limitedBy(l, time.Second))
	}
	chance := rand.New(rand.NewPCG(60, 60))
	ambiguous := 0
	for i := range hour {
		kind := dispatch(t, t.text(1+i), func() fault { return faults[chance.IntN(len(faults))] })
		if kind == bot.SendAmbiguous {
			ambiguous++
		}
	}
	seen := t.wire.seen()
	if len(seen) != hour {
		t.Fatalf("%d deliveries were seen as %d", hour, len(seen))
	}
	for i, s := range seen {
		if !strings.Contains(s.Text, strings.TrimSuffix(t.text(1+i).Reply.Text, ".")) {
			t.Fatalf("place %d was taken by another delivery", i+1)
		}
	}
	t.Logf("%d deliveries, each seen once; %d of them are marked as ambiguous", hour, ambiguous)
}

// dispatch sends one delivery as the dispatcher does, again where the adapter says so. It gives how it ended: ambiguous, or sent.
func dispatch(t *trial, d bot.Delivery, next func() fault) bot.SendKind {
	t.Helper()
	for ; d.Attempts < 50; d.Attempts++ {
		t.wire.misbehave(next())
		_, err := t.send(d)
		if err == nil {
			return ""
		}
		e, ok := errors.AsType[*bot.SendError](err)
		if !ok || e.Kind == bot.SendRefused {
			t.Fatalf("delivery %d is lost: %v", d.Seq, err)
		}
		if e.Kind == bot.SendAmbiguous {
			return e.Kind
		}
	}
	t.Fatalf("delivery %d is not sent after %d attempts", d.Seq, d.Attempts)
	return ""
}

// hourIn posts for an hour what comes in doubles and out of order, while every third inbound cannot be kept. The platform repeats what
// is not answered with 200. Each utterance is kept once.
func hourIn(t *trial) {
	chance := rand.New(rand.NewPCG(60, 61))
	t.inbox.before = func(context.Context) error {
		if chance.IntN(3) == 0 {
			return errDisk
		}
		return nil
	}
	var posts []Said
	for i := range hour {
		for range 1 + chance.IntN(2) {
			posts = append(posts, t.said(1+i))
		}
	}
	for i := range posts { // nothing comes more than ten places late
		j := min(i+chance.IntN(10), len(posts)-1)
		posts[i], posts[j] = posts[j], posts[i]
	}
	for len(posts) > 0 {
		s := posts[0]
		posts = posts[1:]
		if w := t.post(t.kit.Say(s)); w.Code < 200 || w.Code > 299 {
			if s.Retry++; s.Retry > 50 {
				t.Fatalf("utterance %d is not taken after %d deliveries", s.Number, s.Retry)
			}
			posts = append(posts, s)
		}
	}
	kept := map[string]int{}
	for _, in := range t.inbox.all() {
		kept[in.Text]++
	}
	for i := range hour {
		if n := kept[t.said(1+i).Text]; n != 1 {
			t.Errorf("utterance %d was kept %d times", i+1, n)
		}
	}
	if len(kept) != hour {
		t.Errorf("%d utterances became %d", hour, len(kept))
	}
}
