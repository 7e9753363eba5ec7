package store_test

import (
	"fmt"
	"os"
	"testing"

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

func TestPostgres(t *testing.T) { suite(t, database) }
