package simulate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/simulate"
)

// plain is a customer without a style.
const plain = `
goal: Ein Paket zurückgeben, das kaputt ankam
language: de
opens:
  say: [Ich möchte das Paket zurückgeben, Das Zeug soll zurück]
knows:
  order: "2604817"
  why: {say: [Kaputt], asked: [Grund]}
success:
  ended: return
  outcome: solved
  slots: {order: "2604817", why: broken}
  calls: {label: {order: "2604817", copies: 2}}
`

// read reads a customer's file that is as it should be.
func read(t *testing.T, source string) *simulate.Customer {
	t.Helper()
	c, faults := simulate.Read(file(t, source))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return c
}

func file(t *testing.T, source string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "customer.yaml")
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// play plays a customer of the till.
func play(t *testing.T, c *simulate.Customer, seed uint64) simulate.Try {
	t.Helper()
	try := simulate.Player{Converser: till{}}.Play(t.Context(), c, seed)
	if try.Broken != nil {
		t.Fatal(try.Broken)
	}
	return try
}

func TestACustomerGetsWhatSheWants(t *testing.T) {
	try := play(t, read(t, plain), 1)
	want := `# Ein Paket zurückgeben, das kaputt ankam
language: de

customer  Ich möchte das Paket zurückgeben
lotse     Welche Bestellung?
state     return/order

customer  2604817
lotse     Was ist der Grund?
choices   Kaputt | Gefällt mir nicht
state     return/reason

picks     Kaputt
lotse     Das Etikett kommt.
outcome   solved
`
	if diff := cmp.Diff(want, try.Script); diff != "" {
		t.Error(diff)
	}
	if !try.Solved || try.Turns != 3 || len(try.Missing) > 0 || try.Stuck != "" {
		t.Errorf("%+v", try)
	}
}

// What a customer and the bot said is kept as a test, whatever the bot's words look like.
func TestAConversationIsAScriptThatPasses(t *testing.T) {
	c := read(t, plain+"style: [wanders]\nasks: {say: [Wie lange dauert der Versand?]}\n")
	for seed := range uint64(10) {
		script, faults := chat.Parse("kept.chat", []byte(play(t, c, seed).Script))
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		if played := (chat.Player{Converser: till{}}).Play(t.Context(), script); played.Failures() > 0 {
			t.Fatal(played.Diff())
		}
	}
}

