package eval

import (
	"context"
	"fmt"
	"sync"
)

// each runs n cases of a suite, as many at once as there are slots, and reports their progress. A case that returns an error
// or panics is in the returned list at its place; the others go on.
func (r *run) each(ctx context.Context, suite string, n int, do func(i int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	var done int
	next := make(chan int)
	for range min(r.options.Workers, n) {
		wg.Go(func() {
			for i := range next {
				errs[i] = r.once(ctx, func() error { return do(i) })
				r.mu.Lock()
				done++
				if r.options.Progress != nil {
					r.options.Progress(Progress{Suite: suite, Done: done, Total: n, Ended: r.ended, Suites: r.suites})
				}
				r.mu.Unlock()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	return errs
}

// once does one piece of work as soon as there is a slot for it.
func (r *run) once(ctx context.Context, do func() error) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case r.slots <- struct{}{}:
	}
	defer func() { <-r.slots }()
	if err := ctx.Err(); err != nil {
		return err
	}
	return guard(do)
}

// guard turns a panic into an error.
func guard(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do()
}
