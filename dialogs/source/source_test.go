package source_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/dialogs/source"
)

type recipe struct {
	Place    source.Place   `yaml:",place"`
	Name     string         `yaml:"name"`
	Cups     int            `yaml:"cups"`
	Strength float64        `yaml:"strength"`
	Decaf    bool           `yaml:"decaf"`
	Brew     time.Duration  `yaml:"brew"`
	Steps    []source.Word  `yaml:"steps"`
	Grams    map[string]int `yaml:"grams"`
	Milk     *milk          `yaml:"milk"`
}

type milk struct {
	Fat float64 `yaml:"fat"`
}

// read decodes a text, and lists its faults.
func read(t *testing.T, text string) (r recipe, faults []string) {
	t.Helper()
	f := &source.Faults{}
	if v, ok := source.Parse("r.yaml", []byte(text), f); ok {
		v.Decode(&r)
	}
	for _, fault := range f.List() {
		faults = append(faults, fault.Error())
	}
	return r, faults
}

func TestValuesKeepTheirPlace(t *testing.T) {
	got, faults := read(t, `# a comment
name: "007"
cups: 2
strength: 1.5
decaf: true
brew: 25s
steps:
  - grind
  - {x: 1}
grams: {beans: 18}
milk:
  fat: 3.5
`)
	at := func(line, column int) source.Place { return source.Place{File: "r.yaml", Line: line, Column: column} }
	want := recipe{
		Place: at(2, 1), Name: "007", Cups: 2, Strength: 1.5, Decaf: true, Brew: 25 * time.Second,
		Steps: []source.Word{{Text: "grind", Place: at(8, 5)}, {Place: at(9, 5)}}, Grams: map[string]int{"beans": 18}, Milk: &milk{Fat: 3.5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"r.yaml:9:5: here stands a mapping, but a name belongs here (write a name)"}, faults); diff != "" {
		t.Error(diff)
	}
}

func TestEveryFaultIsReportedAtOnce(t *testing.T) {
	_, faults := read(t, "nmae: x\ncups: many\nbrew: soon\nsteps: grind\ngrams: [1]\nmilk: 3\ndecaf: *x\n")
	want := []string{
		`r.yaml:1:1: nobody knows the key "nmae" here (did you mean "name"?)`,
		`r.yaml:2:7: here stands a text, but a whole number belongs here (write a whole number)`,
		`r.yaml:3:7: here stands a text, but a time such as 30s, 20m, 24h or 30d belongs here (write a time such as 30s, 20m, 24h or 30d)`,
		`r.yaml:4:8: here stands a text, but a list (lines that begin with -) belongs here (write a list (lines that begin with -))`,
		`r.yaml:5:8: here stands a list, but a mapping (name: value) belongs here (write a mapping (name: value))`,
		`r.yaml:6:7: here stands a number, but a mapping (key: value) belongs here (write a mapping (key: value))`,
		`r.yaml:7:8: here stands an anchor or alias, but true or false belongs here (write true or false)`,
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoYAMLIsPointedAt(t *testing.T) {
	for text, want := range map[string]string{
		"name: x\n  cups: 2\n":   "r.yaml:1:7:",
		"name: [a\n":             "r.yaml:1:",
		"name: x\nname: y\n":     "r.yaml:2:",
		"":                       "r.yaml:1:1: the file is empty",
		"# nothing\n":            "r.yaml:1:1: the file is empty",
		"name: a\n---\nname: b":  "r.yaml:1:1: the file is empty or holds several documents",
		"\x00\x01":               "r.yaml:1:",
		"a: &a [*a,*a]\nb: *b\n": "r.yaml:",
	} {
		if _, faults := read(t, text); len(faults) == 0 || !strings.HasPrefix(faults[0], want) {
			t.Errorf("%q: %q, not %q", text, faults, want)
		}
	}
}

func ExampleNearest() {
	known := []string{"handoff", "say", "when"}
	fmt.Println(source.Nearest("hadnoff", known))
	fmt.Println(source.DidYouMean("hand-off", known))
	fmt.Println(source.DidYouMean("tell", known))
	// Output:
	// handoff
	// did you mean "handoff"?
	// choose one of handoff, say, when
}

func TestTimesAreReadInDaysToo(t *testing.T) {
	for text, want := range map[string]time.Duration{"90s": 90 * time.Second, "1h30m": 90 * time.Minute, "30d": 720 * time.Hour, "0.5d": 12 * time.Hour} {
		r, faults := read(t, "brew: "+text)
		if len(faults) > 0 || r.Brew != want {
			t.Errorf("%s is %s, want %s: %v", text, r.Brew, want, faults)
		}
	}
	if _, faults := read(t, "brew: xd"); len(faults) != 1 {
		t.Errorf("xd is a time: %v", faults)
	}
}
