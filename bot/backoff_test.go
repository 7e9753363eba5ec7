package bot

import (
	"testing"
	"time"
)

func TestNobodyWaitsLongerThanAMinuteForTheNextAttempt(t *testing.T) {
	for attempts, want := range map[int]time.Duration{
		0: 500 * time.Millisecond, 1: time.Second, 6: 32 * time.Second, 7: time.Minute, 1000: time.Minute,
	} {
		if got := backoff(attempts); got != want {
			t.Errorf("after %d attempts: %s, want %s", attempts, got, want)
		}
	}
}
