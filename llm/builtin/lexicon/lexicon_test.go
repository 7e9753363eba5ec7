package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	lexicon "github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
)

// A dictionary in Ding's form, with entries made up for this test.
const dictionary = `# a comment :: is no entry
Kobold {m} [myth.] | Kobolde {pl} :: goblin | goblins
der große Kobold :: the big goblin
Quaste {f}; Troddel {f} :: tassel
große Quaste :: big tassel
ohne Partner | zwei :: unequal
kein Eintrag
die Zinne ersteigen :: to climb the pinnacle
Zinne {f} (an der Burg) :: pinnacle; battlement [Br.]
`

func TestADictionaryBecomesALexicon(t *testing.T) {
	folder := t.TempDir()
	in, out := filepath.Join(folder, "ding"), filepath.Join(folder, "lexicon.tsv")
	if err := os.WriteFile(in, []byte(dictionary), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(in, out); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.Parse(string(first))
	if err != nil {
		t.Fatal(err)
	}
	for german, want := range map[string]string{"kobold": "goblin", "kobolde": "goblins", "quaste": "tassel", "zinne": "pinnacle"} {
		if got, ok := l.Word(german); !ok || got != want {
			t.Errorf("%q is glossed %q", german, got)
		}
	}
	if !strings.Contains(string(first), "GNU General Public License") {
		t.Error("the lexicon does not say under which licence it is")
	}
	if err := run(in, out); err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(first), string(second)); diff != "" {
		t.Errorf("the same dictionary gives another lexicon: %s", diff)
	}
}

func TestWhatIsNoDictionary(t *testing.T) {
	if _, err := readPairs(bufio.NewReader(strings.NewReader("just text\n"))); err == nil {
		t.Error("accepted")
	}
	if err := run(filepath.Join(t.TempDir(), "none"), "out"); err == nil || !strings.Contains(err.Error(), "trans-de-en") {
		t.Errorf("%v", err)
	}
}

// What stands in a single entry explains that entry best, and is what nobody would say.
func TestWhatMostEntriesSayComesFirst(t *testing.T) {
	var d strings.Builder
	d.WriteString("Angriffe {pl} :: whammies\nAngriffe {pl} :: attacks\nschwere Angriffe :: heavy attacks\nneue Angriffe :: new attacks\n")
	for _, other := range strings.Fields("Attacken Anschläge Überfälle Vorstöße Schläge Kritiken Anfälle Offensiven") {
		fmt.Fprintf(&d, "%s :: attacks\n", other)
	}
	pairs, err := readPairs(bufio.NewReader(strings.NewReader(d.String())))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range glosses(pairs) {
		if g.german == "angriffe" && g.english[0] != "attacks" {
			t.Errorf("angriffe are %v", g.english)
		}
	}
}
