package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"
)

// A Dispatcher sends what the outbox holds, each conversation's deliveries in order, no faster than the platforms take them.
type Dispatcher struct {
	Outbox   Outbox
	Channels []Channel
	Gone     func(ctx context.Context, d Delivery) // told of a route that is closed; nil for nobody
	Bell     Bell
	Now      func() time.Time
	Log      *slog.Logger
	Poll     time.Duration // how often to look without being told; 0 is one second
	Timeout  time.Duration // longest time one Send may take; 0 is 30 seconds
	GiveUp   time.Duration // how long a delivery is tried; 0 is a day
	Parallel int           // most deliveries under way at once on one channel; 0 is 64

	gates map[string]*gate // by the channel's name
}

// A gate is what deliveries go through to a channel.
type gate struct {
	Channel
	*pacer
	once bool // see [Capabilities]
}

// Run sends until ctx ends, and returns when what was under way has ended. A channel that is slow, or hangs, holds up no other.
func (d *Dispatcher) Run(ctx context.Context) error {
	d.defaults()
	lanes := d.lanes()
	stop, err := d.Bell.Listen(ctx, func(s Signal) {
		if s.Kind == SignalOutbox {
			for _, l := range lanes[1:] {
				l.ring()
			}
		}
	})
	if err != nil {
		return fmt.Errorf("start the dispatcher: %w", err)
	}
	defer stop()
	var all sync.WaitGroup
	for _, l := range lanes {
		all.Go(func() { l.run(ctx) })
	}
	all.Wait()
	return nil
}

func (d *Dispatcher) defaults() {
	if d.Poll == 0 {
		d.Poll = time.Second
	}
	if d.Timeout == 0 {
		d.Timeout = 30 * time.Second
	}
	if d.GiveUp == 0 {
		d.GiveUp = 24 * time.Hour
	}
	if d.Parallel == 0 {
		d.Parallel = 64
	}
	if d.Gone == nil {
		d.Gone = func(context.Context, Delivery) {}
	}
	d.gates = map[string]*gate{}
	for _, c := range d.Channels {
		can := c.Capabilities()
		d.gates[c.Name()] = &gate{Channel: c, pacer: newPacer(can.Pace), once: can.Once}
	}
}

// rarely is how many times longer than usual it is until somebody looks for what no channel sends any more.
const rarely = 30

// lanes are one for each channel, and one for what is left of channels that are there no more.
func (d *Dispatcher) lanes() []*lane {
	names := slices.Sorted(maps.Keys(d.gates))
	all := []*lane{newLane(d, Lane{Except: names}, rarely*d.Poll)}
	for _, name := range names {
		all = append(all, newLane(d, Lane{Channel: name}, d.Poll))
	}
	return all
}

func (d *Dispatcher) send(ctx context.Context, one Delivery) {
	to := d.attempt(ctx, one)
	to.Channel = one.Channel
	if to.State != DeliverySent && !to.Untried {
		d.Log.Warn("delivery not sent", "delivery", one.Key, "channel", one.Channel, "state", to.State, "attempt", one.Attempts+1, "problem", to.Problem)
	}
	if err := d.Outbox.Settle(context.WithoutCancel(ctx), one, to); err != nil {
		d.Log.Error("settle a delivery", "delivery", one.Key, "error", err)
	}
}

// attempt waits for its turn and sends, or puts the delivery off if that would take long.
func (d *Dispatcher) attempt(ctx context.Context, one Delivery) Settlement {
	to := d.gates[one.Channel]
	if to == nil {
		return d.refused(one, errors.New("the channel is not configured any more"))
	}
	wait := to.reserve(one.Address, d.Now())
	if wait > d.Timeout {
		return Settlement{State: DeliveryWaiting, Retry: d.Now().Add(wait), Untried: true, Problem: "the platform takes no more at the moment"}
	}
	select {
	case <-time.After(wait):
	case <-ctx.Done():
		return Settlement{State: DeliveryWaiting, Retry: d.Now(), Untried: true}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Timeout)
	defer cancel()
	if to.once { // elsewhere the adapter can look whether it arrived
		if err := d.Outbox.Begin(ctx, one); err != nil {
			return Settlement{State: DeliveryWaiting, Retry: d.Now().Add(backoff(0)), Untried: true, Problem: err.Error()}
		}
	}
	receipt, err := to.Send(ctx, one)
	if err == nil {
		return Settlement{State: DeliverySent, Receipt: receipt}
	}
	return d.failed(ctx, one, err)
}

// failed says what becomes of a delivery that could not be sent.
func (d *Dispatcher) failed(ctx context.Context, one Delivery, err error) Settlement {
	send, ok := errors.AsType[*SendError](err)
	if !ok {
		send = &SendError{Kind: SendRetry, Err: err}
	}
	switch send.Kind {
	case SendRefused:
		if send.Gone {
			d.Gone(context.WithoutCancel(ctx), one)
		}
		return d.refused(one, err)
	case SendAmbiguous:
		return Settlement{State: DeliveryAmbiguous, Problem: err.Error()}
	}
	now := d.Now()
	if now.Sub(one.At) > d.GiveUp {
		return d.refused(one, err)
	}
	again := now.Add(max(send.RetryAfter, backoff(one.Attempts)))
	if send.RetryAfter > 0 {
		d.gates[one.Channel].pause(one.Address, now.Add(send.RetryAfter), send.Wide)
	}
	return Settlement{State: DeliveryWaiting, Problem: err.Error(), Retry: again}
}

// refused is the end of a delivery, unless it may go another way.
func (d *Dispatcher) refused(one Delivery, err error) Settlement {
	if len(one.Fallback) == 0 {
		return Settlement{State: DeliveryFailed, Problem: err.Error()}
	}
	return Settlement{State: DeliveryWaiting, Problem: err.Error(), Retry: d.Now(), Next: &one.Fallback[0]}
}

// backoff doubles from half a second to a minute: nobody waits longer than that once a platform is well again.
func backoff(attempts int) time.Duration {
	return min(time.Minute, 500*time.Millisecond<<min(attempts, 20))
}
