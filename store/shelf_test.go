package store_test

import (
	"path/filepath"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/shelftest"
)

func TestShelf(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		shelftest.Run(t, func(t *testing.T) shelftest.Shelf { return openAt(t, "sqlite:"+filepath.Join(t.TempDir(), "lotse.db")) })
	})
	t.Run("postgres", func(t *testing.T) {
		shelftest.Run(t, func(t *testing.T) shelftest.Shelf { return openAt(t, database(t)) })
	})
}
