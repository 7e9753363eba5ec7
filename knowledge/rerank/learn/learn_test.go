package main

import (
	"bytes"
	"go/format"
	"math/rand/v2"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/rerank"
)

// drawn are questions whose answers the second feature tells, of which the first says nothing, and against which the third speaks.
func drawn(family string, n int) []example {
	r := rand.New(rand.NewPCG(1, 2))
	all := make([]example, n)
	for i := range all {
		x := example{suite: family, family: family, documents: 8, relevant: 1}
		for d := range 8 {
			p := passage{d, d == i%8, []float64{r.NormFloat64(), r.NormFloat64(), r.NormFloat64()}}
			if p.right {
				p.features[1], p.features[2] = p.features[1]+2, p.features[2]-1
			}
			x.passages = append(x.passages, p)
		}
		all[i] = x
	}
	return all
}

func TestWhatTellsTheAnswerWeighs(t *testing.T) {
	w := fit(drawn("a", 200), "")
	if w[1] < 2 || w[0] > 0.6 {
		t.Errorf("weights %.2f: the second feature tells, the first does not", w)
	}
	if w[2] != 0 {
		t.Errorf("weights %.2f: what speaks against an answer counts for it", w)
	}
}

// What is left out must teach nothing, or figures of it would say too much.
func TestAFamilyThatIsLeftOutTeachesNothing(t *testing.T) {
	misleading := drawn("b", 200)
	for _, x := range misleading {
		for i := range x.passages {
			x.passages[i].right = x.passages[i].document == 0
		}
	}
	all := append(drawn("a", 200), misleading...)
	if with, without := fit(all, ""), fit(all, "b"); without[1] < 2 || with[1] == without[1] {
		t.Errorf("weights %.2f with it, %.2f without", with, without)
	}
}

// What is written is Go as gofmt leaves it, and the same every time.
func TestWeightsAreWrittenAsGo(t *testing.T) {
	learned := make([][]float64, len(rerank.Kinds))
	for kind := range learned {
		learned[kind] = make([]float64, len(rerank.Features))
	}
	got := source(learned)
	if want, err := format.Source(got); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v:\n%s", err, got)
	}
	for _, kind := range rerank.Kinds {
		if !bytes.Contains(got, []byte("{ // "+kind+"\n")) {
			t.Errorf("nothing is written for %s", kind)
		}
	}
}
