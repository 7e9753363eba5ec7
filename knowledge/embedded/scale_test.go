//go:build unix

package embedded_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// A hundred thousand passages of about 60 words each from a vocabulary with the long tail of a language, in documents of ten,
// and vectors as wide as the built-in embedder's in clusters as of articles about the same matter.
const (
	manyPassages   = 100_000
	manyWords      = 60
	manyVocabulary = 40_000
	manyWidth      = 612
	manyMatters    = 2_000
	stopWords      = 50 // the most frequent, which questions are not searched for
)

// BenchmarkSearch asks the same questions again and again, and takes the least time of each: what a search costs, and not what else
// the machine does meanwhile. Of all searches as they came it tells the time that one in a hundred takes longer than. Right before every search a plain loop runs: how many of these a search takes says more where
// the machine is shared, as long as it lacks time and not memory that is fast.
func BenchmarkSearch(b *testing.B) {
	m := newMany()
	x := m.index(b)
	queries := make([]knowledge.Query, 100)
	for i := range queries {
		queries[i] = knowledge.Query{Text: m.text(8, stopWords), Vector: m.vector(), Language: "de"}
	}
	if _, err := x.Search(context.Background(), queries[0]); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		use  func(q knowledge.Query) knowledge.Query
	}{
		{"words and vectors", func(q knowledge.Query) knowledge.Query { return q }},
		{"words", func(q knowledge.Query) knowledge.Query { q.Vector = nil; return q }},
		{"vectors", func(q knowledge.Query) knowledge.Query { q.Text = ""; return q }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			least, loops := make([]time.Duration, len(queries)), make([]float64, len(queries))
			var all []time.Duration
			for i := 0; b.Loop(); i++ {
				q, loop := i%len(queries), plain()
				began := time.Now()
				if _, err := x.Search(context.Background(), c.use(queries[q])); err != nil {
					b.Fatal(err)
				}
				took := time.Since(began)
				all = append(all, took)
				if n := float64(took) / float64(loop); i < len(queries) {
					least[q], loops[q] = took, n
				} else {
					least[q], loops[q] = min(least[q], took), min(loops[q], n)
				}
			}
			asked := min(b.N, len(queries))
			least, loops = least[:asked], loops[:asked]
			slices.Sort(all)
			slices.Sort(least)
			slices.Sort(loops)
			b.ReportMetric(float64(least[asked/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(least[asked*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-of-all-µs")
			b.ReportMetric(loops[asked/2], "p50-loops")
			b.ReportMetric(loops[asked*99/100], "p99-loops")
		})
	}
}

// numbers are what plain multiplies.
var numbers = make([]int8, 1000*manyWidth)

// plain is the time of 612,000 multiplications and additions in a plain loop.
func plain() time.Duration {
	numbers[0] = 1
	began, sum := time.Now(), 0
	for _, n := range numbers {
		sum += int(n) * int(n)
	}
	if sum != 1 {
		panic("nothing was added up")
	}
	return time.Since(began)
}

// BenchmarkEdit changes one article and searches at once.
func BenchmarkEdit(b *testing.B) {
	m := newMany()
	x := m.index(b)
	q := knowledge.Query{Text: m.text(8, stopWords), Vector: m.vector(), Language: "de"}
	for n := 0; b.Loop(); n++ {
		id, ps := m.document(n % 100)
		if err := x.Put(context.Background(), id, ps); err != nil {
			b.Fatal(err)
		}
		if _, err := x.Search(context.Background(), q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		m := newMany()
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		x := m.index(b)
		if _, err := x.Search(context.Background(), knowledge.Query{Text: m.text(8, stopWords), Vector: m.vector()}); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		b.ReportMetric(manyPassages/m.put.Seconds(), "passages/s")
		b.ReportMetric(manyPassages/m.used.Seconds(), "passages/cpu-s")
		runtime.KeepAlive(x)
	}
}

// many makes passages.
type many struct {
	random  *rand.Rand
	zipf    *rand.Zipf
	matters [][]float32
	put     time.Duration // what the index took of the time,
	used    time.Duration // and of the processors'
}

func newMany() *many {
	random := rand.New(rand.NewPCG(1, 2))
	m := &many{random: random, zipf: rand.NewZipf(random, 1.1, 3, manyVocabulary-1), matters: make([][]float32, manyMatters)}
	for i := range m.matters {
		m.matters[i] = noise(random, nil)
	}
	return m
}

func (m *many) index(b *testing.B) *embedded.Index {
	x := embedded.New()
	for d := range manyPassages / 10 {
		id, ps := m.document(d)
		began, before := time.Now(), processors(b)
		if err := x.Put(context.Background(), id, ps); err != nil {
			b.Fatal(err)
		}
		m.put, m.used = m.put+time.Since(began), m.used+processors(b)-before
	}
	return x
}

// processors is the processors' time that was used so far.
func processors(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (m *many) document(d int) (string, []knowledge.Passage) {
	id, title := fmt.Sprint("d", d), m.text(5, 0)
	ps := make([]knowledge.Passage, 10)
	for i := range ps {
		ps[i] = knowledge.Passage{
			ID: fmt.Sprintf("%s#%d", id, i), Document: id, Title: title, URL: "/articles/" + id,
			Language: "de", Kind: knowledge.KindText, Text: m.text(manyWords, 0), Vector: m.vector(),
		}
	}
	return id, ps
}

// text draws words by Zipf's law; each is made of syllables, so that 4-grams are shared as in a language.
func (m *many) text(words int, without uint64) string {
	all := make([]string, words)
	for i := range all {
		rank := m.zipf.Uint64()
		for rank < without {
			rank = m.zipf.Uint64()
		}
		all[i] = word(rank)
	}
	return strings.Join(all, " ")
}

// vector is about one of the matters.
func (m *many) vector() []float32 { return noise(m.random, m.matters[m.random.IntN(len(m.matters))]) }

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

// noise draws a vector of unit length, half of it around a centre.
func noise(random *rand.Rand, centre []float32) []float32 {
	v, squares := make([]float32, manyWidth), 0.0
	for i := range v {
		v[i] = float32(random.NormFloat64()) / 25
		if centre != nil {
			v[i] += centre[i]
		}
		squares += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(squares))
	}
	return v
}
