package store_test

import (
	"testing"

	"github.com/lotse-bot/lotse/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// database gives an empty database of a running server.
func database(t *testing.T) string { return storetest.Database(t) }

func TestPostgres(t *testing.T) { suite(t, database) }
