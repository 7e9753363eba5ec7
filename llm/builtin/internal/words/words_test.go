package words_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
	"github.com/lotse-bot/lotse/llm/builtin/internal/words"
)

func TestWordsOfAMeaningAreNear(t *testing.T) {
	v := loaded(t)
	if coffee, tea, car := v.Embed("coffee"), v.Embed("Tea"), v.Embed("car"); cosine(coffee, tea) < cosine(coffee, car)+0.2 {
		t.Errorf("coffee and tea %v, coffee and car %v", cosine(coffee, tea), cosine(coffee, car))
	}
	if the, all := v.Embed("coffee"), v.Embed("the coffee of the"); cosine(the, all) < 0.95 {
		t.Errorf("small words move coffee to %v", cosine(the, all))
	}
	if diff := cmp.Diff(make([]float32, words.Dimensions), v.Embed("xyzzyplugh ?!")); diff != "" {
		t.Error(diff)
	}
}

func TestRank(t *testing.T) {
	v := loaded(t)
	the, known := v.Rank("the")
	if !known || the != 0 {
		t.Errorf("the has the rank %d, %v", the, known)
	}
	if coffee, known := v.Rank("coffee"); !known || coffee < 500 || coffee > 10_000 {
		t.Errorf("coffee has the rank %d, %v", coffee, known)
	}
	if _, known := v.Rank("entkalken"); known {
		t.Error("a German word has a rank")
	}
}

func cosine(a, b []float32) (sum float32) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func loaded(t *testing.T) *words.Vectors {
	t.Helper()
	file, err := os.ReadFile("../../weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	f, err := asset.Open(string(file))
	if err != nil {
		t.Fatal(err)
	}
	v, err := words.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
