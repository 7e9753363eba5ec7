package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// outbox keeps deliveries in memory, those of a conversation in order.
type outbox struct {
	mu    sync.Mutex
	all   []bot.Delivery
	due   map[string]time.Time
	ends  map[string]bot.Settlement
	begun []string
	bot.Outbox
}

func (o *outbox) Begin(_ context.Context, d bot.Delivery) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.begun = append(o.begun, d.Key)
	return nil
}

func newOutbox(all ...bot.Delivery) *outbox {
	return &outbox{all: all, due: map[string]time.Time{}, ends: map[string]bot.Settlement{}}
}

func (o *outbox) Due(_ context.Context, in bot.Lane, n int, now time.Time, lease time.Duration) (out []bot.Delivery, _ error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	busy := map[string]bool{}
	for _, d := range o.all {
		if _, done := o.ends[d.Key]; done || busy[d.Conversation] {
			continue
		}
		busy[d.Conversation] = true
		if d.Channel != in.Channel && (in.Channel != "" || slices.Contains(in.Except, d.Channel)) {
			continue
		}
		if len(out) < n && !o.due[d.Key].After(now) {
			o.due[d.Key] = now.Add(lease)
			out = append(out, d)
		}
	}
	return out, nil
}

func (o *outbox) Settle(_ context.Context, d bot.Delivery, s bot.Settlement) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if s.State != bot.DeliveryWaiting {
		o.ends[d.Key] = s
		return nil
	}
	o.due[d.Key] = s.Retry
	for i := range o.all {
		if o.all[i].Key == d.Key && !s.Untried {
			o.all[i].Attempts++
		}
		if o.all[i].Key == d.Key && s.Next != nil {
			o.all[i].Channel, o.all[i].Fallback = s.Next.Channel, d.Fallback[1:]
		}
	}
	return nil
}

// A post is a platform that fails as a test says and remembers when what arrived.
type post struct {
	name string
	can  bot.Capabilities
	fail func(d bot.Delivery, now time.Time) error
	mu   sync.Mutex
	got  []string
	at   []time.Time
}

func (p *post) Name() string                   { return p.name }
func (p *post) Capabilities() bot.Capabilities { return p.can }

func (p *post) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		if err := p.fail(d, time.Now()); err != nil {
			return bot.Receipt{}, err
		}
	}
	p.got, p.at = append(p.got, d.Key), append(p.at, time.Now())
	return bot.Receipt{ID: d.Key}, nil
}

type quiet struct{}

func (quiet) Ring(bot.Signal) {}

func (quiet) Listen(context.Context, func(bot.Signal)) (func(), error) { return func() {}, nil }

// dispatched runs a dispatcher for a time on the test's clock.
func dispatched(t *testing.T, o *outbox, d *bot.Dispatcher, length time.Duration, channels ...bot.Channel) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), length)
	defer stop()
	d.Outbox, d.Channels, d.Bell, d.Now, d.Log = o, channels, quiet{}, time.Now, slog.New(slog.DiscardHandler)
	if err := d.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

// delivery is the nth reply of a conversation.
func delivery(conversation string, n int) bot.Delivery {
	return bot.Delivery{Key: fmt.Sprintf("%s-%d", conversation, n), Channel: "post", Address: conversation, Conversation: conversation, At: time.Now()}
}

func TestAPlatformThatFailsForAnHourLosesAndReordersNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		p := &post{name: "post", fail: func(_ bot.Delivery, now time.Time) error {
			if now.Sub(begin) < time.Hour {
				return &bot.SendError{Kind: bot.SendRetry, Err: errors.New("500")}
			}
			return nil
		}}
		o := newOutbox(delivery("a", 1), delivery("a", 2), delivery("a", 3))
		dispatched(t, o, &bot.Dispatcher{}, 2*time.Hour, p)
		if diff := cmp.Diff([]string{"a-1", "a-2", "a-3"}, p.got); diff != "" {
			t.Fatal(diff)
		}
		if waited := p.at[2].Sub(begin) - time.Hour; waited > time.Minute+2*time.Second { // and a look into the outbox
			t.Errorf("everything arrived %s after the platform was well again", waited)
		}
	})
}

func TestADeliveryIsGivenUpAfterADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &post{name: "post", fail: func(bot.Delivery, time.Time) error { return errors.New("no route to host") }}
		o := newOutbox(delivery("a", 1))
		dispatched(t, o, &bot.Dispatcher{}, 25*time.Hour, p)
		if got := o.ends["a-1"].State; got != bot.DeliveryFailed {
			t.Errorf("after a day: %q", got)
		}
	})
}

func TestThePlatformsPaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all []bot.Delivery
		for i := range 40 {
			all = append(all, delivery(fmt.Sprint("c", i), 1))
		}
		all = append(all, delivery("c0", 2), delivery("c0", 3))
		pace := bot.Pace{Address: time.Second, Channel: 100 * time.Millisecond}
		p := &post{name: "post", can: bot.Capabilities{Pace: pace}}
		dispatched(t, newOutbox(all...), &bot.Dispatcher{}, time.Minute, p)
		if len(p.got) != len(all) {
			t.Fatalf("%d of %d arrived", len(p.got), len(all))
		}
		last := map[string]time.Time{}
		for i, key := range p.got {
			if i > 0 && p.at[i].Sub(p.at[i-1]) < pace.Channel {
				t.Errorf("%s came %s after another", key, p.at[i].Sub(p.at[i-1]))
			}
			address := key[:len(key)-2]
			if before, ok := last[address]; ok && p.at[i].Sub(before) < time.Second {
				t.Errorf("%s came %s after the one before", key, p.at[i].Sub(before))
			}
			last[address] = p.at[i]
		}
	})
}

func TestWhenThePlatformSaysWaitEverybodyWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin, refused := time.Now(), 0
		p := &post{name: "post", fail: func(bot.Delivery, time.Time) error {
			if time.Since(begin) < 20*time.Second {
				refused++
				return &bot.SendError{Kind: bot.SendRetry, RetryAfter: 20 * time.Second, Wide: true, Err: errors.New("429")}
			}
			return nil
		}}
		o := newOutbox(delivery("a", 1), delivery("b", 1), delivery("c", 1), delivery("d", 1))
		dispatched(t, o, &bot.Dispatcher{Parallel: 1}, 5*time.Minute, p)
		if refused != 1 || len(p.got) != 4 {
			t.Errorf("asked %d times while it said wait; %d arrived", refused, len(p.got))
		}
	})
}

func TestWhereARouteIsClosedTheNextIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var gone atomic.Int32
		closed := &post{name: "post", fail: func(bot.Delivery, time.Time) error {
			return &bot.SendError{Kind: bot.SendRefused, Gone: true, Err: errors.New("blocked")}
		}}
		pigeon := &post{name: "pigeon"}
		first := delivery("a", 1)
		first.Fallback = []bot.Route{{Channel: "pigeon"}}
		o := newOutbox(first, delivery("b", 1))
		dispatched(t, o, &bot.Dispatcher{Gone: func(context.Context, bot.Delivery) { gone.Add(1) }}, time.Minute, closed, pigeon)
		if diff := cmp.Diff([]string{"a-1"}, pigeon.got); diff != "" {
			t.Error(diff)
		}
		if got := o.ends["b-1"].State; got != bot.DeliveryFailed || gone.Load() != 2 {
			t.Errorf("without another way: %q; reported gone: %d", got, gone.Load())
		}
	})
}

// hung is a platform that never answers.
type hung struct{ post }

func (h *hung) Send(ctx context.Context, _ bot.Delivery) (bot.Receipt, error) {
	<-ctx.Done()
	return bot.Receipt{}, &bot.SendError{Kind: bot.SendRetry, Err: ctx.Err()}
}

func TestAChannelThatHangsOrIsSlowHoldsUpNoOther(t *testing.T) {
	slow := bot.Capabilities{Pace: bot.Pace{Channel: time.Second}}
	for name, busy := range map[string]bot.Channel{"hangs": &hung{post{name: "busy"}}, "is slow": &post{name: "busy", can: slow}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				var all []bot.Delivery
				for i := range 1000 {
					d := delivery(fmt.Sprint("a", i), 1)
					d.Channel = "busy"
					all = append(all, d)
				}
				p := &post{name: "post"}
				dispatched(t, newOutbox(append(all, delivery("b", 1))...), &bot.Dispatcher{}, 10*time.Second, p, busy)
				if len(p.at) != 1 || p.at[0].Sub(begin) > time.Second {
					t.Errorf("the other channel's delivery came at %v", p.at)
				}
			})
		})
	}
}

func TestWhatIsLeftOfAChannelThatIsGoneFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		left := delivery("a", 1)
		left.Channel = "closed"
		o := newOutbox(left)
		dispatched(t, o, &bot.Dispatcher{}, time.Minute, &post{name: "post"})
		if got := o.ends["a-1"]; got.State != bot.DeliveryFailed || got.Problem == "" {
			t.Errorf("settled as %+v", got)
		}
	})
}

func TestWhereOnceIsEnoughItIsNotedThatSendingBegins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		once := delivery("a", 1)
		looks := delivery("b", 1)
		looks.Channel = "pigeon"
		o := newOutbox(once, looks)
		dispatched(t, o, &bot.Dispatcher{}, time.Minute, &post{name: "post", can: bot.Capabilities{Once: true}}, &post{name: "pigeon"})
		if diff := cmp.Diff([]string{"a-1"}, o.begun); diff != "" {
			t.Error(diff)
		}
	})
}
