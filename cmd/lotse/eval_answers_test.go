package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/llmtest"
)

// modelBot writes a bot whose only article is answered from by a model, and a test of it.
func modelBot(t *testing.T, question string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "bot")
	write(t, filepath.Join(dir, "bot.yaml"), "name: shop\nlanguages: [en]\nteams: {service: {title: Service}}\n")
	write(t, filepath.Join(dir, "knowledge", "warranty.en.md"), "# Warranty\n\nThe warranty is valid for two years. Wearing parts are not included in the warranty.\n")
	write(t, filepath.Join(dir, "tests", "warranty.chat"), "customer  "+question+"\nlotse     Wearing parts are not included in the warranty. [1]\n")
	return dir
}

// The model is asked once. Afterwards it is gone, its server closed, and the same run gives the same bytes, twice.
func TestARunWithAModelIsRepeatedWithoutIt(t *testing.T) {
	dir, answers := modelBot(t, "How long is the warranty valid?"), filepath.Join(t.TempDir(), "answers.jsonl")
	eval := func(more ...string) (int, string, string) {
		return runs(t, append([]string{"eval", dir, "--json", "--answers", answers}, more...)...)
	}
	var recorded string
	t.Run("recorded while the server runs", func(t *testing.T) {
		server := llmtest.NewServer(t, llmtest.Streams("Wearing parts are ", "not included in the ", "warranty [1]."))
		t.Setenv("LOTSE_MODEL", server.URL+"?model=scripted")
		t.Setenv("LOTSE_MODEL_KEY", "sk-of-the-server-and-nobody-else")
		code, out, problem := eval("--record")
		if code != 0 {
			t.Fatalf("exit %d: %s%s", code, out, problem)
		}
		if n := len(server.Asked()); n != 1 {
			t.Errorf("the server was asked %d times", n)
		}
		recorded = strings.Replace(out, ",\n  \"live\": true", "", 1) // the one thing that differs: a model took part
	})
	for range 2 {
		if code, out, problem := eval(); code != 0 || out != recorded {
			t.Errorf("replayed: exit %d: %s\n%s", code, problem, cmp.Diff(recorded, out))
		}
	}
	if text, err := os.ReadFile(answers); err != nil || strings.Contains(string(text), "sk-of") || strings.Contains(string(text), "help articles") {
		t.Errorf("the file holds more than answers: %v\n%s", err, text)
	}
}

// Another question is not answered by whatever is there: the run says what is missing, and is no success.
func TestWhatIsNotRecordedIsNoSuccess(t *testing.T) {
	answers := filepath.Join(t.TempDir(), "answers.jsonl")
	write(t, answers, `{"version":1,"model":"scripted"}`+"\n"+`{"kind":"completion","model":"scripted","key":"0","asked":"Question: once?","pieces":["NONE"],"response":{"FinishedBy":"stop"}}`+"\n")
	dir := modelBot(t, "How long is the warranty valid?")
	write(t, filepath.Join(dir, "tests", "warranty.chat"), "customer  How long is the warranty valid?\nlotse     ...\n")
	code, out, problem := runs(t, "eval", dir, "--answers", answers)
	if code != 2 || !strings.Contains(out, "no answer is recorded for completion scripted") || !strings.Contains(out, "--record") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
	if !strings.Contains(problem, answers+`:2: completion scripted "Question: once?"`) {
		t.Errorf("what is recorded and not asked for is not named: %s", problem)
	}
	ada := filepath.Join(dir, "simulated", "ada.yaml")
	write(t, ada, "goal: Know the warranty.\nlanguage: en\nopens: {say: [How long is the warranty valid?]}\nsuccess: {cites: [warranty]}\n")
	if code, out, problem := runs(t, "eval", "simulate", ada, "--answers", answers); code != 2 || !strings.Contains(problem, "no answer is recorded for completion scripted") {
		t.Errorf("a simulated customer: exit %d: %s%s", code, out, problem)
	}
	if code, _, problem := runs(t, "eval", dir, "--record"); code != 2 || !strings.Contains(problem, "--answers FILE") {
		t.Errorf("recorded to nowhere: exit %d: %s", code, problem)
	}
}
