package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// folderOf writes files into a new folder.
func folderOf(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// opened opens a bot for the length of the test.
func opened(t testing.TB, c app.Config, o app.Options) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}
