package bot

import (
	"sync"
	"time"
)

// A pacer says when a channel takes its next delivery.
type pacer struct {
	pace Pace

	mu        sync.Mutex
	channel   time.Time // when the channel takes the next one
	addresses map[string]time.Time
}

func newPacer(p Pace) *pacer { return &pacer{pace: p, addresses: map[string]time.Time{}} }

// reserve takes the next place and says how long it is until then.
func (p *pacer) reserve(address string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := latest(now, p.channel, p.addresses[address])
	p.channel = latest(now, p.channel).Add(p.pace.Channel)
	if p.pace.Address > 0 {
		p.forget(now)
		p.addresses[address] = at.Add(p.pace.Address)
	}
	return at.Sub(now)
}

// pause lets nothing out before a time: to the address, or to anyone if it is wide.
func (p *pacer) pause(address string, until time.Time, wide bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wide {
		p.channel = latest(p.channel, until)
		return
	}
	p.addresses[address] = latest(p.addresses[address], until)
}

// forget drops what has passed, when there is much of it.
func (p *pacer) forget(now time.Time) {
	if len(p.addresses) < 4096 {
		return
	}
	for a, t := range p.addresses {
		if t.Before(now) {
			delete(p.addresses, a)
		}
	}
}

func latest(all ...time.Time) (t time.Time) {
	for _, one := range all {
		if one.After(t) {
			t = one
		}
	}
	return t
}
