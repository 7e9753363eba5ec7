package web

import (
	"cmp"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Rate allows one request every Every on average, and Burst of them at once.
type Rate struct {
	Every time.Duration
	Burst int
}

// Limits are what one client may ask of the channel. Zero values are the defaults, which are meant for an office of
// customers behind one address.
type Limits struct {
	Body       int64 // bytes of a request body; 64 KiB
	Text       int   // bytes of an utterance; [bot.DefaultMaxText]
	Starts     Rate  // new conversations of one address; one in 2 s, 30 at once
	Utterances Rate  // of one conversation; one a second, 10 at once
	Address    Rate  // utterances and streams of one address; 20 a second, 200 at once
	Streams    int   // open at once on this node; 20,000
	File       int64 // bytes of a file; 10 MiB
	Payload    int   // bytes of a payload: a form's values; 16 KiB
	Uploads    Rate  // files of one conversation; one in 6 s, 10 at once
	Proofs     Rate  // identities and codes of one address; one in 3 s, 20 at once
}

func (l Limits) defaults() Limits {
	l.Body = cmp.Or(l.Body, 64<<10)
	l.Text = cmp.Or(l.Text, 8<<10)
	l.Starts = cmp.Or(l.Starts, Rate{Every: 2 * time.Second, Burst: 30})
	l.Utterances = cmp.Or(l.Utterances, Rate{Every: time.Second, Burst: 10})
	l.Address = cmp.Or(l.Address, Rate{Every: 50 * time.Millisecond, Burst: 200})
	l.Streams = cmp.Or(l.Streams, 20_000)
	l.File = cmp.Or(l.File, 10<<20)
	l.Payload = cmp.Or(l.Payload, 16<<10)
	l.Uploads = cmp.Or(l.Uploads, Rate{Every: 6 * time.Second, Burst: 10})
	l.Proofs = cmp.Or(l.Proofs, Rate{Every: 3 * time.Second, Burst: 20})
	return l
}

// A gate admits requests by key, each key at the gate's rate.
type gate struct {
	rate Rate

	mu    sync.Mutex
	keys  map[string]*visitor
	swept time.Time
}

type visitor struct {
	*rate.Limiter
	last time.Time
}

// admit says how long the key has to wait; 0 lets it in.
func (g *gate) admit(key string, now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sweep(now)
	v := g.keys[key]
	if v == nil {
		v = &visitor{Limiter: rate.NewLimiter(rate.Every(g.rate.Every), g.rate.Burst)}
		g.keys[key] = v
	}
	v.last = now
	r := v.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// sweep forgets keys that were quiet for as long as a bucket takes to fill: forgetting a full bucket changes nothing.
func (g *gate) sweep(now time.Time) {
	full := g.rate.Every * time.Duration(g.rate.Burst)
	if g.keys != nil && now.Sub(g.swept) < full {
		return
	}
	if g.keys == nil {
		g.keys = map[string]*visitor{}
	}
	for key, v := range g.keys {
		if now.Sub(v.last) >= full {
			delete(g.keys, key)
		}
	}
	g.swept = now
}

// remoteHost is the address a request comes from. An IPv6 host owns a whole /64, so that is what counts.
func remoteHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	a, err := netip.ParseAddr(host)
	if err != nil || a.Is4() || a.Is4In6() {
		return host
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return host
	}
	return p.String()
}
