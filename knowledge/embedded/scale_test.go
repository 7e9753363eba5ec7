package embedded_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// Ten thousand passages of about 60 words each from a vocabulary with the long tail of a language, and vectors as wide as the
// built-in embedder's.
const (
	manyPassages   = 10_000
	manyWords      = 60
	manyVocabulary = 40_000
	manyWidth      = 612
)

func BenchmarkSearch(b *testing.B) {
	x, random := many(b)
	queries := make([]knowledge.Query, 64)
	for i := range queries {
		queries[i] = knowledge.Query{Text: text(random, 8), Vector: vector(random), Language: "de"}
	}
	if _, err := x.Search(context.Background(), queries[0]); err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if _, err := x.Search(context.Background(), queries[i%len(queries)]); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		began := time.Now()
		x, _ := many(b)
		took := time.Since(began)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
		b.ReportMetric(manyPassages/took.Seconds(), "passages/s")
		runtime.KeepAlive(x)
	}
}

func many(b *testing.B) (*embedded.Index, *rand.Rand) {
	random := rand.New(rand.NewPCG(1, 2))
	x := embedded.New()
	for d := range manyPassages / 10 {
		ps := make([]knowledge.Passage, 10)
		for i := range ps {
			ps[i] = knowledge.Passage{
				ID: fmt.Sprintf("d%d#%d", d, i), Document: fmt.Sprint("d", d), Title: text(random, 5),
				Language: "de", Kind: knowledge.KindText, Text: text(random, manyWords), Vector: vector(random),
			}
		}
		if err := x.Put(context.Background(), fmt.Sprint("d", d), ps); err != nil {
			b.Fatal(err)
		}
	}
	return x, random
}

// text draws words by Zipf's law; each is made of syllables, so that 4-grams are shared as in a language.
func text(random *rand.Rand, words int) string {
	zipf := rand.NewZipf(random, 1.1, 3, manyVocabulary-1)
	all := make([]string, words)
	for i := range all {
		all[i] = word(zipf.Uint64())
	}
	return strings.Join(all, " ")
}

func word(rank uint64) string {
	const onsets, vowels, codas = "bdfghjklmnprstvwz", "aeiou", " nrst"
	var b strings.Builder
	for n := rank + 97; n > 0; {
		for _, letters := range []string{onsets, vowels, codas} {
			if c := letters[n%uint64(len(letters))]; c != ' ' {
				b.WriteByte(c)
			}
			n /= uint64(len(letters))
		}
	}
	return b.String()
}

func vector(random *rand.Rand) []float32 {
	v := make([]float32, manyWidth)
	for i := range v {
		v[i] = float32(random.NormFloat64()) / 25
	}
	return v
}
