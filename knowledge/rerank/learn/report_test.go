package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A document is as good as its best passage, and of two that answer both are looked for.
func TestWhatAnOrderIsWorth(t *testing.T) {
	x := example{relevant: 2, documents: 3, passages: []passage{
		{0, true, []float64{1}}, {1, false, []float64{2}}, {0, true, []float64{3}}, {2, true, []float64{0}},
	}}
	second := 1 / math.Log2(3)
	for _, c := range []struct {
		weight float64
		want   measure
	}{
		{1, measure{1, 1, (1 + .5) / (1 + second)}}, // 0, 1, 2
		{-1, measure{1, 1, 1}},                      // 2, 0, 1
		{0, measure{1, 1, (1 + .5) / (1 + second)}}, // as they were found
	} {
		var got measure
		got.add(x, []float64{c.weight})
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(measure{}), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("weight %v (-want +got):\n%s", c.weight, diff)
		}
	}
	var wrong measure
	x.passages[1].features[0] = 9
	wrong.add(x, []float64{1})
	if wrong.hit1 != 0 || math.Abs(wrong.ndcg-(second+.5)/(1+second)) > 1e-9 {
		t.Errorf("a wrong one first is worth %+v", wrong)
	}
}

func TestEverySuiteCountsTheSame(t *testing.T) {
	all := append(drawn("many", 30), drawn("few", 3)...)
	sum := map[string]float64{}
	for i, w := range worths(all, "") {
		sum[all[i].suite] += w
	}
	if diff := cmp.Diff(map[string]float64{"many": .5, "few": .5}, sum, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What a suite reaches that was left out is not what it reaches with its own weights: here it is told by what says nothing elsewhere.
func TestFiguresOfWhatWasLeftOutAreItsOwn(t *testing.T) {
	own := drawn("cwa", 100)
	for i := range own {
		own[i].suite = "cwa_de"
		for _, p := range own[i].passages {
			p.features[0], p.features[1] = p.features[1], p.features[0]
		}
	}
	other := drawn("xquad", 100)
	for i := range other {
		other[i].suite = "xquad_de"
	}
	all := append(own, other...)
	var report bytes.Buffer
	tabulate(&report, "one language", all, fit(own, ""))
	row, _, _ := strings.Cut(report.String(), "\n")
	cells := strings.Split(row, " | ")
	if len(cells) != 8 || cells[1] != "cwa_de" || cells[2] != "dictionary" || cells[3] != "100" || cells[4] <= "0.6" || cells[6] >= "0.5" {
		t.Errorf("the first row is %q", row)
	}
}

func TestOnlyRowsForLearningAreLearnedFrom(t *testing.T) {
	folder := t.TempDir()
	rows := `{"text": "a", "split": "train", "answerable": true}
{"text": "b", "split": "test", "answerable": true}
{"text": "c", "split": "train"}
{"text": "d", "split": "dev", "answerable": true}
{"text": "e", "split": "test", "answerable": true}
`
	if err := os.Mkdir(filepath.Join(folder, "s"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "s", "queries.jsonl"), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, open := range map[string]func(int, query) bool{"train": train, "all": every(1), "every fourth": every(4)} {
		queries, err := suite{name: "s", open: open}.queries(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range queries {
			got[name] += q.text()
		}
	}
	if diff := cmp.Diff(map[string]string{"train": "a", "all": "abde", "every fourth": "ae"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A question that leans is looked up with the customer's words before it, not with the bot's.
func TestAQuestionIsLearnedAsItIsLookedUp(t *testing.T) {
	q := query{Lang: "en", Text: "And abroad?", History: []struct{ Speaker, Text string }{
		{"customer", "How do I return an order?"}, {"bot", "By parcel within thirty days."},
	}}
	if got, want := q.text(), "And abroad? return order"; got != want {
		t.Errorf("%q is looked up, want %q", got, want)
	}
}
