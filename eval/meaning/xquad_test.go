package meaning_test

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/lang"
)

// A question with its answer says what the sentence says that it was asked about: two people's words for one thing. Another
// sentence of that document does not say it. These are the pairs of XQuAD whose documents were not used to choose the threshold.
func TestPublicPairs(t *testing.T) {
	data := os.Getenv("LOTSE_DATA")
	if data == "" && os.Getenv("LOTSE_REQUIRE") != "" {
		t.Fatal("LOTSE_DATA is not set, and LOTSE_REQUIRE demands xquad_de and xquad_en")
	}
	if data == "" {
		t.Skip("LOTSE_DATA is not set: pairs of xquad_de and xquad_en are not judged")
	}
	for language, most := range map[string]struct{ wrong, missed float64 }{"de": {0.04, 0.38}, "en": {0.08, 0.33}} {
		t.Run(language, func(t *testing.T) {
			var wrong, missed float64
			all := pairs(t, filepath.Join(data, "suites", "xquad_"+language))
			for _, p := range all {
				wrong += part(says(t, p.want, p.other, language), len(all))
				missed += part(!says(t, p.want, p.same, language), len(all))
			}
			t.Logf("%d pairs: %.3f wrongly the same, %.3f missed", len(all), wrong, missed)
			if wrong > most.wrong || missed > most.missed {
				t.Errorf("of %d pairs %.3f are wrongly the same and %.3f missed, above %.2f and %.2f", len(all), wrong, missed, most.wrong, most.missed)
			}
		})
	}
}

func part(is bool, of int) float64 {
	if is {
		return 1 / float64(of)
	}
	return 0
}

func says(t *testing.T, want, said, language string) bool {
	t.Helper()
	v, err := judge().Says(t.Context(), want, said, language)
	if err != nil {
		t.Fatal(err)
	}
	return v.Same
}

// A pair is a question with its answer, the sentence that says it, and another one of the document.
type pair struct{ want, same, other string }

func pairs(t *testing.T, folder string) (all []pair) {
	t.Helper()
	texts := map[string]string{}
	for _, d := range rows(t, filepath.Join(folder, "documents.jsonl")) {
		texts[d.ID] = d.Text
	}
	for i, q := range rows(t, filepath.Join(folder, "queries.jsonl")) {
		document := q.Relevant[0]
		if i%8 != 1 || tuned(document) { // a sample: the figures of docs/evaluation.md are of four times as many
			continue
		}
		p := pair{want: strings.TrimRight(q.Text, "? ") + " " + q.Answers[0]}
		for _, s := range lang.Sentences(texts[document]) {
			switch sentence := texts[document][s.Start:s.End]; {
			case !strings.Contains(sentence, q.Answers[0]):
				p.other = sentence
			case p.same == "":
				p.same = sentence
			}
		}
		if p.same != "" && p.other != "" {
			all = append(all, p)
		}
	}
	return all
}

// tuned is true of the documents on which the threshold was chosen: half of them, by their names.
func tuned(document string) bool {
	h := fnv.New32a()
	h.Write([]byte(document))
	return h.Sum32()>>7%2 == 0
}

type row struct {
	ID, Text string
	Relevant []string
	Answers  []string
}

func rows(t *testing.T, file string) (all []row) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Buffer(nil, 1<<20); lines.Scan(); {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}
