package channels

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"time"
)

// A Problem is an HTTP answer that refuses a request (RFC 9457): what is wrong, and what to do about it.
type Problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`            // the kind of problem; the status text if empty
	Detail string `json:"detail,omitempty"` // this one: what was tried, and what to do
	// RetryAfter is sent as the header of that name, in whole seconds, rounded up; 0 sends none.
	RetryAfter time.Duration `json:"-"`
}

// Write answers with the problem as application/problem+json.
func (p Problem) Write(w http.ResponseWriter) {
	if p.Title == "" {
		p.Title = http.StatusText(p.Status)
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(p.RetryAfter.Seconds()))))
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // an error here means that the client is gone
}
