package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Step is what the server does with one request.
type Step func(*exchange)

// exchange is a request on its way.
type exchange struct {
	w       http.ResponseWriter
	r       *http.Request
	closing <-chan struct{}
}

// Says streams an answer word by word and ends it.
func Says(text string) Step { return Streams(strings.SplitAfter(text, " ")...) }

// Streams sends the pieces of an answer one by one and ends it.
func Streams(deltas ...string) Step {
	return func(x *exchange) {
		x.send(deltas)
		x.finish("stop", len(deltas))
	}
}

// Paced sends the pieces of an answer after a wait, with a pause between them, and ends it. Sent, which may be nil, is called
// with the number of each piece, from 0, just before it is sent.
func Paced(wait, pause time.Duration, sent func(piece int), deltas ...string) Step {
	return func(x *exchange) {
		x.send(nil)
		for i, d := range deltas {
			if !x.wait(wait) {
				return
			}
			wait = pause
			if sent != nil {
				sent(i)
			}
			x.event(event{Choices: []choice{{Delta: map[string]string{"content": d}}}})
		}
		x.finish("stop", len(deltas))
	}
}

// wait is false if the client gave up meanwhile, or the test ended.
func (x *exchange) wait(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-x.r.Context().Done():
	case <-x.closing:
	}
	return false
}

// RunsOut streams an answer that the limit of tokens ends.
func RunsOut(deltas ...string) Step {
	return func(x *exchange) {
		x.send(deltas)
		x.finish("length", len(deltas))
	}
}

// CutsOff sends some pieces and then drops the connection.
func CutsOff(deltas ...string) Step {
	return func(x *exchange) {
		x.send(deltas)
		panic(http.ErrAbortHandler)
	}
}

// BreaksOff sends some pieces and then ends the stream as if nothing were missing.
func BreaksOff(deltas ...string) Step { return func(x *exchange) { x.send(deltas) } }

// Hangs sends some pieces and then nothing until the client gives up or the test ends.
func Hangs(deltas ...string) Step {
	return func(x *exchange) {
		if len(deltas) > 0 {
			x.send(deltas)
		}
		select {
		case <-x.r.Context().Done():
		case <-x.closing:
		}
	}
}

// Refuses answers with an error of the protocol.
func Refuses(status int, words string) Step {
	return func(x *exchange) { refuse(x.w, status, words) }
}

// Limits answers that there were too many requests. A wait of 0 is not told.
func Limits(wait time.Duration) Step {
	return func(x *exchange) {
		if wait > 0 {
			x.w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
		}
		refuse(x.w, http.StatusTooManyRequests, "Rate limit reached")
	}
}

// Garbage answers 200 with something that is not of the protocol.
func Garbage(text string) Step {
	return func(x *exchange) { fmt.Fprint(x.w, text) }
}

// Fails sends some pieces and then an error inside the stream.
func Fails(words string, deltas ...string) Step {
	return func(x *exchange) {
		x.send(deltas)
		fmt.Fprintf(x.w, "data: %s\n\n", problem(words, "server_error"))
	}
}

// event is one piece of a streamed answer.
type event struct {
	ID      string   `json:"id"`
	Object  string   `json:"object"`
	Choices []choice `json:"choices"`
	Usage   *usage   `json:"usage,omitempty"`
}

type choice struct {
	Index  int               `json:"index"`
	Delta  map[string]string `json:"delta"`
	Reason *string           `json:"finish_reason"`
}

type usage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
}

func (x *exchange) send(deltas []string) {
	x.w.Header().Set("Content-Type", "text/event-stream")
	x.event(event{Choices: []choice{{Delta: map[string]string{"role": "assistant"}}}})
	for _, d := range deltas {
		x.event(event{Choices: []choice{{Delta: map[string]string{"content": d}}}})
	}
}

func (x *exchange) finish(reason string, tokens int) {
	x.event(event{Choices: []choice{{Delta: map[string]string{}, Reason: &reason}}})
	x.event(event{Choices: []choice{}, Usage: &usage{Prompt: 10, Completion: tokens}})
	fmt.Fprint(x.w, "data: [DONE]\n\n")
}

func (x *exchange) event(e event) {
	e.ID, e.Object = "chatcmpl-1", "chat.completion.chunk"
	data, _ := json.Marshal(e) // strings and numbers always marshal
	fmt.Fprintf(x.w, "data: %s\n\n", data)
	_ = http.NewResponseController(x.w).Flush()
}

func refuse(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(problem(words, "invalid_request_error"))
}

func problem(words, kind string) []byte {
	data, _ := json.Marshal(map[string]any{"error": map[string]any{"message": words, "type": kind, "code": nil, "param": nil}})
	return data
}

// Redirects sends the client elsewhere.
func Redirects(to string) Step {
	return func(x *exchange) { http.Redirect(x.w, x.r, to, http.StatusTemporaryRedirect) }
}
