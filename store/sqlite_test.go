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

func TestSQLite(t *testing.T) {
	where := map[bot.Store]string{}
	open := func(t *testing.T) bot.Store {
		address := "sqlite:" + filepath.Join(t.TempDir(), "lotse.db")
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

func TestSQLiteIsOpenedOnce(t *testing.T) {
	address := "sqlite:" + filepath.Join(t.TempDir(), "lotse.db")
	openAt(t, address)
	_, err := store.Open(t.Context(), address)
	if err == nil || !strings.Contains(err.Error(), "in use by another lotse") {
		t.Fatalf("opened twice: %v", err)
	}
}

func TestWorkerOnSQLite(t *testing.T) {
	storetest.RunWorker(t, func(t *testing.T) bot.Store {
		return openAt(t, "sqlite:"+filepath.Join(t.TempDir(), "lotse.db"))
	})
}
