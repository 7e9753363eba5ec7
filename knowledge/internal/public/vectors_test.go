package public_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
)

var _ knowledge.Vectors = (*public.Vectors)(nil)

// What was embedded in one run is there in the next, for the embedder that made it.
func TestVectorsAreKeptFromOneRunToTheNext(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vectors.gob")
	first, err := public.OpenVectors(file)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string][]float32{"a": {1, 0}, "b": {0.6, 0.8}}
	if err := first.KeepVectors(t.Context(), "builtin", kept); err != nil {
		t.Fatal(err)
	}
	if err := first.Save(); err != nil {
		t.Fatal(err)
	}
	again, err := public.OpenVectors(file)
	if err != nil {
		t.Fatal(err)
	}
	for embedder, want := range map[string]map[string][]float32{"builtin": kept, "other": {}} {
		got, err := again.Vectors(t.Context(), embedder, []string{"a", "b", "c"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", embedder, diff)
		}
	}
}
