package simulate_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval/simulate"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
	"github.com/lotse-bot/lotse/llm/record"
)

// modelled is the plain customer, played by a model.
func modelled(t *testing.T) *simulate.Customer {
	t.Helper()
	return read(t, plain+"style: [impatient, bavarian]\ndoes_not_know: [mail]\nplayed_by: model\n")
}

func client(t *testing.T, server *llmtest.Server) llm.Model {
	t.Helper()
	m, err := openai.NewModel(openai.Options{URL: server.URL, Model: "player"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAModelPlaysACustomer(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Says("I mecht des zurückgeben"), llmtest.Says("2604817"), llmtest.Says("kaputt"))
	try := simulate.Player{Converser: till{}, Model: client(t, server)}.Play(t.Context(), modelled(t), 2)
	if try.Broken != nil || !try.Solved || try.Turns != 3 {
		t.Fatalf("%+v", try)
	}
	if !strings.Contains(try.Script, "picks     Kaputt\n") {
		t.Errorf("what a button says presses it: %s", try.Script)
	}
	asked := server.Asked()
	for _, told := range []string{"in German", "Ein Paket zurückgeben", "You know (order): 2604817", "You do not know: mail", "You are impatient", "Bavarian", "###STOP###", "conversation 2"} {
		if !strings.Contains(asked[0].System, told) {
			t.Errorf("the model is not told %q:\n%s", told, asked[0].System)
		}
	}
	want := []llm.Said{
		{Role: "user", Text: "Hallo! Was kann ich für dich tun?"},
		{Role: "assistant", Text: "I mecht des zurückgeben"},
		{Role: "user", Text: "Welche Bestellung?"},
		{Role: "assistant", Text: "2604817"},
		{Role: "user", Text: "Was ist der Grund?\n(button: Kaputt)\n(button: Gefällt mir nicht)"},
	}
	if diff := cmp.Diff(want, asked[2].Said); diff != "" {
		t.Error(diff)
	}
}

func TestAModelStops(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Says("Grüß Gott"), llmtest.Says("Dann halt nicht. ###STOP###"))
	try := simulate.Player{Converser: till{}, Model: client(t, server)}.Play(t.Context(), modelled(t), 1)
	if try.Broken != nil || try.Solved || try.Turns != 1 || try.Stuck != "in no flow" {
		t.Errorf("%+v", try)
	}
}

// What a model could not do is not what a customer did.
func TestAModelThatFailsBreaksTheTry(t *testing.T) {
	for name, step := range map[string]llmtest.Step{"cut off": llmtest.CutsOff("Ich"), "silent": llmtest.Says("  ")} {
		t.Run(name, func(t *testing.T) {
			try := simulate.Player{Converser: till{}, Model: client(t, llmtest.NewServer(t, step))}.Play(t.Context(), modelled(t), 1)
			if try.Broken == nil || try.Solved {
				t.Errorf("%+v", try)
			}
		})
	}
	if try := (simulate.Player{Converser: till{}}).Play(t.Context(), modelled(t), 1); !errors.Is(try.Broken, simulate.ErrNoModel) {
		t.Errorf("without a model: %v", try.Broken)
	}
}

// With recorded answers the same conversation is held again without the model; another seed asks for other answers.
func TestAModelIsReplayed(t *testing.T) {
	path := t.TempDir() + "/answers.jsonl"
	file, err := record.Open(path, record.Options{Mode: record.Record})
	if err != nil {
		t.Fatal(err)
	}
	server := llmtest.NewServer(t, llmtest.Says("Zurück damit"), llmtest.Says("2604817"), llmtest.Says("kaputt"))
	first := simulate.Player{Converser: till{}, Model: file.Model("player", client(t, server))}.Play(t.Context(), modelled(t), 1)
	if err := file.Save(); err != nil || !first.Solved {
		t.Fatal(err, first)
	}
	if file, err = record.Open(path, record.Options{Mode: record.Replay}); err != nil {
		t.Fatal(err)
	}
	p := simulate.Player{Converser: till{}, Model: file.Model("", nil)}
	if diff := cmp.Diff(first, p.Play(t.Context(), modelled(t), 1)); diff != "" {
		t.Error(diff)
	}
	if other := p.Play(t.Context(), modelled(t), 2); other.Broken == nil {
		t.Errorf("seed 2 was never recorded: %+v", other)
	}
}
