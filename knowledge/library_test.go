package knowledge_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/indextest"
)

// embedder is the suite's stand-in behind llm.Embedder; it counts what it embedded.
type embedder struct {
	mu    sync.Mutex
	texts int
	fail  error
	wait  chan struct{} // queries wait for it
}

func (e *embedder) Name() string    { return "stand-in" }
func (e *embedder) Dimensions() int { return indextest.Dimensions }

func (e *embedder) EmbedPassages(_ context.Context, texts []string) ([][]float32, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.fail != nil {
		return nil, e.fail
	}
	var rows [][]float32
	for _, text := range texts {
		rows = append(rows, indextest.Embed(text))
		e.texts++
	}
	return rows, nil
}

func (e *embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	if e.wait != nil {
		select {
		case <-e.wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return indextest.Embed(text), e.fail
}

// library is an empty library over a shelf.
func library(shelf *knowledge.Transient, e *embedder) *knowledge.Library {
	l := &knowledge.Library{Shelf: shelf, Vectors: shelf, Index: embedded.New()}
	if e != nil {
		l.Embedder = e
	}
	return l
}

func ingest(t *testing.T, l *knowledge.Library, dir string) knowledge.Report {
	t.Helper()
	sources, faults := knowledge.Sources(dir)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	r, err := l.Ingest(t.Context(), sources, knowledge.Watch{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// found are the documents a search finds, best first.
func found(t *testing.T, l *knowledge.Library, text string) []string {
	t.Helper()
	hits, err := l.Index.Search(t.Context(), knowledge.Query{Text: text, Vector: indextest.Embed(text), Language: "de"})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range hits {
		if !slices.Contains(ids, h.Passage.Document) {
			ids = append(ids, h.Passage.Document)
		}
	}
	return ids
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestIngestingAgainTouchesOnlyWhatChanged(t *testing.T) {
	dir := folder(t, map[string]string{
		"kalk.de.md":     "# Entkalken\n\nAlle drei Monate entkalken.",
		"garantie.de.md": "# Garantie\n\nSie gilt zwei Jahre.",
		"alt.de.md":      "# Altes\n\nDas gilt nicht mehr.",
		"faq.jsonl":      `{"id":"faq","lang":"de","title":"Wo?","text":"In Hamburg."}`,
	})
	l := library(knowledge.NewTransient(), nil)
	if r := ingest(t, l, dir); len(r.Added) != 4 || r.Unchanged != 0 {
		t.Fatalf("first: %+v", r)
	}
	write(t, dir, "garantie.de.md", "# Garantie\n\nSie gilt fünf Jahre.")
	write(t, dir, "neu.de.md", "# Neues\n\nMahlgrad einstellen.")
	write(t, dir, "faq.jsonl", "{broken")
	if err := os.Remove(filepath.Join(dir, "alt.de.md")); err != nil {
		t.Fatal(err)
	}
	r := ingest(t, l, dir)
	if diff := cmp.Diff([][]string{{"neu.de"}, {"garantie.de"}, {"alt.de"}}, [][]string{r.Added, r.Changed, r.Removed}); diff != "" {
		t.Errorf("added, changed, removed (-want +got):\n%s", diff)
	}
	if r.Unchanged != 1 || len(r.Failed) != 1 {
		t.Errorf("%d unchanged and faults %v; want 1 and the broken line", r.Unchanged, r.Failed)
	}
	if got := found(t, l, "fünf Jahre"); len(got) == 0 || got[0] != "garantie.de" {
		t.Errorf("the change is not found: %v", got)
	}
	if got := found(t, l, "Altes"); slices.Contains(got, "alt.de") {
		t.Errorf("what was removed is still found: %v", got)
	}
	if got := found(t, l, "Hamburg"); !slices.Contains(got, "faq") {
		t.Errorf("a document whose file is broken now must stay as it was, found %v", got)
	}
}

func TestWhatWasEmbeddedOnceIsKept(t *testing.T) {
	dir := folder(t, map[string]string{"kalk.de.md": "# Entkalken\n\nAlle drei Monate.", "geld.de.md": "# Geld\n\nDas Geld kommt nach fünf Tagen."})
	shelf, e := knowledge.NewTransient(), &embedder{}
	l := library(shelf, e)
	ingest(t, l, dir)
	if got := found(t, l, "Entkalken"); len(got) == 0 {
		t.Error("words must be found before anything is embedded")
	}
	var told []knowledge.Progress
	clock := time.Unix(0, 0)
	watch := knowledge.Watch{Now: func() time.Time { clock = clock.Add(time.Second); return clock }, Each: func(p knowledge.Progress) { told = append(told, p) }}
	if err := l.Embed(t.Context(), watch); err != nil {
		t.Fatal(err)
	}
	last := told[len(told)-1]
	if e.texts != 4 || last.Done != 4 || last.Total != 4 || last.Rate() <= 0 {
		t.Errorf("embedded %d texts, progress ended at %+v; want 4 of 4", e.texts, last)
	}
	if got := found(t, l, "refund"); len(got) == 0 || got[0] != "geld.de" {
		t.Errorf("vectors do not count: %v", got)
	}

	again := library(shelf, e) // a new process over the same shelf
	if n, err := again.Load(t.Context()); err != nil || n != 2 {
		t.Fatalf("loaded %d documents, %v", n, err)
	}
	if got := found(t, again, "refund"); len(got) == 0 || got[0] != "geld.de" {
		t.Errorf("after a restart found %v, want geld.de first", got)
	}
	ingest(t, again, dir)
	if err := again.Embed(t.Context(), knowledge.Watch{}); err != nil {
		t.Fatal(err)
	}
	if e.texts != 4 {
		t.Errorf("%d texts were embedded in all, want 4: nothing twice", e.texts)
	}
}

func TestAnEmbedderThatIsDownIsAnErrorAndWordsGoOn(t *testing.T) {
	dir := folder(t, map[string]string{"kalk.de.md": "# Entkalken\n\nAlle drei Monate."})
	down := errors.New("connection refused")
	l := library(knowledge.NewTransient(), &embedder{fail: down})
	ingest(t, l, dir)
	if err := l.Embed(t.Context(), knowledge.Watch{}); !errors.Is(err, down) {
		t.Errorf("got %v, want the embedder's error", err)
	}
	if got := found(t, l, "Entkalken"); len(got) == 0 {
		t.Error("nothing is found by words")
	}
}

func TestTwoDocumentsWithOneID(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "---\nid: same\n---\n# A\n\nErstes.", "b.md": "---\nid: same\n---\n# B\n\nZweites."})
	r := ingest(t, library(knowledge.NewTransient(), nil), dir)
	if len(r.Added) != 1 || len(r.Failed) != 1 || filepath.Base(r.Failed[0].File) != "b.md" {
		t.Errorf("added %v, faults %v; want the first, and a fault for the second", r.Added, r.Failed)
	}
}
