package channeltest

import (
	"io"
	"net/http"
	"time"
)

// A fault is one way in which a call can go wrong. Taken says whether the platform did what was asked nevertheless.
type fault struct {
	name   string
	taken  bool
	answer func(w http.ResponseWriter, wi *wire, r *http.Request)
}

// hanging is how long a hanging platform takes.
const hanging = 4 * time.Second

// The ways of misbehaving that all platforms share.
var (
	well   = fault{name: "well"}
	broken = fault{"500", false, func(w http.ResponseWriter, _ *wire, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	}}
	gateway = fault{"502 with a page", false, func(w http.ResponseWriter, _ *wire, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html><body><h1>502 Bad Gateway</h1></body></html>")
	}}
	unavailable = fault{"503", false, func(w http.ResponseWriter, _ *wire, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
	}}
	cut = fault{"cut off after it was taken", true, func(http.ResponseWriter, *wire, *http.Request) {
		panic(http.ErrAbortHandler)
	}}
	hang = fault{"hanging after it was taken", true, func(_ http.ResponseWriter, w *wire, r *http.Request) {
		select {
		case <-w.released:
		case <-r.Context().Done():
		case <-time.After(hanging): // so that an adapter that knows no deadline fails, and does not hang as well
		}
	}}
)

// answering is a fault with which the platform answers in its own way.
func answering(name string, answer func(w http.ResponseWriter)) fault {
	return fault{name, false, func(w http.ResponseWriter, _ *wire, _ *http.Request) { answer(w) }}
}

func limitedBy(l Limit, after time.Duration) fault {
	return answering("limit "+l.Name, func(w http.ResponseWriter) { l.Answer(w, after) })
}
