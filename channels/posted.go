package channels

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Posted reads what a platform posted: the raw bytes, for a signature is over these. It answers itself, and ok is false, if the
// request is no POST of the media type, or has more than most bytes.
func Posted(w http.ResponseWriter, r *http.Request, mediaType string, most int64) (body []byte, ok bool) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		Problem{Status: http.StatusMethodNotAllowed, Detail: "Webhooks are sent with POST."}.Write(w)
		return nil, false
	}
	if given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || given != mediaType {
		Problem{Status: http.StatusUnsupportedMediaType, Detail: "Send " + mediaType + "."}.Write(w)
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		Problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("The body is larger than %d bytes.", most)}.Write(w)
		return nil, false
	}
	if err != nil {
		Problem{Status: http.StatusBadRequest, Detail: "The body ended early; send it again."}.Write(w)
		return nil, false
	}
	return body, true
}

// Forged answers a request that did not prove that it comes from the platform. It does not say what was wrong with it.
func Forged(w http.ResponseWriter) {
	Problem{Status: http.StatusUnauthorized, Detail: "The request is not signed as it must be, or too long ago."}.Write(w)
}

// Unreadable answers a genuine request that is not what the platform documents.
func Unreadable(w http.ResponseWriter) {
	Problem{Status: http.StatusBadRequest, Detail: "The body is not of the documented form."}.Write(w)
}

// Overloaded answers a genuine request whose inbound could not be kept, so that the platform delivers it again: with 503 and,
// in Retry-After, when.
func Overloaded(w http.ResponseWriter, err error) {
	after := time.Second
	if busy, ok := errors.AsType[*bot.OverloadedError](err); ok {
		after = max(after, busy.RetryAfter)
	}
	Problem{Status: http.StatusServiceUnavailable, RetryAfter: after, Detail: "The delivery was not taken; send it again."}.Write(w)
}

// Within gives a context in which an inbound must be kept, so that the platform hears in time that it was not.
func Within(r *http.Request, deadline time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.Context(), deadline)
}
