package standby_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/indextest"
	"github.com/lotse-bot/lotse/knowledge/qdrant"
	"github.com/lotse-bot/lotse/knowledge/qdrant/qdranttest"
	"github.com/lotse-bot/lotse/knowledge/standby"
)

// A world is a library over a server that can fail.
type world struct {
	t      *testing.T
	server *qdranttest.Server
	shelf  *knowledge.Transient
	index  *standby.Index
	lib    *knowledge.Library
	heard  []string // what operators were told
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, server: qdranttest.Start(t), shelf: knowledge.NewTransient()}
	w.open()
	return w
}

// open begins as a program does that starts: with the shelf alone.
func (w *world) open() {
	x, err := qdrant.Open("qdrant://"+w.server.Address+"/help", "stand-in", indextest.Dimensions)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = x.Close() })
	w.index = standby.New(standby.Options{
		Server: x, Shelf: w.shelf, Vectors: w.shelf, Embedder: "stand-in", Spare: func() knowledge.Index { return embedded.New() },
		Behind: func(err error) { w.heard = append(w.heard, map[bool]string{true: "back", false: "away"}[err == nil]) },
	})
	w.lib = &knowledge.Library{Shelf: w.shelf, Vectors: w.shelf, Index: w.index, Embedder: stand{}}
	if _, err := w.lib.Load(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// stand is an embedder.
type stand struct{}

func (stand) Name() string    { return "stand-in" }
func (stand) Dimensions() int { return indextest.Dimensions }
func (stand) EmbedPassages(_ context.Context, texts []string) (all [][]float32, err error) {
	for _, t := range texts {
		all = append(all, indextest.Embed(t))
	}
	return all, nil
}

func (stand) EmbedQuery(_ context.Context, text string) ([]float32, error) {
	return indextest.Embed(text), nil
}

func (w *world) puts(documents ...knowledge.Document) {
	w.t.Helper()
	for _, d := range documents {
		if err := w.lib.Put(w.t.Context(), d); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) embeds() {
	w.t.Helper()
	if err := w.lib.Embed(w.t.Context(), knowledge.Watch{}); err != nil {
		w.t.Fatal(err)
	}
}

// drops forgets a document as an ingestion does.
func (w *world) drops(id string) {
	w.t.Helper()
	if err := w.index.Drop(w.t.Context(), id); err != nil {
		w.t.Fatal(err)
	}
	if err := w.shelf.DropDocument(w.t.Context(), id); err != nil {
		w.t.Fatal(err)
	}
}

// finds checks what a question finds first, and whether the server was asked with vectors.
func (w *world) finds(question, want string, vectors bool) {
	w.t.Helper()
	hits, err := w.index.Search(w.t.Context(), knowledge.Query{Text: question, Language: "de", Vector: indextest.Embed(question)})
	if err != nil {
		w.t.Fatal(err)
	}
	first, compared := "", false
	for _, h := range hits {
		compared = compared || h.Cosine != 0
	}
	if len(hits) > 0 {
		first = hits[0].Passage.Document
	}
	if first != want || compared != vectors {
		w.t.Errorf("%q finds %q, by vectors: %v; want %q, %v", question, first, compared, want, vectors)
	}
}

// lacks checks that a document is not found by its own words.
func (w *world) lacks(document, words string) {
	w.t.Helper()
	hits, err := w.index.Search(w.t.Context(), knowledge.Query{Text: words, Limit: 50})
	if err != nil || slices.ContainsFunc(hits, func(h knowledge.Hit) bool { return h.Passage.Document == document }) {
		w.t.Errorf("%s is found, or nothing can be: %v", document, err)
	}
}

// tends makes up for what was missed.
func (w *world) tends() {
	w.t.Helper()
	if err := w.index.Tend(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

const guarantee = "Wie lange gilt die Garantie?"

func TestTheSuite(t *testing.T) {
	server, n := qdranttest.Start(t), 0
	indextest.Run(t, func(t *testing.T) knowledge.Index {
		n++
		x, err := qdrant.Open(fmt.Sprintf("qdrant://%s/suite%d", server.Address, n), "stand-in", indextest.Dimensions)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = x.Close() })
		return standby.New(standby.Options{Server: x, Shelf: knowledge.NewTransient(), Spare: func() knowledge.Index { return embedded.New() }})
	})
}

func TestWordsOfTheShelfAnswerWhileTheServerIsAway(t *testing.T) {
	w := newWorld(t)
	w.puts(indextest.Documents()...)
	w.embeds()
	w.finds(guarantee, "warranty.de", true)

	w.server.Down(true)
	w.finds(guarantee, "warranty.de", false)
	w.puts(knowledge.Document{ID: "new.de", Title: "Versandkosten", Language: "de", Text: "Der Versand kostet vier Euro."})
	w.drops("returns.de")
	w.embeds()
	w.finds("Was kostet der Versand?", "new.de", false)
	w.lacks("returns.de", "Bestellung innerhalb von 30 Tagen zurückgeben")
	if err := w.index.Tend(t.Context()); err == nil {
		t.Error("a server that is away holds everything")
	}
	if w.index.Missed() != 3 {
		t.Errorf("%d searches were missed, want 3", w.index.Missed())
	}

	w.server.Down(false)
	w.tends()
	w.finds(guarantee, "warranty.de", true)
	w.finds("Was kostet der Versand?", "new.de", true)
	w.lacks("returns.de", "Bestellung innerhalb von 30 Tagen zurückgeben")
	if diff := cmp.Diff([]string{"away", "back"}, w.heard); diff != "" {
		t.Errorf("operators heard (-want +got):\n%s", diff)
	}
}

func TestAServerThatHasLostEverythingIsFilledAgain(t *testing.T) {
	w := newWorld(t)
	w.puts(indextest.Documents()...)
	w.embeds()
	w.server.Wipe()
	w.finds(guarantee, "warranty.de", false)
	w.tends()
	w.finds(guarantee, "warranty.de", true)
}

func TestAProgramStartsWithoutItsServer(t *testing.T) {
	w := newWorld(t)
	w.puts(indextest.Documents()...)
	w.embeds()
	w.server.Down(true)
	w.open()
	w.finds(guarantee, "warranty.de", false)
	w.server.Down(false)
	w.tends()
	w.finds(guarantee, "warranty.de", true)
}

// What was changed by a program that died in between is found out by the next one.
func TestTheNextProgramComparesTheServerWithTheShelf(t *testing.T) {
	w := newWorld(t)
	w.puts(indextest.Documents()...)
	w.embeds()
	w.server.Down(true)
	w.puts(knowledge.Document{ID: "warranty.de", Title: "Gewährleistung", Language: "de", Text: "Sie gilt vierundzwanzig Monate."})
	w.drops("hours.en")
	w.server.Down(false)
	w.open()
	w.finds("vierundzwanzig Monate", "warranty.de", true)
	w.lacks("hours.en", "opening hours from Monday to Friday")
	calls := w.server.Calls()
	w.embeds()
	w.tends()
	w.tends()
	if n := w.server.Calls() - calls; n > 10 {
		t.Errorf("%d calls where one document was without vectors", n)
	}
	calls = w.server.Calls()
	w.tends()
	if n := w.server.Calls() - calls; n != 0 {
		t.Errorf("%d calls where there was nothing to do", n)
	}
}
