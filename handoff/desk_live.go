package handoff

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// lifetime is how long a stream stays: it ends so that a sign-out takes effect; the page connects again by itself.
const lifetime = 5 * time.Minute

// live streams what changed, as server-sent events, each with a bot.Signal. Signals carry nothing that counts: the page
// reads again what it shows. Those that wait for a slow reader are merged. A "pulse" asks the page for its heartbeat, because
// browsers stop the clocks of pages that are out of sight, but not their streams; and it keeps proxies from hanging up.
func (d *Desk) live(w http.ResponseWriter, r *http.Request, _ Agent) error {
	s := &signals{ready: make(chan struct{}, 1)}
	stop, err := d.Bell.Listen(r.Context(), s.add)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(w)
	beat, end := time.NewTicker(Heartbeat), time.NewTimer(lifetime)
	defer beat.Stop()
	defer end.Stop()
	fmt.Fprint(w, "retry: 1000\n\n")
	for {
		if err := out.Flush(); err != nil {
			return nil // the page has left
		}
		select {
		case <-s.ready:
			for _, signal := range s.take() {
				data, err := json.Marshal(signal)
				if err != nil {
					return err
				}
				fmt.Fprintf(w, "data: %s\n\n", data)
			}
		case <-beat.C:
			fmt.Fprint(w, "event: pulse\ndata: {}\n\n")
		case <-end.C:
			return nil
		case <-d.Done:
			return nil
		case <-r.Context().Done():
			return nil
		}
	}
}

// signals gathers what is worth telling until it is told.
type signals struct {
	mu    sync.Mutex
	all   []bot.Signal
	seen  map[bot.Signal]bool
	ready chan struct{}
}

// add never waits.
func (s *signals) add(signal bot.Signal) {
	switch signal.Kind {
	case bot.SignalQueue, bot.SignalTranscript, bot.SignalTyping:
	default:
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen[signal] {
		return
	}
	if s.seen == nil {
		s.seen = map[bot.Signal]bool{}
	}
	s.seen[signal] = true
	s.all = append(s.all, signal)
	select {
	case s.ready <- struct{}{}:
	default:
	}
}

func (s *signals) take() []bot.Signal {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all, s.seen = nil, nil
	return all
}
