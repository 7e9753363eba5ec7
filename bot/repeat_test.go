package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsRepeatedEndsWhenItIsStoppedOrTheTurnEnds(t *testing.T) {
	for name, end := range map[string]func(stop func() bool, cancel context.CancelFunc){
		"stopped":        func(stop func() bool, _ context.CancelFunc) { stop() },
		"the turn ended": func(_ func() bool, cancel context.CancelFunc) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				begin, at := time.Now(), []time.Duration(nil)
				stop := repeat(ctx, 400*time.Millisecond, 4*time.Second, func() { at = append(at, time.Since(begin)) })
				time.Sleep(9 * time.Second)
				end(stop, cancel)
				time.Sleep(time.Minute)
				synctest.Wait()
				if diff := cmp.Diff([]time.Duration{400 * time.Millisecond, 4400 * time.Millisecond, 8400 * time.Millisecond}, at); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func TestWhatEndsWhileItIsUnderWayIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		calls := 0
		stop := repeat(ctx, time.Second, time.Second, func() { calls++; time.Sleep(time.Minute) })
		time.Sleep(2 * time.Second)
		stop()
		cancel()
		time.Sleep(time.Hour)
		synctest.Wait()
		if calls != 1 {
			t.Errorf("called %d times", calls)
		}
	})
}
