package access

import (
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often signing in may be tried: a few times at once, then slowly. By login this makes guessing hopeless; by address it
// bounds what one machine costs us.
const (
	triesLogin   = 5
	triesAddress = 30
	againLogin   = 30 * time.Second // for each further try
	againAddress = 2 * time.Second
	mostKnown    = 10_000 // logins and addresses that are remembered
)

// limits counts tries.
type limits struct {
	mu    sync.Mutex
	known map[string]*rate.Limiter
}

func newLimits() *limits { return &limits{known: map[string]*rate.Limiter{}} }

// try says whether signing in may be tried now, and if not, when.
func (l *limits) try(r *http.Request, login string, now time.Time) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if wait := l.take("address "+host, triesAddress, againAddress, now); wait > 0 {
		return wait
	}
	return l.take("login "+login, triesLogin, againLogin, now)
}

// forgive forgets the tries of a login that got in.
func (l *limits) forgive(login string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.known, "login "+login)
}

func (l *limits) take(key string, burst int, each time.Duration, now time.Time) time.Duration {
	limiter := l.known[key]
	if limiter == nil {
		l.forget(now)
		limiter = rate.NewLimiter(rate.Every(each), burst)
		l.known[key] = limiter
	}
	reservation := limiter.ReserveN(now, 1)
	if wait := reservation.DelayFrom(now); wait > 0 {
		reservation.CancelAt(now)
		return wait
	}
	return 0
}

// forget makes room, seldom and then plenty, by dropping those who have all their tries again.
func (l *limits) forget(now time.Time) {
	if len(l.known) < mostKnown {
		return
	}
	for key, limiter := range l.known {
		if limiter.TokensAt(now) >= float64(limiter.Burst()) {
			delete(l.known, key)
		}
	}
	for key := range l.known { // too many are in use: an attack; any will do
		if len(l.known) < mostKnown/2 {
			return
		}
		delete(l.known, key)
	}
}
