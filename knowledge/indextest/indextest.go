// Package indextest is the suite that every index passes.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// Run puts an index through the suite. Open gives an empty one.
func Run(t *testing.T, open func(t *testing.T) knowledge.Index) {
	for name, test := range map[string]func(t *testing.T, x knowledge.Index){
		"an empty index finds nothing":                   empty,
		"a passage comes back as it was put":             whole,
		"words are found in other forms":                 forms,
		"meaning is found where words differ":            meaning,
		"without a vector words decide":                  lexical,
		"putting a document again replaces it":           replaced,
		"what moved to another page is cited there":      moved,
		"a dropped document is gone":                     dropped,
		"hits are ordered, ties by passage ID":           ordered,
		"a limit is kept":                                limited,
		"only one document may be searched":              within,
		"who may not see a passage does not find it":     scoped,
		"what is about other products takes no place":    products,
		"many questions a reader leak nothing":           leaks,
		"a vector of another width is refused":           width,
		"vectors may follow later":                       later,
		"searches go on while documents change":          concurrent,
		"a search that is called off ends with an error": cancelled,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// Dimensions is the width of [Embed]'s vectors.
const Dimensions = 256

// Embed is a stand-in for an embedder: words hashed into a vector of unit length, with a few words of both languages taken
// for the same.
func Embed(text string) []float32 {
	v := make([]float32, Dimensions)
	for _, token := range lang.Tokens(text) {
		w := lang.Stem(strings.ToLower(token.Text), lang.German)
		if same, ok := synonyms[w]; ok {
			w = same
		}
		h := fnv.New32a()
		h.Write([]byte(w))
		for i := range 4 {
			v[byte(h.Sum32()>>(8*i))]++
		}
	}
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	for i := range v {
		v[i] /= float32(max(math.Sqrt(sum), 1e-9))
	}
	return v
}

var synonyms = map[string]string{"money": "geld", "refund": "geld", "erstatt": "geld"}

// Documents is a small help centre in both languages.
func Documents() []knowledge.Document {
	return []knowledge.Document{
		{
			ID: "descale.de", Title: "Maschine entkalken", Language: "de", URL: "/articles/descale.de",
			Text: "## Wann\n\nEntkalke die Maschine alle drei Monate. Bei hartem Wasser jeden Monat.\n\n## So geht es\n\n1. Tank leeren.\n2. Entkalker einfüllen.\n3. Das Entkalkungsprogramm starten.",
		},
		{
			ID: "descale.en", Title: "Descaling the machine", Language: "en", URL: "/articles/descale.en",
			Text: "## When\n\nDescale the machine every three months. With hard water, every month.\n\n## How\n\n1. Empty the tank.\n2. Fill in the descaler.\n3. Start the descaling programme.",
		},
		{
			ID: "warranty.de", Title: "Garantie", Language: "de", URL: "/articles/warranty.de",
			Text: "Die Garantie gilt zwei Jahre. Wer seine Maschine registriert, bekommt eine Garantieverlängerung von einem Jahr.",
		},
		{
			ID: "returns.de", Title: "Rückgabe", Language: "de", URL: "/articles/returns.de",
			Text: "Du kannst jede Bestellung innerhalb von 30 Tagen zurückgeben. Das Geld ist nach fünf Tagen auf deinem Konto.",
		},
		{ID: "hours.en", Title: "Opening hours", Language: "en", URL: "/articles/hours.en", Text: "We are here from Monday to Friday, nine to five."},
	}
}

// fill puts the help centre into the index.
func fill(t *testing.T, x knowledge.Index, vectors bool) {
	t.Helper()
	for _, d := range Documents() {
		put(t, x, d, vectors)
	}
}

func put(t *testing.T, x knowledge.Index, d knowledge.Document, vectors bool) {
	t.Helper()
	ps := knowledge.Cut(d)
	for i := range ps {
		if vectors {
			ps[i].Vector = Embed(ps[i].Indexed())
		}
	}
	if err := x.Put(t.Context(), d.ID, ps); err != nil {
		t.Fatalf("put %s: %v", d.ID, err)
	}
}

func search(t *testing.T, x knowledge.Index, q knowledge.Query) []knowledge.Hit {
	t.Helper()
	hits, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %q: %v", q.Text, err)
	}
	return hits
}

func empty(t *testing.T, x knowledge.Index) {
	if hits := search(t, x, knowledge.Query{Text: "Wie entkalke ich?", Vector: Embed("Wie entkalke ich?")}); len(hits) > 0 {
		t.Errorf("an empty index found %v", hits)
	}
	if err := x.Drop(t.Context(), "nothing"); err != nil {
		t.Errorf("dropping what is not there: %v", err)
	}
}

func whole(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	want := knowledge.Cut(Documents()[3])[1]
	for _, h := range search(t, x, knowledge.Query{Text: "Bestellung zurückgeben", Language: "de"}) {
		if h.Passage.ID == want.ID {
			if diff := cmp.Diff(want, h.Passage); diff != "" {
				t.Errorf("the passage changed on its way (-put +found):\n%s", diff)
			}
			return
		}
	}
	t.Error("the passage was not found")
}

func forms(t *testing.T, x knowledge.Index) {
	fill(t, x, false)
	for _, c := range []struct{ text, language, want string }{
		{"entkalken", "de", "descale.de"},
		{"Entkalkung", "de", "descale.de"},
		{"Verlängerung der Garantie", "de", "warranty.de"},
		{"Bestellungen", "de", "returns.de"},
		{"ENTKALKUNGSPROGRAM", "de", "descale.de"}, // and misspelt
		{"descaler", "en", "descale.en"},
		{"which hours are you open", "en", "hours.en"},
	} {
		hits := search(t, x, knowledge.Query{Text: c.text, Language: c.language})
		if len(hits) == 0 || hits[0].Passage.Document != c.want {
			t.Errorf("%q found %v, want %s first", c.text, documents(hits), c.want)
		}
	}
}

func meaning(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	hits := search(t, x, knowledge.Query{Text: "refund", Vector: Embed("refund"), Language: "en"})
	if len(hits) == 0 || hits[0].Passage.Document != "returns.de" {
		t.Fatalf("found %v, want returns.de first", documents(hits))
	}
	if hits[0].Cosine <= 0 {
		t.Errorf("the hit has cosine %v, want it to say why it was found", hits[0].Cosine)
	}
}

func lexical(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	hits := search(t, x, knowledge.Query{Text: "Wie lange gilt die Garantie?", Language: "de"})
	if len(hits) == 0 || hits[0].Passage.Document != "warranty.de" {
		t.Fatalf("found %v, want warranty.de first", documents(hits))
	}
	if h := hits[0]; h.Cosine != 0 || h.Words <= 0 || h.Grams <= 0 {
		t.Errorf("scores are words %v, grams %v, cosine %v; want the first two above 0 and no cosine", h.Words, h.Grams, h.Cosine)
	}
}

func replaced(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	put(t, x, knowledge.Document{ID: "warranty.de", Title: "Gewährleistung", Language: "de", Text: "Sie beträgt vierundzwanzig Monate."}, true)
	for _, h := range search(t, x, knowledge.Query{Text: "Garantieverlängerung registrieren", Language: "de", Limit: 50}) {
		if h.Passage.Document == "warranty.de" && h.Passage.Title != "Gewährleistung" {
			t.Errorf("%s still reads %q", h.Passage.ID, h.Passage.Text)
		}
	}
	hits := search(t, x, knowledge.Query{Text: "vierundzwanzig", Language: "de"})
	if len(hits) == 0 || hits[0].Passage.Document != "warranty.de" {
		t.Errorf("the new text is not found: %v", documents(hits))
	}
}

// moved puts a document again whose passages read the same and stand on the next page.
func moved(t *testing.T, x knowledge.Index) {
	ps := knowledge.Cut(Documents()[3])
	for page := range 2 {
		for i := range ps {
			ps[i].Page = page + 1
		}
		if err := x.Put(t.Context(), ps[0].Document, ps); err != nil {
			t.Fatal(err)
		}
	}
	hits := search(t, x, knowledge.Query{Text: "Bestellung zurückgeben", Language: "de"})
	if len(hits) == 0 {
		t.Fatal("found nothing")
	}
	for _, h := range hits {
		if h.Passage.Page != 2 {
			t.Errorf("%s is cited on page %d, want 2", h.Passage.ID, h.Passage.Page)
		}
	}
}

func dropped(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	if err := x.Drop(t.Context(), "warranty.de"); err != nil {
		t.Fatal(err)
	}
	for _, h := range search(t, x, knowledge.Query{Text: "Garantie", Vector: Embed("Garantie"), Language: "de", Limit: 50}) {
		if h.Passage.Document == "warranty.de" {
			t.Errorf("%s is still found", h.Passage.ID)
		}
	}
}

func ordered(t *testing.T, x knowledge.Index) {
	for _, id := range []string{"c", "a", "b"} {
		put(t, x, knowledge.Document{ID: id, Title: "Gleich", Language: "de", Text: "Alle drei Texte sind gleich."}, true)
	}
	put(t, x, knowledge.Document{ID: "d", Title: "Anders", Language: "de", Text: "Hier steht etwas ganz Verschiedenes."}, true)
	hits := search(t, x, knowledge.Query{Text: "Welche Texte sind gleich?", Vector: Embed("Welche Texte sind gleich?"), Language: "de"})
	for i := 1; i < len(hits); i++ {
		if hits[i-1].Compare(hits[i]) > 0 {
			t.Errorf("%s (%v) stands before %s (%v)", hits[i-1].Passage.ID, hits[i-1].Score, hits[i].Passage.ID, hits[i].Score)
		}
	}
	var texts []string
	for _, h := range hits {
		if h.Passage.Kind == knowledge.KindText && h.Passage.Title == "Gleich" {
			texts = append(texts, h.Passage.Document)
		}
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, texts); diff != "" {
		t.Errorf("equal passages (-want +got):\n%s", diff)
	}
}

func limited(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	if n := len(search(t, x, knowledge.Query{Text: "Maschine", Vector: Embed("Maschine"), Limit: 2})); n != 2 {
		t.Errorf("%d hits, want 2", n)
	}
}

func within(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	hits := search(t, x, knowledge.Query{Text: "Garantie", Vector: Embed("Garantie"), Language: "de", Within: "descale.de"})
	for _, h := range hits {
		if h.Passage.Document != "descale.de" {
			t.Errorf("found %s", h.Passage.ID)
		}
	}
	if len(search(t, x, knowledge.Query{Text: "entkalken", Language: "de", Within: "descale.de"})) == 0 {
		t.Error("found nothing in the document that was named")
	}
}

func scoped(t *testing.T, x knowledge.Index) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for id, s := range map[string]knowledge.Scope{
		"all":      {Owner: "care", Products: []string{"Barista 2"}, Approved: true, Paid: true},
		"partners": {Audience: []string{"partner", "staff"}},
		"expired":  {Until: now},
		"coming":   {From: now.Add(time.Second)},
		"current":  {From: now, Until: now.Add(time.Second)},
		"both":     {Audience: []string{"partner"}, Until: now.Add(time.Hour)},
	} {
		put(t, x, knowledge.Document{ID: id, Title: "Rabatt", Language: "de", Text: "Der Rabatt beträgt zehn Prozent.", Scope: s}, true)
	}
	for want, r := range map[string]knowledge.Reader{
		"all":                       {},
		"all current":               {Now: now},
		"all current partners":      {Now: now, Claims: []string{"STAFF"}},
		"all both current partners": {Now: now, Claims: []string{"region:de", "partner"}},
		"all partners":              {Claims: []string{"partner"}},
		"all both coming partners":  {Now: now.Add(time.Minute), Claims: []string{"partner"}},
	} {
		for _, vector := range [][]float32{nil, Embed("Rabatt")} {
			found := map[string]bool{}
			for _, h := range search(t, x, knowledge.Query{Text: "Wie hoch ist der Rabatt?", Vector: vector, Language: "de", Reader: r, Limit: 50}) {
				found[h.Passage.Document] = true
			}
			if got := strings.Join(slices.Sorted(maps.Keys(found)), " "); got != want {
				t.Errorf("%+v finds %q, want %q", r, got, want)
			}
		}
	}
	h := search(t, x, knowledge.Query{Text: "Rabatt", Language: "de", Reader: knowledge.Reader{Now: now}, Within: "current", Limit: 1})
	if len(h) != 1 || !h[0].Passage.Scope.Equal(knowledge.Scope{From: now, Until: now.Add(time.Second)}) {
		t.Errorf("the scope does not come back: %+v", h)
	}
}

