package bot

import (
	"context"
	"time"
)

// repeat calls do after first and then every so often, until ctx ends or stop is called: a call that is under way then is not
// waited for. Thousands of turns are under way at once, so no goroutine waits between two calls.
func repeat(ctx context.Context, first, every time.Duration, do func()) (stop func() bool) {
	var timer *time.Timer
	set := make(chan struct{})
	timer = time.AfterFunc(first, func() {
		<-set
		if ctx.Err() != nil {
			return
		}
		do()
		timer.Reset(every)
	})
	close(set)
	return timer.Stop
}
