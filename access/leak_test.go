package access_test

import (
	"testing"
	"testing/synctest"

	"github.com/lotse-bot/lotse/access"
)

// TestAHouseLeavesNothingRunning: programs open many bots, one after the other. The test would panic over a goroutine that stays.
func TestAHouseLeavesNothingRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if h := (&access.House{}).Open(); h == nil {
			t.Error("no house")
		}
	})
}
