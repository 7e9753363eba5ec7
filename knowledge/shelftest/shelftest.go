// Package shelftest is the suite that every shelf passes.
package shelftest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// Shelf is both ports that a shelf implements.
type Shelf interface {
	knowledge.Shelf
	knowledge.Vectors
}

// Run puts a shelf through the suite. Open gives an empty one.
func Run(t *testing.T, open func(t *testing.T) Shelf) {
	for name, test := range map[string]func(t *testing.T, s Shelf){
		"a document comes back as it was put": whole,
		"putting it again replaces it":        replaced,
		"a dropped document is gone":          dropped,
		"all documents come in order":         ordered,
		"an error ends the reading":           ended,
		"vectors are kept by embedder":        vectors,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func document(id, text string) knowledge.Document {
	d := knowledge.Document{ID: id, Title: "Titel " + id, Asked: []string{"anders gefragt"}, URL: "/articles/" + id, Language: "de", Text: text, File: id + ".md", Line: 3}
	d.Hash = d.Sum()
	return d
}

func put(t *testing.T, s Shelf, d knowledge.Document) []knowledge.Passage {
	t.Helper()
	ps := knowledge.Cut(d)
	if err := s.PutDocument(t.Context(), d, ps); err != nil {
		t.Fatal(err)
	}
	return ps
}

func check(t *testing.T, s Shelf, d knowledge.Document, ps []knowledge.Passage) {
	t.Helper()
	gotDocument, gotPassages, err := s.Document(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, gotDocument); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ps, gotPassages); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
}

func whole(t *testing.T, s Shelf) {
	d := document("größe/ä", "## Eins\n\nText mit \"Zeichen\" & Ähnlichem.\n\n1. a\n2. b")
	check(t, s, d, put(t, s, d))
}

func replaced(t *testing.T, s Shelf) {
	put(t, s, document("a", "Alt. Und lang.\n\n- x\n- y"))
	d := document("a", "Neu.")
	check(t, s, d, put(t, s, d))
}

func dropped(t *testing.T, s Shelf) {
	put(t, s, document("a", "Text."))
	for range 2 { // the second time it is not there
		if err := s.DropDocument(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.Document(t.Context(), "a"); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("got %v, want bot.ErrNothing", err)
	}
}

func ordered(t *testing.T, s Shelf) {
	var want []string
	for i := range 250 {
		id := fmt.Sprintf("d%03d", (i*7)%250)
		put(t, s, document(id, "Text."))
		want = append(want, fmt.Sprintf("d%03d", i))
	}
	var got []string
	if err := s.EachDocument(t.Context(), func(d knowledge.Document, ps []knowledge.Passage) error {
		if len(ps) == 0 {
			t.Errorf("%s has no passages", d.ID)
		}
		got = append(got, d.ID)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func ended(t *testing.T, s Shelf) {
	put(t, s, document("a", "Text."))
	put(t, s, document("b", "Text."))
	calls := 0
	err := s.EachDocument(t.Context(), func(knowledge.Document, []knowledge.Passage) error {
		calls++
		return context.Canceled
	})
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("%d calls and %v, want 1 and context.Canceled", calls, err)
	}
}

func vectors(t *testing.T, s Shelf) {
	ctx := t.Context()
	want := map[string][]float32{}
	var keys []string
	for i := range 150 {
		k := fmt.Sprint("key", i)
		keys = append(keys, k, k) // a key may be asked for twice
		want[k] = []float32{float32(i), 0.5, -1}
	}
	if err := s.KeepVectors(ctx, "one", want); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepVectors(ctx, "one", map[string][]float32{"key0": {7}}); err != nil {
		t.Fatal(err)
	}
	want["key0"] = []float32{7}
	got, err := s.Vectors(ctx, "one", append(keys, "unknown"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vectors (-want +got):\n%s", diff)
	}
	if other, err := s.Vectors(ctx, "two", keys); err != nil || len(other) != 0 {
		t.Errorf("another embedder has %d vectors, %v", len(other), err)
	}
}
