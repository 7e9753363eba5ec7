package builtin_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/builtin"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

func TestEmbedder(t *testing.T) {
	for name, lexicon := range map[string]string{"without a lexicon": "", "with a lexicon": "testdata/lexicon.tsv"} {
		t.Run(name, func(t *testing.T) {
			llmtest.Embedder(t, func(t *testing.T) llm.Embedder { return open(t, lexicon) })
		})
	}
}

// The weights in the tree are those that the name of the vectors stands for.
func TestTheWeightsAreThoseThatWereConverted(t *testing.T) {
	file, err := os.ReadFile("weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	pinned, err := os.ReadFile("weights.sha256")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(file)
	if got := hex.EncodeToString(sum[:]); got != strings.TrimSpace(string(pinned)) {
		t.Errorf("weights.bin has the SHA-256 %s instead of %s", got, pinned)
	}
}

func TestEnglishQuestionsFindTheirAnswers(t *testing.T) {
	e := open(t, "")
	for question, want := range map[string]int{
		"How can I clean the limescale out of my coffee maker?": 0,
		"My package has not arrived":                            1,
		"I want my money back":                                  2,
		"forgot my login":                                       3,
		"When are you open?":                                    4,
	} {
		if got := nearest(t, e, question, answersEN); got != want {
			t.Errorf("%q finds %q", question, answersEN[got])
		}
	}
}

// German finds German, and either language the other, by the words of the program alone and with a file.
func TestTheLanguagesMeet(t *testing.T) {
	for name, lexicon := range map[string]string{"without a lexicon": "", "with a lexicon": "testdata/lexicon.tsv"} {
		t.Run(name, func(t *testing.T) {
			e := open(t, lexicon)
			for question, want := range map[string]int{
				"Wie kann ich meine Kaffeemaschine entkalken?": 0,
				"Mein Paket ist nicht angekommen":              1,
				"Passwort vergessen":                           3,
				"Wann ist der Laden geöffnet?":                 4,
			} {
				if got := nearest(t, e, question, answersEN); got != want {
					t.Errorf("%q finds the English %q", question, answersEN[got])
				}
				if got := nearest(t, e, question, answersDE); got != want {
					t.Errorf("%q finds the German %q", question, answersDE[got])
				}
			}
			if got := nearest(t, e, "How do I reset my password?", answersDE); got != 3 {
				t.Errorf("an English question finds the German %q", answersDE[got])
			}
		})
	}
}

func TestALexiconTeachesWords(t *testing.T) {
	tools := []string{"The ruler measures two meters.", "A whisk beats cream and eggs.", "The bicycle has a new bell."}
	if got := nearest(t, open(t, "testdata/lexicon.tsv"), "Schneebesen", tools); got != 1 {
		t.Errorf("it finds %q", tools[got])
	}
}

// A German word that nobody knows still finds itself.
func TestUnknownWordsFindThemselves(t *testing.T) {
	places := []string{"Im Gehölz am Deich.", "Auf der Tenne beim Kossäten.", "Unter der Empore."}
	if got := nearest(t, open(t, ""), "Wo ist die Tenne vom Kossäten?", places); got != 1 {
		t.Errorf("it finds %q", places[got])
	}
}

func TestTheNameChangesWithTheLexicon(t *testing.T) {
	other := filepath.Join(t.TempDir(), "other.tsv")
	if err := os.WriteFile(other, []byte("paket\tparcel\t1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{open(t, "").Name(): true, open(t, "testdata/lexicon.tsv").Name(): true, open(t, other).Name(): true}
	if len(names) != 3 {
		t.Errorf("three embedders have the names %v", names)
	}
}

func TestALexiconThatCannotBeUsed(t *testing.T) {
	for name, text := range map[string]string{
		"missing":      "",
		"no lexicon":   "just text\n",
		"no count":     "paket\tparcel\n",
		"out of order": "paket\tparcel\t1\ngeld\tmoney\t1\n",
	} {
		path := filepath.Join(t.TempDir(), "lexicon.tsv")
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := builtin.NewGerman(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var answersEN = []string{
	"To descale the coffee machine, fill the tank with water and descaler and press both buttons.",
	"Parcels are delivered within three days. You can track the delivery with the number in the e-mail.",
	"You can return everything within thirty days, and we refund the price.",
	"If you have forgotten your password, you can reset it on the sign-in page.",
	"Our shop is open from Monday to Friday, nine to six.",
}

var answersDE = []string{
	"Zum Entkalken der Kaffeemaschine füllen Sie Wasser und Entkalker in den Tank und drücken beide Tasten.",
	"Pakete werden in drei Tagen geliefert. Die Lieferung können Sie mit der Nummer in der E-Mail verfolgen.",
	"Sie können alles in dreißig Tagen zurückgeben, und wir erstatten den Preis.",
	"Wenn Sie Ihr Passwort vergessen haben, können Sie es auf der Anmeldeseite zurücksetzen.",
	"Unser Laden ist von Montag bis Freitag geöffnet, neun bis sechs.",
}

func nearest(t *testing.T, e llm.Embedder, question string, texts []string) (best int) {
	t.Helper()
	q, err := e.EmbedQuery(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := e.EmbedPassages(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	most := float32(-2)
	for i, v := range vectors {
		var cosine float32
		for k := range v {
			cosine += v[k] * q[k]
		}
		if cosine > most {
			best, most = i, cosine
		}
	}
	return best
}

func open(t testing.TB, lexicon string) *builtin.Embedder {
	t.Helper()
	g, err := builtin.NewGerman(lexicon)
	if err != nil {
		t.Fatal(err)
	}
	return builtin.New(g)
}

func BenchmarkEmbedQuery(b *testing.B) {
	for name, c := range map[string]struct{ lexicon, text string }{
		"english": {"", "How long does it take until my refund has arrived?"},
		"german":  {"testdata/lexicon.tsv", "Wie lange dauert es, bis meine Erstattung angekommen ist?"},
	} {
		b.Run(name, func(b *testing.B) {
			e := open(b, c.lexicon)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.EmbedQuery(b.Context(), c.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
