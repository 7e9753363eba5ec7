package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
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

// BenchmarkFollow is what every inbound pays for routes being linked at all: here one that is not, beside 10,000 that are.
func BenchmarkFollow(b *testing.B) {
	addresses := map[string]string{"sqlite": "sqlite:" + filepath.Join(b.TempDir(), "lotse.db")}
	if storetest.HasPostgres() {
		addresses["postgres"] = storetest.Database(b)
	}
	for name, address := range addresses {
		b.Run(name, func(b *testing.B) {
			s, err := store.Open(b.Context(), address)
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			linkMany(b, s, 10_000)
			for b.Loop() {
				if c, err := s.Follow(b.Context(), "telegram", "nobody's"); c != "" || err != nil {
					b.Fatal(c, err)
				}
			}
		})
	}
}

func linkMany(b *testing.B, s *store.Store, n int) {
	var all sync.WaitGroup
	for worker := range 64 {
		all.Go(func() {
			for i := worker; i < n; i += 64 {
				r, id := bot.Route{Channel: "telegram", Address: fmt.Sprint(i)}, fmt.Sprint("c", i)
				err := errors.Join(
					s.KeepCode(b.Context(), customers.Code{Hash: id, Conversation: id, Expires: morning.Add(time.Hour)}),
					last(s.ShowCode(b.Context(), customers.Showing{Hash: id, Route: r.ID(), Turn: id, At: morning})),
					last(s.Prove(b.Context(), id, customers.Link{ID: id, Channel: r.Channel, Address: r.Address, Proof: customers.ProofCode, At: morning})))
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

func last[A, B any](_ A, _ B, err error) error { return err }