func TestTheSameSeedGivesTheSameConversation(t *testing.T) {
	c := read(t, plain+"style: [typos, northern]\n")
	differ := false
	for seed := range uint64(20) {
		first := play(t, c, seed)
		if diff := cmp.Diff(first, play(t, c, seed)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		differ = differ || first.Script != play(t, c, seed+1).Script
	}
	if !differ {
		t.Error("all seeds give the same conversation")
	}
}

// What is wanted is looked for in what happened: right words do not help, and wrong ones do no harm.
func TestSuccessIsWhatHappened(t *testing.T) {
	for name, c := range map[string]struct{ success, missing string }{
		"a slot of another value": {"slots: {order: '1111111'}", `the slot order is "2604817", not "1111111"`},
		"an empty slot":           {"slots: {mail: a@b.de}", `the slot mail is empty, not "a@b.de"`},
		"another flow":            {"ended: register", "the flow register has not ended"},
		"another outcome":         {"outcome: abandoned", `the outcome is "solved", not "abandoned"`},
		"a person":                {"owner: person", "it is with the bot, not with a person"},
		"a reason":                {"reason: asked", `no person was asked for because of "asked"`},
		"another action":          {"calls: {refund: {}}", "the action refund was not called as it should be"},
		"other arguments":         {"calls: {label: {copies: 3}}", "the action label was not called as it should be"},
		"a document":              {"cites: [shipping]", "the document shipping was not cited"},
	} {
		t.Run(name, func(t *testing.T) {
			before, _, _ := strings.Cut(plain, "success:")
			try := play(t, read(t, before+"success:\n  "+c.success+"\n"), 1)
			if diff := cmp.Diff([]string{c.missing}, try.Missing); diff != "" || try.Solved {
				t.Error(diff, try.Script)
			}
		})
	}
	t.Run("an action that must not be called", func(t *testing.T) {
		try := play(t, read(t, plain+"  never: [label]\n"), 1)
		if diff := cmp.Diff([]string{"the action label was called"}, try.Missing); diff != "" || try.Solved {
			t.Error(diff)
		}
	})
}

func TestItIsSaidWhereACustomerIsStuck(t *testing.T) {
	unknown := strings.Replace(plain, `  order: "2604817"`+"\n", "", 1)
	unknown = strings.Replace(unknown, "success:", "does_not_know: [order]\npatience: 5\nsuccess:", 1)
	try := play(t, read(t, unknown), 1)
	if try.Solved || try.Turns != 5 || try.Stuck != "return/order" {
		t.Errorf("%+v", try)
	}
	lost := strings.Replace(plain, "[Ich möchte das Paket zurückgeben, Das Zeug soll zurück]", "[Hm, Na ja]", 1)
	if try := play(t, read(t, lost), 1); try.Stuck != "in no flow" || try.Turns != 4 {
		t.Errorf("%+v", try)
	}
}

// What was done cannot be made right by doing it once more.
func TestWhatIsDoneWrongIsNoSuccess(t *testing.T) {
	c := read(t, strings.Replace(plain, `slots: {order: "2604817"`, `slots: {order: "2604818"`, 1))
	try := play(t, c, 1)
	if try.Solved || try.Turns != 3 || try.Stuck != "after return, which was done wrong" {
		t.Errorf("%+v", try)
	}
}

// Who is asked which of two she means takes what is nearest to what she wants, and never the person.
func TestAnsweringWhatIsMeant(t *testing.T) {
	c := read(t, strings.Replace(plain, "[Ich möchte das Paket zurückgeben, Das Zeug soll zurück]", "[Es geht um ein Paket]", 1))
	if try := play(t, c, 1); !try.Solved || !strings.Contains(try.Script, "picks     ein Paket zurückgeben\n") {
		t.Error(try.Script)
	}
}

// Who is shown a guess takes it where it fits what she wants. A word in common is not enough: then she says it otherwise.
func TestTakingAGuess(t *testing.T) {
	for opening, taken := range map[string]bool{"Der Bote war da": true, "Der Kurier war da": false} {
		c := read(t, strings.Replace(plain, "[Ich möchte das Paket zurückgeben, Das Zeug soll zurück]", "["+opening+"]", 1))
		if try := play(t, c, 1); try.Solved != taken || strings.Contains(try.Script, "picks     ein Paket") != taken {
			t.Errorf("%s:\n%s", opening, try.Script)
		}
	}
}

func TestABrokenTryIsNoSuccess(t *testing.T) {
	c := read(t, plain+"given: {lable: {ok: true}}\n")
	try := simulate.Player{Converser: till{}}.Play(t.Context(), c, 1)
	if try.Solved || try.Broken == nil || !strings.Contains(try.Broken.Error(), "no flow calls the action lable") {
		t.Errorf("%+v", try)
	}
}

func TestSentencesAreDrawnFromASuite(t *testing.T) {
	path := file(t, strings.Replace(plain, "say: [Ich möchte das Paket zurückgeben, Das Zeug soll zurück]", "from: rows.jsonl\n  intent: return", 1))
	rows := `{"text": "zurück damit", "lang": "de", "intent": "return"}
{"text": "2604911 zurück", "lang": "de", "intent": "return"}
{"text": "take it back", "lang": "en", "intent": "return"}
{"text": "wo ist es?", "lang": "de", "intent": "track"}
`
	beside := filepath.Join(filepath.Dir(path), "rows.jsonl")
	if err := os.WriteFile(beside, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	c, faults := simulate.Read(path)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for seed := range uint64(5) {
		if try := play(t, c, seed); !strings.Contains(try.Script, "customer  zurück damit\n") {
			t.Error(try.Script)
		}
	}
	if err := os.WriteFile(beside, []byte(rows+"{broken\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, faults = simulate.Read(path)
	if len(faults) != 1 || faults[0].File != beside || faults[0].Line != 5 {
		t.Error(faults)
	}
}

func TestAFileIsReadStrictly(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		line     int
		says     string
	}{
		"a key nobody knows":       {"goal:", "gaol:", 2, "gaol"},
		"no goal":                  {"goal: Ein Paket zurückgeben, das kaputt ankam", "", 0, "what the customer wants"},
		"another language":         {"language: de", "language: dk", 3, `did you mean de?`},
		"an unknown style":         {"language: de", "language: de\nstyle: [tipos]", 4, "did you mean typos?"},
		"a dialect of English":     {"language: de", "language: en\nstyle: [swiss]", 4, "dialects of German"},
		"no words":                 {"  say: [Ich möchte das Paket zurückgeben, Das Zeug soll zurück]", "  say: []", 4, "no words"},
		"a fact she does not know": {"Das Zeug soll zurück", "'{ordr} zurück'", 4, "did you mean order?"},
		"nothing to correct":       {"language: de", "language: de\nstyle: [corrects]", 4, "mistaken about nothing"},
		"nothing to ask":           {"language: de", "language: de\nstyle: [wanders]", 4, "not said what"},
		"known and not known":      {"success:", "does_not_know: [order]\nsuccess:", 9, "knows order"},
		"a fact without words":     {`order: "2604817"`, "order: []", 7, "no words"},
		"nothing is success":       {"success:", "success: {}\ngiven:", 9, "by what her goal is reached"},
		"an unknown outcome":       {"outcome: solved", "outcome: soled", 11, "did you mean solved?"},
		"too many tries":           {"language: de", "language: de\nrepeats: 9", 4, "from 1 to 8"},
		"no such file":             {"say: [Ich möchte das Paket zurückgeben, Das Zeug soll zurück]", "from: nowhere.jsonl", 4, "nowhere.jsonl"},
		"no YAML":                  {"language: de", "language: [", 3, ""},
	} {
		t.Run(name, func(t *testing.T) {
			source := strings.Replace(plain, c.old, c.new, 1)
			path := file(t, source)
			_, faults := simulate.Read(path)
			if len(faults) == 0 {
				t.Fatal("nothing is wrong with it")
			}
			f := faults[0]
			if f.File != path || f.Line != c.line || f.Severity != bot.Error || f.Remedy == "" || !strings.Contains(f.Error(), c.says) {
				t.Errorf("%s, want line %d and %q", f.Error(), c.line, c.says)
			}
		})
	}
}
