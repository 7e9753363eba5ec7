package simulate_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/simulate"
)

// styled is the plain customer in a style, with more lines.
func styled(t *testing.T, style string, more ...string) *simulate.Customer {
	t.Helper()
	return read(t, plain+"style: ["+style+"]\n"+strings.Join(more, "\n")+"\n")
}

// said is what the customer says in many conversations, one a seed.
func said(t *testing.T, c *simulate.Customer) (all [][]string) {
	t.Helper()
	for seed := range uint64(40) {
		var one []string
		for line := range strings.Lines(play(t, c, seed).Script) {
			if text, is := strings.CutPrefix(line, "customer  "); is {
				one = append(one, strings.TrimSpace(text))
			}
		}
		all = append(all, one)
	}
	return all
}

// some says that in some of the conversations, and not in all, something matches a pattern.
func some(t *testing.T, all [][]string, pattern string) {
	t.Helper()
	re, n := regexp.MustCompile(pattern), 0
	for _, one := range all {
		if re.MatchString(strings.Join(one, "\n")) {
			n++
		}
	}
	if n == 0 || n == len(all) {
		t.Errorf("%s matches %d of %d conversations: %q", pattern, n, len(all), all[0])
	}
}

func TestTerseCustomersLeaveOutWhatTheyCan(t *testing.T) {
	for _, one := range said(t, styled(t, "terse")) {
		if one[0] != "paket zurückgeben" && one[0] != "zeug zurück" {
			t.Errorf("%q is not terse", one[0])
		}
	}
}

func TestSlipsOfTheKeyboard(t *testing.T) {
	clean := map[string]bool{"Ich möchte das Paket zurückgeben": true, "Das Zeug soll zurück": true}
	slipped := 0
	for _, one := range said(t, styled(t, "typos")) {
		if !clean[one[0]] {
			slipped++
		}
		for _, text := range one[1:] {
			if strings.Contains(text, "260") && text != "2604817" {
				t.Errorf("the number slipped: %q", text)
			}
		}
	}
	if slipped < 10 || slipped > 35 {
		t.Errorf("%d of 40 sentences slipped", slipped)
	}
}

func TestSomeCorrectThemselves(t *testing.T) {
	source := strings.Replace(plain, `order: "2604817"`, `order: {say: "2604817", mistaken: "2604871"}`, 1) + "style: [corrects]\n"
	c := read(t, strings.Replace(source, "say: \"2604817\"", "say: [\"2604817\"]", 1))
	all := said(t, c)
	some(t, all, `(?m)^2604871, .*2604817`)                  // in one breath
	some(t, all, `(?m)^2604871$\n.*(nein|Moment).* 2604817`) // after the bot has answered
	for seed := range uint64(10) {
		if try := play(t, c, seed); !try.Solved {
			t.Errorf("the till takes the last number: %s", try.Script)
		}
	}
}

func TestSomeAskSomethingElse(t *testing.T) {
	c := styled(t, "wanders", "asks: {say: [Wie lange dauert der Versand?]}")
	all := said(t, c)
	some(t, all, "Versand")
	for _, one := range all {
		if strings.Contains(one[0], "Versand") || strings.Count(strings.Join(one, "\n"), "Versand") > 1 {
			t.Errorf("only once, and not at first: %q", one)
		}
	}
	for seed := range uint64(10) {
		if try := play(t, c, seed); !try.Solved {
			t.Errorf("she comes back: %s", try.Script)
		}
	}
}

// Whoever is impatient repeats once what she is asked again, and then wants a person.
func TestImpatience(t *testing.T) {
	c := styled(t, "impatient")
	try := simulate.Player{Converser: till{deaf: true}}.Play(t.Context(), c, 3)
	if try.Solved || try.Turns != 4 || try.Stuck != "with a person (asked)" {
		t.Errorf("%+v", try)
	}
	c.Opens = simulate.Drawn("Hm", "Na ja")
	if try := play(t, c, 1); try.Turns != 3 || try.Stuck != "with a person (asked)" {
		t.Errorf("who is not understood twice wants a person: %+v", try)
	}
	for _, one := range said(t, styled(t, "impatient")) {
		if len(one) > 3 {
			t.Errorf("nothing was asked again: %q", one)
		}
	}
}

func TestDialects(t *testing.T) {
	for style, want := range map[string]string{
		"northern": "Ich möcht dat Paket zurückgeben",
		"bavarian": "I mecht des Paket zruckgebn",
		"swiss":    "Ich wett das Paket zrugggeh",
	} {
		found := false
		for _, one := range said(t, styled(t, style)) {
			found = found || one[0] == want
		}
		if !found {
			t.Errorf("nobody says %q", want)
		}
	}
	c := read(t, strings.Replace(plain, "Das Zeug soll zurück", "Straße zurück", 1)+"style: [swiss]\n")
	some(t, said(t, c), "^Strasse zrugg")
}

// Whatever a customer says, and however, the conversation ends, and two of one seed are the same.
func TestStylesHoldForAllTexts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := read(t, plain)
		c.Opens = simulate.Drawn(rapid.SliceOfN(rapid.StringN(1, 40, -1), 1, 3).Draw(rt, "opens")...)
		c.Style = rapid.SliceOf(rapid.SampledFrom([]simulate.Style{
			simulate.Terse, simulate.Typos, simulate.Impatient, simulate.Northern, simulate.Bavarian, simulate.Swiss,
		})).Draw(rt, "style")
		seed := rapid.Uint64().Draw(rt, "seed")
		first, again := play(t, c, seed), play(t, c, seed)
		if first.Script != again.Script || first.Turns > c.Patience {
			rt.Fatalf("%s\n%s", first.Script, again.Script)
		}
	})
}
