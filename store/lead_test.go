package store_test

import (
	"testing"
	"time"

	"github.com/lotse-bot/lotse/store"
)

// TestOneOfTwoProgramsLeads, as long as it says so in time, and the other when it resigns or dies.
func TestOneOfTwoProgramsLeads(t *testing.T) {
	address := database(t)
	var both [2]*store.Store
	for i := range both {
		s, err := store.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		both[i] = s
	}
	start := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	leads := func(who int, after time.Duration, want bool) {
		t.Helper()
		got, err := both[who].Lead(t.Context(), "the desk", start.Add(after), time.Minute)
		if err != nil || got != want {
			t.Errorf("program %d leads after %s: %v, want %v; error %v", who, after, got, want, err)
		}
	}
	leads(0, 0, true)
	leads(1, time.Second, false)
	leads(0, 50*time.Second, true) // until 1m50s
	leads(1, 100*time.Second, false)
	leads(1, 110*time.Second, true) // the first has died
	leads(0, 111*time.Second, false)
	for _, s := range both { // only one has something to resign from
		if err := s.Resign(t.Context(), "the desk"); err != nil {
			t.Fatal(err)
		}
	}
	leads(0, 112*time.Second, true)
}
