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
	const bread = "knowledge/bread.md"
	c := app.Defaults()
	c.Bot = folderOf(t, map[string]string{"bot.yaml": "name: Bakery\nlanguages: [en]\n", bread: "# Storing bread\n\nStore bread in a paper bag.\n"})
	c.Data, c.Store, c.Embedder = t.TempDir(), storetest.Database(t), "none:"
	one, two := opened(t, c, app.Options{}), opened(t, c, app.Options{})
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
	if err := os.Remove(filepath.Join(c.Bot, bread)); err != nil {
		t.Fatal(err)
	}
	if err := one.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	knows(false)
}