// products hides what she asks about behind more than there are candidates that would fit better.
func products(t *testing.T, x knowledge.Index) {
	article := func(id, text string, s knowledge.Scope) knowledge.Document {
		return knowledge.Document{ID: id, Title: "Entkalken", Language: "de", Text: text, Scope: s}
	}
	for n := range knowledge.Candidates + 10 {
		put(t, x, article(fmt.Sprint("other", n), "Wie oft entkalken? So oft entkalken.", knowledge.Scope{Products: []string{fmt.Sprint("Flut ", n)}}), true)
	}
	put(t, x, article("hers", "Bei dieser Maschine genügt es im Frühjahr und im Herbst.", knowledge.Scope{Products: []string{"Ebbe"}, Versions: []string{"1", "2"}}), true)
	put(t, x, article("all", "Entkalker gibt es im Laden.", knowledge.Scope{}), true)
	for _, r := range []knowledge.Reader{{Products: []string{"EBBE"}}, {Products: []string{"Ebbe"}, Versions: []string{"2"}}} {
		for _, vector := range [][]float32{nil, Embed("Wie oft entkalken?")} {
			found := map[string]bool{}
			for _, h := range search(t, x, knowledge.Query{Text: "Wie oft entkalken?", Vector: vector, Language: "de", Reader: r, Limit: 50}) {
				found[h.Passage.Document] = true
			}
			if diff := cmp.Diff(map[string]bool{"hers": true, "all": true}, found); diff != "" {
				t.Errorf("%+v finds (-want +got):\n%s", r, diff)
			}
		}
	}
	newer := knowledge.Query{Text: "Wie oft entkalken?", Language: "de", Reader: knowledge.Reader{Products: []string{"Ebbe"}, Versions: []string{"3"}}}
	for _, h := range search(t, x, newer) {
		if h.Passage.Document == "hers" {
			t.Error("what is about another version is found")
		}
	}
}

