package intents_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lotse-bot/lotse/dialogs/intents"
)

// TestPublicSuites guards what was attained on public data, without rejection. The folder LOTSE_DATA holds them; where it
// is not set, there is nothing to run on.
func TestPublicSuites(t *testing.T) {
	data := os.Getenv("LOTSE_DATA")
	if data == "" && os.Getenv("LOTSE_REQUIRE") != "" {
		t.Fatal("LOTSE_DATA is not set, and LOTSE_REQUIRE demands hint3, hwu64, roboai and braun2017")
	}
	if data == "" {
		t.Skip("LOTSE_DATA is not set: hint3, hwu64, roboai and braun2017 are not run")
	}
	for _, suite := range []struct {
		name            string
		accuracy, auroc float64
	}{
		{"hint3_sofmattress", 0.73, 0.86},
		{"hint3_powerplay11", 0.62, 0.80},
		{"hwu64_10", 0.69, 0},
		{"braun2017_chatbot", 0.98, 0},
	} {
		t.Run(suite.name, func(t *testing.T) {
			accuracy, auroc := measure(t, filepath.Join(data, "suites", suite.name))
			t.Logf("accuracy %.3f, oos_auroc %.3f", accuracy, auroc)
			if accuracy < suite.accuracy || auroc < suite.auroc {
				t.Errorf("accuracy %.3f and oos_auroc %.3f, below %.2f and %.2f", accuracy, auroc, suite.accuracy, suite.auroc)
			}
		})
	}
}

type row struct{ Text, Lang, Intent string }

func measure(t *testing.T, folder string) (accuracy, auroc float64) {
	var examples []intents.Example
	for _, r := range rows(t, filepath.Join(folder, "train.jsonl")) {
		examples = append(examples, intents.Example{Text: r.Text, Language: r.Lang, Intent: r.Intent})
	}
	c, right := intents.Train(examples), 0.0
	var in, out []float64
	for _, r := range rows(t, filepath.Join(folder, "test.jsonl")) {
		got := append(c.Classify(r.Text, r.Lang), intents.Scored{})[0]
		if r.Intent == intents.OutOfScope {
			out = append(out, got.Confidence)
			continue
		}
		in = append(in, got.Confidence)
		if got.Intent == r.Intent {
			right++
		}
	}
	return right / float64(len(in)), under(in, out)
}

// under is the area under the ROC curve: how often a confidence in scope is above one out of scope; ties count half.
func under(in, out []float64) float64 {
	slices.Sort(out)
	sum := 0.0
	for _, x := range in {
		below, _ := slices.BinarySearch(out, x)
		equal := 0
		for below+equal < len(out) && out[below+equal] == x {
			equal++
		}
		sum += float64(below) + float64(equal)/2
	}
	return sum / max(1, float64(len(in)*len(out)))
}

func rows(t *testing.T, path string) (all []row) {
	data, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	lines := bufio.NewScanner(data)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
