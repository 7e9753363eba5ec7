package llm

import (
	"fmt"
	"time"
)

// ErrorKind says what to do about a failure of a model's server.
type ErrorKind string

// The kinds of errors.
const (
	Unreachable ErrorKind = "unreachable" // no connection, no answer in time, or the server is broken: go on without, try later
	Limited     ErrorKind = "limited"     // too many requests: not before RetryAfter
	Refused     ErrorKind = "refused"     // the key, the model or the request is wrong: trying again does not help
	Garbage     ErrorKind = "garbage"     // the server answered something that is no answer
)

// An Error is a failure of a model's server. It never holds the key or what the model was asked.
type Error struct {
	Kind       ErrorKind
	RetryAfter time.Duration // when Limited; 0 if the server did not say
	Err        error
}

// Error names the kind and the cause.
func (e *Error) Error() string { return fmt.Sprintf("model server (%s): %v", e.Kind, e.Err) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }
