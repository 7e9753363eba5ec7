package qdrant_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/indextest"
	"github.com/lotse-bot/lotse/knowledge/qdrant"
	"github.com/lotse-bot/lotse/knowledge/qdrant/qdranttest"
)

// embedded opens an index for an embedder of a name.
func embedded(t *testing.T, at, embedder string, width int) *qdrant.Index {
	t.Helper()
	x, err := qdrant.Open(address(at, 0), embedder, width)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

// passages are those of the help centre, with vectors of a width.
func passages(width int) map[string][]knowledge.Passage {
	all := map[string][]knowledge.Passage{}
	for _, d := range indextest.Documents() {
		ps := knowledge.Cut(d)
		for i := range ps {
			ps[i].Vector = indextest.Embed(ps[i].Indexed())[:width]
		}
		all[d.ID] = ps
	}
	return all
}

func puts(t *testing.T, x *qdrant.Index, documents map[string][]knowledge.Passage) {
	t.Helper()
	if err := x.PutAll(t.Context(), documents); err != nil {
		t.Fatal(err)
	}
}

// finds are the documents of the best hits, and whether vectors were compared.
func finds(t *testing.T, x *qdrant.Index, q knowledge.Query) (documents []string, vectors bool) {
	t.Helper()
	hits, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		vectors = vectors || h.Cosine != 0
		if !slices.Contains(documents, h.Passage.Document) {
			documents = append(documents, h.Passage.Document)
		}
	}
	return documents, vectors
}

func warranty(width int) knowledge.Query {
	return knowledge.Query{Text: ask.Text, Language: "de", Vector: indextest.Embed(ask.Text)[:width]}
}

// Another embedder fills a collection of its own. Meanwhile the old one is searched by words, and says nothing that has
// changed; afterwards it is gone.
func TestAnotherEmbedderIsBuiltBeside(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	before := embedded(t, at, "small", 128)
	puts(t, before, passages(128))
	after := embedded(t, at, "large", 256)

	documents, vectors := finds(t, after, warranty(256))
	if documents[0] != "warranty.de" || vectors {
		t.Errorf("while it is built it finds %v, by vectors: %v; want the warranty by words", documents, vectors)
	}
	changed := knowledge.Cut(knowledge.Document{ID: "hours.en", Title: "Opening hours", Language: "en", Text: "We are closed for stocktaking."})
	if err := after.Put(t.Context(), "hours.en", changed); err != nil {
		t.Fatal(err)
	}
	if err := after.Drop(t.Context(), "returns.de"); err != nil {
		t.Fatal(err)
	}
	if got, _ := finds(t, after, knowledge.Query{Text: "stocktaking", Language: "en"}); len(got) == 0 || got[0] != "hours.en" {
		t.Errorf("what has changed is not found: %v", got)
	}
	if got, _ := finds(t, after, knowledge.Query{Text: "Bestellung zurückgeben", Language: "de"}); slices.Contains(got, "returns.de") {
		t.Error("what was dropped is found")
	}

	held, err := after.Holds(t.Context())
	if err != nil || len(held) != 1 {
		t.Fatalf("it holds %v, %v; want what was put since", held, err)
	}
	puts(t, after, passages(256))
	if err := after.Complete(t.Context()); err != nil {
		t.Fatal(err)
	}
	if documents, vectors := finds(t, after, warranty(256)); documents[0] != "warranty.de" || !vectors {
		t.Errorf("when it is complete it finds %v, by vectors: %v", documents, vectors)
	}
	if names := s.Collections(); len(names) != 1 {
		t.Errorf("there are the collections %v, want the new one alone", names)
	}

	// The old program has not been stopped yet: it finds by words what the new one keeps, and keeps nothing itself.
	if documents, vectors := finds(t, before, warranty(128)); documents[0] != "warranty.de" || vectors {
		t.Errorf("the old program finds %v, by vectors: %v", documents, vectors)
	}
	puts(t, before, passages(128))
	if err := before.Complete(t.Context()); err != nil {
		t.Fatal(err)
	}
	if names := s.Collections(); len(names) != 1 {
		t.Errorf("the old program has made %v", names)
	}
}

func TestTheSameEmbedderGoesOnWithTheSameCollection(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	puts(t, embedded(t, at, "small", 128), passages(128))
	again := embedded(t, at, "small", 128)
	held, err := again.Holds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]knowledge.Held{}
	for id, ps := range passages(128) {
		want[id] = knowledge.HeldOf(ps)
	}
	if diff := cmp.Diff(want, held); diff != "" {
		t.Errorf("it holds (-want +got):\n%s", diff)
	}
	if err := again.Complete(t.Context()); err != nil || len(s.Collections()) != 1 {
		t.Errorf("completing what is complete: %v, %v", s.Collections(), err)
	}
	for name := range s.Collections() {
		for _, field := range []string{"document", "first", "audience", "from", "until", "products", "versions"} {
			if !s.Indexed(name, field) {
				t.Errorf("the payload's %s has no index", field)
			}
		}
	}
}

// A server that has lost everything is not one that holds nothing to find.
func TestALostCollectionIsAnErrorOnce(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	x := embedded(t, at, "small", 128)
	puts(t, x, passages(128))
	finds(t, x, warranty(128))
	s.Wipe()
	if hits, err := x.Search(t.Context(), warranty(128)); err == nil {
		t.Errorf("found %v", hits)
	}
	held, err := x.Holds(t.Context())
	if err != nil || len(held) != 0 {
		t.Fatalf("it holds %v, %v", held, err)
	}
	puts(t, x, passages(128))
	if documents, vectors := finds(t, x, warranty(128)); documents[0] != "warranty.de" || !vectors {
		t.Errorf("afterwards it finds %v, by vectors: %v", documents, vectors)
	}
}

func TestACollectionOfAnotherProgramIsLeftAlone(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	name := strings.TrimPrefix(address("", 0), "qdrant:///")
	s.Occupy(name)
	err := embedded(t, at, "small", 128).Put(t.Context(), "d", nil)
	if err == nil || !strings.Contains(err.Error(), "which lotse did not make") {
		t.Errorf("got %v", err)
	}
}

// Documents go in few calls, and one of any size goes whole.
func TestManyPassagesGoInFewCalls(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	x := embedded(t, at, "", 0)
	if _, err := x.Holds(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := map[string][]knowledge.Passage{}
	for d := range 200 {
		id := fmt.Sprint("d", d)
		all[id] = []knowledge.Passage{{ID: id + "#0", Document: id, Title: "Titel", Text: "Text"}, {ID: id + "#1", Document: id, Text: "Text"}}
	}
	var long []knowledge.Passage
	for n := range 700 {
		long = append(long, knowledge.Passage{ID: fmt.Sprint("long#", n), Document: "long", Text: fmt.Sprint("Absatz ", n)})
	}
	all["long"] = long
	calls := s.Calls()
	puts(t, x, all)
	if n := s.Calls() - calls; n > 8 {
		t.Errorf("%d calls for 1,100 passages of 201 documents", n)
	}
	puts(t, x, map[string][]knowledge.Passage{"long": long[:2], "d7": nil})
	held, err := x.Holds(t.Context())
	if err != nil || len(held) != 200 || held["long"] != knowledge.HeldOf(long[:2]) {
		t.Errorf("%d documents, the long one as %v; %v", len(held), held["long"], err)
	}
	for name, points := range s.Collections() {
		if points != 199*2+2 {
			t.Errorf("%d points are left in %s", points, name)
		}
	}
}

// A server that takes requests and never answers is given up within seconds, though the customer would wait.
func TestASlowServerIsGivenUpSoon(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	x := embedded(t, at, "", 0)
	puts(t, x, nil)
	s.Stall(t)
	_, err := x.Search(t.Context(), ask)
	if err == nil || !strings.Contains(err.Error(), "no answer in time") || !strings.Contains(err.Error(), at) {
		t.Errorf("got %v", err)
	}
}
