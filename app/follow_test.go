package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/store/storetest"
)

// Two programs share a database, and each has an index of its own: an article that one reads and drops is found by the other, and
// is not any more.
func TestAProgramFollowsWhatAnotherLearns(t *testing.T) {
	postgres, err := storetest.StartPostgres()
	if err != nil {
		t.Fatal(err)
	}
	if postgres == nil {
		t.Skip("PostgreSQL is not installed (apt-get install postgresql); LOTSE_REQUIRE=1 demands it")
	}
	t.Cleanup(postgres.Stop)
	dir := t.TempDir()
	article := filepath.Join(dir, "knowledge", "bread.md")
	for path, text := range map[string]string{filepath.Join(dir, "bot.yaml"): "name: Bakery\nlanguages: [en]\n", article: "# Storing bread\n\nStore bread in a paper bag.\n"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := app.Defaults()
	c.Bot, c.Data, c.Store, c.Embedder = dir, t.TempDir(), postgres.Database(t), "none:"
	open := func() *app.App {
		t.Helper()
		a, err := app.Open(t.Context(), c, app.Options{})
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
	one, two := open(), open()
	knows := func(want bool) {
		t.Helper()
		if err := two.Library.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		answer, err := two.Answers.Ask(t.Context(), knowledge.Inquiry{Text: "How do I store bread?", Language: "en", Reader: knowledge.Reader{Now: time.Now()}})
		if err != nil || strings.Contains(answer.Text, "paper bag") != want {
			t.Errorf("knows is not %v: %q, %s, %v", want, answer.Text, answer.Reason, err)
		}
	}
	if err := one.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	knows(true)
	if err := os.Remove(article); err != nil {
		t.Fatal(err)
	}
	if err := one.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	knows(false)
}
