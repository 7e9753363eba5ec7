package bot

import (
	"context"
	"sync"
	"time"
)

// A lane sends the deliveries of one channel.
type lane struct {
	*Dispatcher
	of     Lane
	poll   time.Duration
	rung   chan struct{}
	places chan struct{}
	sends  sync.WaitGroup
}

func newLane(d *Dispatcher, of Lane, poll time.Duration) *lane {
	return &lane{Dispatcher: d, of: of, poll: poll, rung: make(chan struct{}, 1), places: make(chan struct{}, d.Parallel)}
}

// run sends until ctx ends, and waits for what is under way.
func (l *lane) run(ctx context.Context) {
	defer l.sends.Wait()
	tick := time.NewTicker(l.poll)
	defer tick.Stop()
	for {
		l.sweep(ctx)
		select {
		case <-ctx.Done():
			return
		case <-l.rung:
		case <-tick.C:
		}
	}
}

func (l *lane) ring() {
	select {
	case l.rung <- struct{}{}:
	default:
	}
}

// sweep starts sending what is due, as much as there is room for.
func (l *lane) sweep(ctx context.Context) {
	for ctx.Err() == nil {
		room := cap(l.places) - len(l.places)
		if room == 0 {
			return // whoever ends rings
		}
		due, err := l.Outbox.Due(ctx, l.of, room, l.Now(), 3*l.Timeout)
		if err != nil {
			if ctx.Err() == nil {
				l.Log.Error("look into the outbox", "channel", l.of.Channel, "error", err)
			}
			return
		}
		for _, one := range due {
			l.places <- struct{}{}
			l.sends.Go(func() {
				defer l.ring()
				defer func() { <-l.places }()
				l.send(ctx, one)
			})
		}
		if len(due) < room {
			return
		}
	}
}