func width(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	d := Documents()[0]
	ps := knowledge.Cut(d)
	ps[0].Vector = []float32{1, 0, 0}
	if err := x.Put(t.Context(), d.ID, ps); err == nil {
		t.Error("a vector of 3 numbers was taken among others")
	}
	if hits := search(t, x, knowledge.Query{Text: "entkalken", Language: "de"}); len(hits) == 0 || hits[0].Passage.Document != d.ID {
		t.Errorf("the refused document is not what it was before: %v", documents(hits))
	}
}

func later(t *testing.T, x knowledge.Index) {
	fill(t, x, false)
	q := knowledge.Query{Text: "refund", Vector: Embed("refund"), Language: "en"}
	for _, h := range search(t, x, q) {
		if h.Cosine != 0 {
			t.Errorf("%s has cosine %v before it was embedded", h.Passage.ID, h.Cosine)
		}
	}
	fill(t, x, true)
	if hits := search(t, x, q); len(hits) == 0 || hits[0].Passage.Document != "returns.de" {
		t.Errorf("after embedding it found %v, want returns.de first", documents(hits))
	}
}

// concurrent replaces a document again and again while others search: a hit is always one of the versions, and whole.
func concurrent(t *testing.T, x knowledge.Index) {
	fill(t, x, true)
	version := func(n int) knowledge.Document {
		return knowledge.Document{ID: "news", Title: fmt.Sprintf("Neuigkeit %d", n), Language: "de", Text: fmt.Sprintf("Heute gilt Ausgabe %d.", n)}
	}
	ctx, stop := context.WithCancel(t.Context())
	var searching sync.WaitGroup
	for range 3 {
		searching.Go(func() {
			for ctx.Err() == nil {
				hits, err := x.Search(t.Context(), knowledge.Query{Text: "Welche Ausgabe gilt heute?", Vector: Embed("Ausgabe heute"), Language: "de"})
				if err != nil {
					t.Errorf("search: %v", err)
					return
				}
				for _, h := range hits {
					n := strings.TrimPrefix(h.Passage.Title, "Neuigkeit ")
					if h.Passage.Document == "news" && h.Passage.Kind == knowledge.KindText && h.Passage.Text != "Heute gilt Ausgabe "+n+"." {
						t.Errorf("a hit of two versions: %q says %q", h.Passage.Title, h.Passage.Text)
					}
				}
			}
		})
	}
	for n := range 40 {
		put(t, x, version(n), true)
		if n%10 == 9 {
			if err := x.Drop(t.Context(), "news"); err != nil {
				t.Error(err)
			}
		}
	}
	stop()
	searching.Wait()
}

func cancelled(t *testing.T, x knowledge.Index) {
	fill(t, x, false)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(ctx, knowledge.Query{Text: "Garantie"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func documents(hits []knowledge.Hit) []string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Passage.ID)
	}
	return ids
}
