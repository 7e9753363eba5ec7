package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// TestGapsAreWorkedOffByCommands: listed, shown, taken, drafted; and the article that is brought in resolves one.
func TestGapsAreWorkedOffByCommands(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "bot.yaml"), "name: Shop\nlanguages: [de]\n")
	write(t, filepath.Join(dir, "knowledge", "bezahlen.md"), "---\ntitle: Bezahlen\nlanguage: de\nowner: buchhaltung\n---\nDu kannst mit Karte und auf Rechnung bezahlen.\n")
	does := func(want string, args ...string) string {
		t.Helper()
		code, out, problem := runs(t, append(args, "--bot", dir, "--data", data)...)
		if code != 0 || !strings.Contains(out, want) {
			t.Fatalf("lotse %v: exit %d, want %q:\n%s%s", args, code, want, out, problem)
		}
		return out
	}
	does("Nothing is missing.", "gaps")
	does("", "chat", "--script", script(t, "Habt ihr samstags den Laden geöffnet?"))
	does("Nothing is waiting.", "gaps", "queue")
	does("No contradictions.", "gaps", "contradictions")
	var all []gaps.Gap
	if err := json.Unmarshal([]byte(does("samstags", "gaps", "--json")), &all); err != nil || len(all) != 1 {
		t.Fatalf("%v %+v", err, all)
	}
	id := all[0].ID
	does("asked      1 time in 1 conversation,", "gaps", "show", id[:5])
	does(id+" is taken", "gaps", "take", id, "--by", "anna")
	does(id+" is resolved", "gaps", "resolve", id)
	does(id+" is open", "gaps", "reopen", id)
	file := filepath.Join(dir, "knowledge", "samstags.md")
	does("", "gaps", "draft", id, "-o", file)
	if code, _, problem := runs(t, "gaps", "draft", id, "-o", file, "--bot", dir, "--data", data); code == 0 || !strings.Contains(problem, "is there already") {
		t.Errorf("a file was overwritten: %s", problem)
	}
	if code, _, problem := runs(t, "gaps", "show", "zzz", "--bot", dir, "--data", data); code == 0 || !strings.Contains(problem, "there is no gap zzz") {
		t.Errorf("a gap that is not there: %s", problem)
	}
	draft, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(draft), "<!--")
	write(t, file, head+"Samstags ist der Laden von 10 bis 16 Uhr geöffnet.\n")
	does("resolved "+id+", answered by gap-"+id, "ingest")
	does("Nothing is missing.", "gaps")
}

// TestNothingIsChangedBesideAProgramThatServes, and the reader is told where to.
func TestNothingIsChangedBesideAProgramThatServes(t *testing.T) {
	data := t.TempDir()
	serve(t, "examples/kaffee", data)
	code, _, problem := runs(t, "gaps", "take", "x", "--by", "anna", "--bot", "examples/kaffee", "--data", data)
	if code == 0 || !strings.Contains(problem, "POST /desk/v1/gaps/") {
		t.Errorf("exit %d: %s", code, problem)
	}
	if code, out, problem := runs(t, "gaps", "--bot", "examples/kaffee", "--data", data); code != 0 || !strings.Contains(out, "Nothing is missing.") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
}
