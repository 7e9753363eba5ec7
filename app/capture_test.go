package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/capture"
	"github.com/lotse-bot/lotse/examples/kaffee"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/knowledge"
)

var withMachines = app.Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}}

// brew copies the example bot, with some words of one file replaced.
func brew(t *testing.T, file, old, wrong string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "kaffee")
	if err := os.CopyFS(dir, os.DirFS("../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "tests")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s does not say %q: %v", path, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, wrong, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func served(t *testing.T, dir string) app.Config {
	t.Helper()
	c := app.Defaults()
	c.Bot, c.Embedder = dir, "none:"
	c.UseData(filepath.Join(t.TempDir(), "data"))
	return c
}

// talked lets a customer say things to a bot, and gives its last words.
func talked(t *testing.T, c app.Config, conversation string, said ...string) (last string) {
	t.Helper()
	a, err := app.Open(t.Context(), c, withMachines)
	if err != nil {
		t.Fatal(err)
	}
	err = a.Work(t.Context(), nil, func(ctx context.Context) error {
		for i, text := range said {
			in := bot.Inbound{Channel: "web", Key: fmt.Sprint(conversation, i), Conversation: conversation, Address: "+49 171 1234567", Text: text}
			turn, err := a.Worker.Converse(ctx, in)
			if err != nil {
				return err
			}
			last = turn.Entries[len(turn.Entries)-1].Text
		}
		return nil
	})
	if err != nil || a.Close() != nil {
		t.Fatal(err)
	}
	return last
}

// passes measures a bot's tests.
func passes(t *testing.T, dir string) bool {
	t.Helper()
	c := app.Defaults() // without the built-in embedder: what is tested is not how well it answers
	c.Embedder = "none:"
	ports, err := app.Ports(c, withMachines, knowledge.NewTransient())
	if err != nil {
		t.Fatal(err)
	}
	report, err := eval.Run(t.Context(), []string{filepath.Join(dir, "tests")}, ports, eval.Options{})
	if err != nil || len(report.Suites) != 1 || report.Suites[0].Faults != nil {
		t.Fatalf("%v %+v", err, report)
	}
	for _, f := range report.Suites[0].Failures {
		t.Logf("%s", f.Diff)
	}
	return report.Suites[0].Metrics["passed"].Value == 1
}

// life is what somebody told the bot on her way to a wrong answer.
var life = []string{
	"Hallo, ich heiße Roswitha Kaltenegger und wohne Hinter den Höfen 14, 20459 Hamburg",
	"Meine Nummer ist 0171 9988776, die IBAN DE02 1203 0000 0000 2020 51",
	"Ich möchte meine Maschine registrieren",
	"FL204518",
	"am 14. Februar 2026",
	"roswitha.kaltenegger@gmx.de",
}

// secrets are what nobody may read in a test.
var secrets = []string{"Roswitha", "Kaltenegger", "kaltenegger", "Höfen", "9988776", "1203", "204518", "gmx", "1234567", "c-4711"}

func TestABadConversationBecomesAMaskedMinimalFailingTest(t *testing.T) {
	for name, tc := range map[string]struct {
		file, right, wrong string
		said               []string
		moves              int
		keeps              []string
	}{
		"a wrong article": {
			"knowledge/returns.de.md", "zurückschicken, gezählt ab Erhalt", "zurückschicken, gezählt ab Bestellung",
			append(append([]string{}, life...), "Wie lange kann ich etwas zurückgeben?"), 1,
			[]string{"customer  Wie lange kann ich etwas zurückgeben?", "lotse     not: ", "gezählt ab Bestellung"},
		},
		"a wrong step of a flow": {
			"flows/register_machine.yaml", "{machine.months +\n        machine.extra} Monate", "{machine.months} Monate",
			life, 4,
			[]string{"FL100001", "muster1@example.com", "hat jetzt 24 Monate Garantie"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := brew(t, tc.file, tc.right, tc.wrong)
			c := served(t, dir)
			talked(t, c, "c-4711", tc.said...)
			file := filepath.Join(dir, "tests", "captured.chat")
			got, err := app.Capture(t.Context(), c, withMachines, "c-4711", capture.Request{File: file})
			if err != nil {
				t.Fatal(err)
			}
			script := string(got.Script)
			t.Logf("%d plays\n%s", got.Plays, script)
			if !got.Same || got.Moves != tc.moves || got.Of != len(tc.said) {
				t.Errorf("same %v, %d of %d moves are left; want %d of %d", got.Same, got.Moves, got.Of, tc.moves, len(tc.said))
			}
			for _, secret := range secrets {
				if strings.Contains(script, secret) {
					t.Errorf("%q can be read in the test", secret)
				}
			}
			for _, kept := range tc.keeps {
				if !strings.Contains(script, kept) {
					t.Errorf("%q is not in the test", kept)
				}
			}
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got.Script, 0o600); err != nil {
				t.Fatal(err)
			}
			if passes(t, dir) {
				t.Error("the test passes on the bot that was wrong")
			}
			wrong, err := os.ReadFile(filepath.Join(dir, tc.file))
			if err != nil {
				t.Fatal(err)
			}
			mended := strings.Replace(string(wrong), tc.wrong, tc.right, 1)
			if err := os.WriteFile(filepath.Join(dir, tc.file), []byte(mended), 0o600); err != nil {
				t.Fatal(err)
			}
			if !passes(t, dir) {
				t.Error("the test fails on the bot that was mended")
			}
		})
	}
}

// TestAnAgentsWordBecomesATestBesideTheData: at the desk, over HTTP, while the bot is served.
func TestAnAgentsWordBecomesATestBesideTheData(t *testing.T) {
	w := newTown(t)
	anna := w.agent("Anna", "anna@morgenfleet.example")
	ada := w.browser()
	ada.says("Ich heiße Roswitha Kaltenegger", "")
	ada.hears("ander") // it wants to hear it in other words
	ada.says("Wie lange habe ich Garantie?", "")
	reply := ada.hears("zwei Jahre")

	wrong := fmt.Sprintf(`{"key": "k", "seq": %d, "text": "Drei, Frau Kaltenegger, denn sie ist registriert."}`, reply.Seq)
	resp, err := anna.Post(w.url+"/desk/v1/conversations/"+ada.conversation+"/wrong", "application/json", strings.NewReader(wrong))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var got struct{ Event, Text string }
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || got.Event != "kept" {
		t.Fatalf("%d %+v %v", resp.StatusCode, got, err)
	}
	dir := filepath.Join(w.app.Config.Data, "captured")
	script, err := os.ReadFile(filepath.Join(dir, got.Text))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Roswitha", "Kaltenegger", ada.conversation} {
		if strings.Contains(string(script), secret) {
			t.Errorf("%q can be read in\n%s", secret, script)
		}
	}
	if !strings.Contains(string(script), "Drei, Frau Muster, denn sie ist registriert.") {
		t.Errorf("what would have been right is not in\n%s", script)
	}
	from, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(got.Text, ".chat")+".json"))
	if err != nil || !strings.Contains(string(from), "/desk/#conversation="+ada.conversation) {
		t.Errorf("nothing leads from the test to the conversation: %s %v", from, err)
	}
}

// TestWhatTheBotDoesNotSayAgainIsNotKept: the article was mended meanwhile, and a test of what it said would prove nothing.
func TestWhatTheBotDoesNotSayAgainIsNotKept(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	w := newTown(t, func(c *app.Config) { c.Bot = dir })
	anna, ada := w.colleague("Anna"), w.browser()
	ada.says("Wie lange habe ich Garantie?", "")
	reply := ada.hears("zwei Jahre")
	if err := os.Remove(filepath.Join(dir, "knowledge", "warranty.de.md")); err != nil {
		t.Fatal(err)
	}
	if err := w.app.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	anna.post("/desk/v1/conversations/"+ada.conversation+"/wrong", map[string]any{"key": "k", "seq": reply.Seq, "text": "Drei."})
	entries := anna.sees(ada.conversation).Entries
	if last := entries[len(entries)-1]; last.Event != handoff.EventNotKept || !strings.HasPrefix(last.Text, "the bot does not say it again: ") {
		t.Errorf("agents read %s: %q", last.Event, last.Text)
	}
	if kept, err := os.ReadDir(filepath.Join(w.app.Config.Data, "captured")); len(kept) > 0 {
		t.Errorf("kept: %v %v", kept, err)
	}
}
