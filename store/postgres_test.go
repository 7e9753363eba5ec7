package store_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

var postgres *storetest.Postgres

func TestMain(m *testing.M) {
	var err error
	if postgres, err = storetest.StartPostgres(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	postgres.Stop()
	os.Exit(code)
}

// database gives an empty database of the running server.
func database(t *testing.T) string {
	if postgres == nil {
		t.Skip("PostgreSQL is not installed (apt-get install postgresql); LOTSE_REQUIRE=1 demands it")
	}
	return postgres.Database(t)
}

func TestPostgres(t *testing.T) {
	where := map[bot.Store]string{}
	open := func(t *testing.T) bot.Store {
		address := database(t)
		s := openAt(t, address)
		where[s] = address
		return s
	}
	storetest.Run(t, open, func(t *testing.T, s bot.Store) bot.Store {
		address := where[s]
		if err := s.(*store.Store).Close(); err != nil {
			t.Fatal(err)
		}
		again := openAt(t, address)
		where[again] = address
		return again
	})
}

func TestWorkerOnPostgres(t *testing.T) {
	storetest.RunWorker(t, func(t *testing.T) bot.Store { return openAt(t, database(t)) })
}
