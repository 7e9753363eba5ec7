package knowledge_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
)

// Two programs share a shelf, and each has an index of its own: what one reads, changes or drops counts at the other.
func TestAnIndexFollowsWhatOthersDo(t *testing.T) {
	dir := folder(t, map[string]string{"kalk.de.md": "# Entkalken\n\nAlle drei Monate.", "geld.de.md": "# Geld\n\nDas Geld kommt nach fünf Tagen."})
	shelf, notes := knowledge.NewTransient(), library(nil, nil)
	join := func() *knowledge.Library {
		t.Helper()
		l := library(shelf, &embedder{})
		l.Shared, l.Drawer = true, notes.Notes
		if _, err := l.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		return l
	}
	follow := func(l *knowledge.Library) {
		t.Helper()
		if err := l.Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	one, two := join(), join()
	ingest(t, one, dir)
	follow(two)
	if got := found(t, two, "Entkalken"); !slices.Contains(got, "kalk.de") {
		t.Errorf("what another read is not found: %v", got)
	}
	ingest(t, two, dir) // it looks at the same files
	if err := one.Embed(t.Context(), knowledge.Watch{}); err != nil {
		t.Fatal(err)
	}
	follow(two)
	if got := found(t, two, "refund"); len(got) == 0 || got[0] != "geld.de" {
		t.Errorf("vectors that another made do not count: %v", got)
	}
	write(t, dir, "kalk.de.md", "# Entkalken\n\nMit Zitronensäure.")
	ingest(t, two, dir)
	follow(one)
	if got := found(t, one, "Zitronensäure"); !slices.Contains(got, "kalk.de") {
		t.Errorf("what another changed is not found: %v", got)
	}
	three := join()
	if err := os.Remove(filepath.Join(dir, "kalk.de.md")); err != nil {
		t.Fatal(err)
	}
	ingest(t, one, dir)
	for _, l := range []*knowledge.Library{two, three} {
		follow(l)
		if got := found(t, l, "Zitronensäure"); slices.Contains(got, "kalk.de") {
			t.Errorf("what another dropped is found: %v", got)
		}
	}
}
