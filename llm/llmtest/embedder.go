// Package llmtest has what tests of models need: the suite that every embedder passes, and a model server that says what a test
// tells it to, over the real protocol.
package llmtest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm"
)

// texts are of every kind that an embedder meets; all of them say something.
var texts = []string{
	"How do I descale my machine?",
	"The warranty is valid for two years.",
	"E04",
	"a",
	"Line one\nline two\ttabbed",
	"\"quoted\" <b>bold</b> & 100 %",
	"naïve café — 50 €",
	"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
}

// nothing are texts without a letter or digit.
var nothing = []string{"", " ", "\n\t", "...", "🙂"}

// Embedder checks that what open makes keeps the contract of llm.Embedder. Open is called once for every part.
func Embedder(t *testing.T, open func(t *testing.T) llm.Embedder) {
	for name, part := range map[string]func(*testing.T, llm.Embedder){
		"vectors have unit length and the promised dimensions": unitLength,
		"the same text gives the same vector":                  deterministic,
		"a text alone and among others gives the same":         inBatches,
		"a text that says nothing is all zeros":                zeros,
		"no texts give no vectors":                             none,
		"a name and dimensions that stay":                      named,
		"an ended context ends the work":                       ended,
		"many at the same time":                                concurrent,
	} {
		t.Run(name, func(t *testing.T) { part(t, open(t)) })
	}
}

func unitLength(t *testing.T, e llm.Embedder) {
	for i, v := range passages(t, e, texts) {
		check(t, e, texts[i], v)
		check(t, e, texts[i], query(t, e, texts[i]))
	}
}

func check(t *testing.T, e llm.Embedder, text string, v []float32) {
	t.Helper()
	if len(v) != e.Dimensions() {
		t.Errorf("%q has %d dimensions instead of %d", text, len(v), e.Dimensions())
	}
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if math.Abs(sum-1) > 1e-4 {
		t.Errorf("%q has the length %v", text, math.Sqrt(sum))
	}
}

func deterministic(t *testing.T, e llm.Embedder) {
	if diff := cmp.Diff(passages(t, e, texts), passages(t, e, texts)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(query(t, e, texts[0]), query(t, e, texts[0])); diff != "" {
		t.Error(diff)
	}
}

func inBatches(t *testing.T, e llm.Embedder) {
	var many []string
	for i := range 70 { // more than one request holds
		many = append(many, fmt.Sprintf("%s %d", texts[i%len(texts)], i))
	}
	together := passages(t, e, many)
	for i := range many {
		if i%17 != 0 {
			continue
		}
		alone := passages(t, e, many[i:i+1])[0]
		if diff := cmp.Diff(alone, together[i]); diff != "" {
			t.Errorf("text %d: %s", i, diff)
		}
	}
}

func zeros(t *testing.T, e llm.Embedder) {
	mixed := append([]string{texts[0]}, nothing...)
	vectors := passages(t, e, mixed)
	check(t, e, mixed[0], vectors[0])
	for i, v := range vectors[1:] {
		if diff := cmp.Diff(make([]float32, e.Dimensions()), v); diff != "" {
			t.Errorf("%q says something: %s", nothing[i], diff)
		}
	}
	if diff := cmp.Diff(make([]float32, e.Dimensions()), query(t, e, "")); diff != "" {
		t.Errorf("the empty query says something: %s", diff)
	}
}

func none(t *testing.T, e llm.Embedder) {
	if vectors := passages(t, e, nil); len(vectors) != 0 {
		t.Errorf("%d vectors of no texts", len(vectors))
	}
}

func named(t *testing.T, e llm.Embedder) {
	name, dimensions := e.Name(), e.Dimensions()
	query(t, e, texts[0])
	if name == "" || dimensions < 1 || e.Name() != name || e.Dimensions() != dimensions {
		t.Errorf("%q with %d dimensions became %q with %d", name, dimensions, e.Name(), e.Dimensions())
	}
}

func ended(t *testing.T, e llm.Embedder) {
	for want, open := range map[error]func() (context.Context, context.CancelFunc){
		context.Canceled: func() (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx, cancel
		},
		context.DeadlineExceeded: func() (context.Context, context.CancelFunc) {
			return context.WithDeadline(t.Context(), time.Unix(0, 0))
		},
	} {
		ctx, cancel := open()
		if _, err := e.EmbedPassages(ctx, texts); !errors.Is(err, want) {
			t.Errorf("passages: %v instead of %v", err, want)
		}
		if _, err := e.EmbedQuery(ctx, texts[0]); !errors.Is(err, want) {
			t.Errorf("query: %v instead of %v", err, want)
		}
		cancel()
	}
}

func concurrent(t *testing.T, e llm.Embedder) {
	want := passages(t, e, texts)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got, err := e.EmbedPassages(t.Context(), texts)
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	all.Wait()
}

func passages(t *testing.T, e llm.Embedder, texts []string) [][]float32 {
	t.Helper()
	vectors, err := e.EmbedPassages(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(vectors) != len(texts) {
		t.Fatalf("%d vectors of %d texts", len(vectors), len(texts))
	}
	return vectors
}

func query(t *testing.T, e llm.Embedder, text string) []float32 {
	t.Helper()
	v, err := e.EmbedQuery(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
