package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// sendAttempts is how often a delivery is tried before it is given up.
const sendAttempts = 10

// A Dispatcher sends what the outbox holds, each conversation's deliveries in order.
type Dispatcher struct {
	Outbox   Outbox
	Channels []Channel
	Bell     Bell
	Now      func() time.Time
	Log      *slog.Logger
	Poll     time.Duration // how often to look without being told; 0 is one second
	Timeout  time.Duration // longest time one Send may take; 0 is 30 seconds

	byName map[string]Channel
}

// Run sends until ctx ends.
func (d *Dispatcher) Run(ctx context.Context) error {
	d.byName = map[string]Channel{}
	for _, c := range d.Channels {
		d.byName[c.Name()] = c
	}
	if d.Poll == 0 {
		d.Poll = time.Second
	}
	if d.Timeout == 0 {
		d.Timeout = 30 * time.Second
	}
	rung := make(chan struct{}, 1)
	stop, err := d.Bell.Listen(ctx, func(s Signal) {
		if s.Kind == SignalOutbox {
			select {
			case rung <- struct{}{}:
			default:
			}
		}
	})
	if err != nil {
		return fmt.Errorf("start the dispatcher: %w", err)
	}
	defer stop()
	tick := time.NewTicker(d.Poll)
	defer tick.Stop()
	for {
		d.sweep(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-rung:
		case <-tick.C:
		}
	}
}

// sweep sends until nothing is due.
func (d *Dispatcher) sweep(ctx context.Context) {
	for ctx.Err() == nil {
		due, err := d.Outbox.Due(ctx, 64, d.Now(), 2*d.Timeout)
		if err != nil {
			d.Log.Error("look into the outbox", "error", err)
			return
		}
		if len(due) == 0 {
			return
		}
		var all sync.WaitGroup
		for _, one := range due {
			all.Go(func() { d.send(ctx, one) })
		}
		all.Wait()
	}
}

func (d *Dispatcher) send(ctx context.Context, one Delivery) {
	to := d.try(ctx, one)
	if to.State != DeliverySent {
		d.Log.Warn("delivery not sent", "delivery", one.Key, "channel", one.Channel, "state", to.State, "attempt", one.Attempts+1, "problem", to.Problem)
	}
	if err := d.Outbox.Settle(context.WithoutCancel(ctx), one, to); err != nil {
		d.Log.Error("settle a delivery", "delivery", one.Key, "error", err)
	}
}

// try sends once and says what became of it.
func (d *Dispatcher) try(ctx context.Context, one Delivery) Settlement {
	c := d.byName[one.Channel]
	if c == nil {
		return Settlement{State: DeliveryFailed, Problem: "the channel is not configured any more"}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Timeout)
	defer cancel()
	receipt, err := c.Send(ctx, one)
	if err == nil {
		return Settlement{State: DeliverySent, Receipt: receipt}
	}
	to := Settlement{State: DeliveryWaiting, Problem: err.Error(), Retry: d.Now().Add(backoff(one.Attempts))}
	var send *SendError
	if errors.As(err, &send) {
		switch send.Kind {
		case SendRefused:
			to.State = DeliveryFailed
		case SendAmbiguous:
			to.State = DeliveryAmbiguous
		case SendRetry:
			to.Retry = d.Now().Add(max(send.RetryAfter, backoff(one.Attempts)))
		}
	}
	if to.State == DeliveryWaiting && one.Attempts+1 >= sendAttempts {
		to.State = DeliveryFailed
	}
	return to
}

// backoff doubles from half a second to five minutes.
func backoff(attempts int) time.Duration {
	return min(5*time.Minute, 500*time.Millisecond<<min(attempts, 20))
}
