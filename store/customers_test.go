package store_test

import (
	"path/filepath"
	"testing"

	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

func TestCustomers(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		storetest.RunCustomers(t, func(t *testing.T) storetest.Customers { return openAt(t, file(t)) })
	})
	t.Run("postgres", func(t *testing.T) {
		storetest.RunCustomers(t, func(t *testing.T) storetest.Customers { return openAt(t, database(t)) })
	})
}

// BenchmarkFollow is what every inbound pays for routes being linked at all.
func BenchmarkFollow(b *testing.B) {
	s, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "lotse.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if c, err := s.Follow(b.Context(), "telegram", "42"); c != "" || err != nil {
			b.Fatal(c, err)
		}
	}
}
