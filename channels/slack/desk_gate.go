package slack

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// errPaused puts off what would ask Slack something: it is not to be asked now. What was to be done is done in a later pass.
var errPaused = errors.New("slack is not to be asked now")

// errBusy is errPaused of one method only, of which there was too much.
var errBusy = fmt.Errorf("%w for this", errPaused)

// A gate lets requests of the desk through to Slack: not while Slack said to wait or cannot be reached, and into the room no
// faster than Slack takes it.
type gate struct {
	now func() time.Time

	mu      sync.Mutex
	until   time.Time // nothing goes through before
	fails   int       // in a row
	trouble string
	next    time.Time            // when the next post would be in step
	busy    map[string]time.Time // methods that do not go through before
}

func newGate(now func() time.Time) *gate { return &gate{now: now, busy: map[string]time.Time{}} }

// Slack takes one post a second into a channel, and short bursts.
const (
	postEvery = time.Second
	postBurst = 4
)

// open says whether Slack may be asked.
func (g *gate) open() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.now().Before(g.until)
}

// ready says whether a post would go through now.
func (g *gate) ready() bool { return g.wait() == 0 }

// limit lets one method through no sooner than Slack wants it.
func (g *gate) limit(method string, wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy[method] = g.now().Add(wait)
}

func (g *gate) limited(method string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.now().Before(g.busy[method])
}

// step takes the place of one post, if there is one now.
func (g *gate) step() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if g.next.Sub(now) > (postBurst-1)*postEvery {
		return false
	}
	if g.next.Before(now) {
		g.next = now
	}
	g.next = g.next.Add(postEvery)
	return true
}

// wait is how long it is until something can go through again; 0 if it can now.
func (g *gate) wait() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	return max(g.until.Sub(now), g.next.Add(-(postBurst-1)*postEvery).Sub(now), 0)
}

func (g *gate) problem() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.trouble
}

// The gate stays closed for so long after a failure, doubled with each, and at most.
const (
	firstPause = time.Second
	setupPause = 30 * time.Second // somebody has to do something about it
	lastPause  = time.Minute
)

// passed notes that Slack answered.
func (g *gate) passed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fails, g.trouble = 0, ""
}

// shut lets nothing through for a while: what Slack asked for, or longer with each failure.
func (g *gate) shut(asked time.Duration, trouble string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if asked == 0 {
		asked = min(firstPause<<min(g.fails, 10), lastPause)
	}
	g.fails++
	g.until, g.trouble = g.now().Add(asked), trouble
}
