package encoder_test

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
	"github.com/lotse-bot/lotse/llm/builtin/internal/encoder"
)

// reference is what the same model gives with its weights of float32: pieces and embedding.
type reference struct {
	Text   string `json:"text"`
	IDs    []int  `json:"ids"`
	Vector string `json:"vector"` // base64 of float32, little endian
}

// The weights of int8 must not move an embedding from where the original has it.
func TestEmbeddingsAreThoseOfTheOriginal(t *testing.T) {
	e := loaded(t)
	worst := 1.0
	for _, r := range references(t) {
		got, want := e.Embed(r.Text), decoded(t, r.Vector)
		cosine := 0.0
		for i := range got {
			cosine += float64(got[i]) * float64(want[i])
		}
		if worst = math.Min(worst, cosine); cosine < 0.999 {
			t.Errorf("%.30q: cosine %v to the original", r.Text, cosine)
		}
	}
	t.Logf("least cosine %.5f", worst)
}

func TestPiecesAreThoseOfTheOriginal(t *testing.T) {
	e := loaded(t)
	for _, r := range references(t) {
		if diff := cmp.Diff(r.IDs, encoder.Pieces(e, r.Text)); diff != "" {
			t.Errorf("%.30q: %s", r.Text, diff)
		}
	}
}

func TestNothingIsEmbeddedAsZeros(t *testing.T) {
	for _, x := range loaded(t).Embed("") {
		if x != 0 {
			t.Fatal("the empty text has a direction")
		}
	}
}

func BenchmarkEmbed(b *testing.B) {
	e := loaded(b)
	for name, text := range map[string]string{
		"query of 10 words":   "How long does it take until my refund has arrived?",
		"passage of 50 words": "Orders are usually delivered within three to five working days. You can track the parcel with the tracking number. If the parcel does not arrive, please call our support team between eight and six o'clock or write an email. We will answer within one day and send you a new parcel.",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Embed(text)
			}
			b.ReportMetric(float64(len(encoder.Pieces(e, text))), "pieces")
		})
	}
}

func loaded(t testing.TB) *encoder.Encoder {
	t.Helper()
	file, err := os.ReadFile("../../weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	f, err := asset.Open(string(file))
	if err != nil {
		t.Fatal(err)
	}
	e, err := encoder.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func references(t *testing.T) (all []reference) {
	t.Helper()
	file, err := os.Open("testdata/reference.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var r reference
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		t.Fatal("no references")
	}
	return all
}

func decoded(t *testing.T, vector string) []float32 {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(vector)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}
