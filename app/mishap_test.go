package app_test

import (
	"bytes"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// A wire leads requests to a platform in the same process, as the weather allows.
type wire struct {
	platform http.Handler
	weather  *weather
}

// RoundTrip implements [http.RoundTripper].
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body) // it was made in memory
		_ = r.Body.Close()
	}
	well := func() *http.Response {
		seen := r.Clone(r.Context())
		seen.Body, seen.RequestURI = io.NopCloser(bytes.NewReader(body)), r.URL.RequestURI()
		rec := httptest.NewRecorder()
		w.platform.ServeHTTP(rec, seen)
		return rec.Result()
	}
	return w.weather.mishap(r, body)(r, well)
}

// A mishap is how one request goes wrong; well has the platform do what it asks.
type mishap func(r *http.Request, well func() *http.Response) (*http.Response, error)

// The mishaps. Those that are doubtful leave the bot without knowing whether the platform did what it was asked.
var (
	fine mishap = func(r *http.Request, well func() *http.Response) (*http.Response, error) {
		written(r)
		return well(), nil
	}
	nowhere mishap = func(r *http.Request, _ func() *http.Response) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: r.URL.Host, IsNotFound: true}}
	}
	broken  = answers(http.StatusInternalServerError, "text/plain", "")
	gateway = answers(http.StatusBadGateway, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>")

	cut mishap = func(r *http.Request, well func() *http.Response) (*http.Response, error) { // taken, and the answer lost
		written(r)
		well()
		return nil, io.ErrUnexpectedEOF
	}
	hang mishap = func(r *http.Request, well func() *http.Response) (*http.Response, error) { // taken, and never answered
		written(r)
		well()
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	swallow mishap = func(r *http.Request, _ func() *http.Response) (*http.Response, error) { // never answered, and not taken
		written(r)
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
)

func answers(status int, mediaType, body string) mishap {
	return func(r *http.Request, _ func() *http.Response) (*http.Response, error) {
		written(r)
		rec := httptest.NewRecorder()
		rec.Header().Set("Content-Type", mediaType)
		rec.WriteHeader(status)
		_, _ = io.WriteString(rec, body)
		return rec.Result(), nil
	}
}

// limited answers 429 as the platform does.
func limited(after time.Duration) mishap {
	return func(r *http.Request, _ func() *http.Response) (*http.Response, error) {
		written(r)
		rec := httptest.NewRecorder()
		if strings.HasPrefix(r.URL.Path, "/bot") {
			telegramtest.TooMany(rec, after)
			return rec.Result(), nil
		}
		rec.Header().Set("Retry-After", strconv.Itoa(int(after.Seconds())))
		rec.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(rec, `{"ok":false,"error":"ratelimited"}`)
		return rec.Result(), nil
	}
}

// written tells who traces the request that it has left, as a client's own transport does.
func written(r *http.Request) {
	trace := httptrace.ContextClientTrace(r.Context())
	if trace == nil {
		return
	}
	if trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	if trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{})
	}
}

// A weather says which requests to a platform go wrong: a fifth of them all the time, all in an outage, and all in a flood, when
// the platform lets nobody through for a while.
type weather struct {
	outage, flood [2]time.Time

	mu        sync.Mutex
	chance    *rand.Rand
	waits     map[string]time.Time // until when a place takes nothing
	count     map[string]int       // of mishaps, by name
	doubts    int                  // of deliveries
	impatient int                  // deliveries to places that were to be left alone
}

func newWeather(seed uint64) *weather {
	return &weather{chance: rand.New(rand.NewPCG(seed, 7)), waits: map[string]time.Time{}, count: map[string]int{}}
}

func (w *weather) mishap(r *http.Request, body []byte) mishap {
	w.mu.Lock()
	defer w.mu.Unlock()
	form, _ := url.ParseQuery(string(body)) // other bodies have no place
	method, place := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], form.Get("chat_id")+form.Get("channel")
	delivers := method == "sendMessage" || method == "chat.postMessage"
	now, dice := time.Now(), w.chance.IntN(100)
	until, waits := w.waits[place], w.waits[place].After(now)
	if delivers && waits {
		w.impatient++
	}
	switch {
	case waits:
		return w.name("429", limited(whole(until.Sub(now))))
	case within(now, w.outage):
		return w.name("outage", []mishap{broken, gateway, nowhere}[dice%3])
	case within(now, w.flood):
		return w.name("429 for all", limited(whole(w.flood[1].Sub(now))))
	case dice < 4 && delivers:
		w.waits[place] = now.Add(time.Duration(5+dice*5) * time.Second)
		return w.name("429", limited(w.waits[place].Sub(now)))
	case dice < 7:
		return w.name("500", broken)
	case dice < 10:
		return w.name("502", gateway)
	case dice < 13:
		return w.name("no such host", nowhere)
	case dice < 19 && delivers:
		w.doubts++
		return w.name([]string{"cut", "hang", "swallow"}[dice%3], []mishap{cut, hang, swallow}[dice%3])
	}
	return fine
}

func (w *weather) name(name string, m mishap) mishap {
	w.count[name]++
	return m
}

// String lists what went wrong.
func (w *weather) String() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(w.count)) {
		all = append(all, strconv.Itoa(w.count[name])+" "+name)
	}
	return strings.Join(all, ", ")
}

func within(now time.Time, span [2]time.Time) bool {
	return !now.Before(span[0]) && now.Before(span[1])
}

// whole rounds up to seconds: platforms know no less.
func whole(d time.Duration) time.Duration { return (d + time.Second - 1).Truncate(time.Second) }
