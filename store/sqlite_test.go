package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

func openAt(t *testing.T, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// suite runs the whole suite over stores at new addresses.
func suite(t *testing.T, address func(t *testing.T) string) {
	where := map[bot.Store]string{}
	open := func(t *testing.T, address string) bot.Store {
		s := openAt(t, address)
		where[s] = address
		return s
	}
	storetest.Run(t, func(t *testing.T) bot.Store { return open(t, address(t)) }, func(t *testing.T, s bot.Store) bot.Store {
		if err := s.(*store.Store).Close(); err != nil {
			t.Fatal(err)
		}
		return open(t, where[s])
	})
	storetest.RunWorker(t, func(t *testing.T) bot.Store { return openAt(t, address(t)) })
	storetest.RunOutbound(t, func(t *testing.T) bot.Store { return openAt(t, address(t)) })
	storetest.RunKeeping(t, func(t *testing.T) storetest.Keeper { return openAt(t, address(t)) })
}

// file is where a new SQLite store is made.
func file(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "lotse.db") }

func TestSQLite(t *testing.T) { suite(t, file) }

func TestSQLiteIsOpenedOnce(t *testing.T) {
	address := file(t)
	openAt(t, address)
	_, err := store.Open(t.Context(), address)
	if err == nil || !strings.Contains(err.Error(), "in use by another lotse") {
		t.Fatalf("opened twice: %v", err)
	}
}
