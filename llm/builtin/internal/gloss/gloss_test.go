package gloss_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
)

const words = `# words for this test
entkalken	descale	3
gang	gear	1
garantie	warranty	9
gehen	go	50
kaffee	coffee	12
kannst	know	1
maschine	machine	9
tage	days	9
verlängern	extend	2
verlängerung	extension	4
vertrag	contract	9
wartung	maintenance	9
`

func TestGloss(t *testing.T) {
	l, err := gloss.Parse(words)
	if err != nil {
		t.Fatal(err)
	}
	for german, want := range map[string]string{
		"Wie kann ich meine Kaffeemaschine entkalken?": "how can i my coffee machine descale",
		"Garantieverlängerung":                         "warranty extension",
		"Wartungsvertrag":                              "maintenance contract",
		"Maschinen":                                    "machine",
		"gehe":                                         "go",
		"kannst":                                       "can", // a function word comes before the lexicon
		"er mümmelt sich":                              "he mümmelt",
		"E04 Xylophon":                                 "e04 xylophon",
		"":                                             "",
	} {
		if got := l.Gloss(german); got != want {
			t.Errorf("Gloss(%q) = %q, want %q", german, got, want)
		}
	}
}

// Every word stands once, where it is looked for.
func TestTheDictionaryIsInOrder(t *testing.T) {
	form := regexp.MustCompile(`^[a-zäöüß]+: [a-z-]+( [a-z-]+)*(\|[a-z-]+( [a-z-]+)*){0,3}$`)
	before := ""
	for i, line := range strings.Split(strings.TrimSpace(gloss.Dictionary), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if !form.MatchString(line) {
			t.Errorf("line %d is not of the form german: english|english, in lower case", i+1)
		}
		german, _, _ := strings.Cut(line, ":")
		if german <= before {
			t.Errorf("line %d is out of order: %q after %q", i+1, german, before)
		}
		before = german
	}
}

// An inflected word is found by the word it belongs to, and never by one that differs in its umlaut.
func TestInflectedWordsAreFound(t *testing.T) {
	for german, want := range map[string]string{
		"Häuser": "house", "Tages": "day", "Rechnungen": "invoice", "gekauften": "buy", "Kundinnen": "customer",
		"drücken": "press", "drucken": "print", "schönes": "beautiful",
	} {
		if got, ok := gloss.Small().Word(strings.ToLower(german)); !ok || got != want {
			t.Errorf("%q is %q", german, got)
		}
	}
}

func TestALexiconOutOfOrderIsRefused(t *testing.T) {
	if _, err := gloss.Parse("b\ttwo\t9\na\tone\t9\n"); err == nil {
		t.Error("accepted")
	}
}

func TestEveryWordIsFound(t *testing.T) {
	l, err := gloss.Parse("a\tone\t9\nb\ttwo\t9\nzz\tthree\t9") // no line break at the end
	if err != nil {
		t.Fatal(err)
	}
	for german, want := range map[string]string{"a": "one", "b": "two", "zz": "three"} {
		if got, ok := l.Word(german); !ok || got != want {
			t.Errorf("Word(%q) = %q, %v", german, got, ok)
		}
	}
	if got, ok := l.Word("c"); ok || got != "c" {
		t.Errorf("an unknown word is %q", got)
	}
	if l.Len() != 3 {
		t.Errorf("%d words", l.Len())
	}
}

func TestNoWordBreaksTheGloss(t *testing.T) {
	l, err := gloss.Parse(words)
	if err != nil {
		t.Fatal(err)
	}
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`(maschine|wartung|s|n|tage|vertrag|en|ä){0,9}`))
	rapid.Check(t, func(t *rapid.T) { l.Gloss(texts.Draw(t, "text")) })
}
