package qdrant

import (
	"context"
	"errors"
	"fmt"
	"time"

	api "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// What a call may cost. A customer waits for a search; nobody waits for a change.
const (
	searchWithin = 2 * time.Second // with all of its attempts
	changeWithin = 10 * time.Second
	attempts     = 3
	firstPause   = 100 * time.Millisecond // doubled after each attempt
)

// try calls the server with a deadline, and again when it was not there or busy. All calls may be repeated: points have
// fixed IDs.
func (x *Index) try(ctx context.Context, what string, call func(context.Context) error) error {
	pause := firstPause
	for attempt := 1; ; attempt++ {
		once, cancel := context.WithTimeout(ctx, changeWithin)
		err := call(once)
		cancel()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return fmt.Errorf("%s in Qdrant at %s: %w", what, x.server, ctx.Err())
		case attempt == attempts || !passing(err):
			return fmt.Errorf("%s in Qdrant at %s, after %d attempts: %w", what, x.server, attempt, err)
		}
		select {
		case <-time.After(max(pause, retryAfter(err))):
			pause *= 2
		case <-ctx.Done():
		}
	}
}

// errSlow is what a search ends with for which the server took too long.
var errSlow = errors.New("no answer in time")

// soon bounds a search. What ends it is the server's slowness, unless the caller itself gave up.
func soon(ctx context.Context, search func(context.Context) error) error {
	bound, cancel := context.WithTimeout(ctx, searchWithin)
	defer cancel()
	err := search(bound)
	if err != nil && ctx.Err() == nil && bound.Err() != nil {
		return fmt.Errorf("%w, within %s", errSlow, searchWithin)
	}
	return err
}

// passing tells whether an error may be gone the next time.
func passing(err error) bool {
	switch codeOf(err) {
	case codes.Unavailable, codes.ResourceExhausted, codes.Aborted, codes.DeadlineExceeded:
		return true
	}
	return false
}

// retryAfter is how long a server that is too busy wants to be left alone, as far as anybody can wait for that.
func retryAfter(err error) time.Duration {
	var busy *api.QdrantResourceExhaustedError
	if errors.As(err, &busy) {
		return min(time.Duration(busy.RetryAfterS)*time.Second, changeWithin)
	}
	return 0
}

// codeOf is the gRPC status of an error, through the client's wrappings.
func codeOf(err error) codes.Code {
	var busy *api.QdrantResourceExhaustedError
	if errors.As(err, &busy) {
		return codes.ResourceExhausted
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if s, ok := status.FromError(e); ok {
			return s.Code()
		}
	}
	return codes.Unknown
}
