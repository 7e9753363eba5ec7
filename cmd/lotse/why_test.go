package main

import (
	"strings"
	"testing"
)

// After every turn an author can read what was offered, how sure each skill was, what that rests on, and who was not asked.
func TestTheTraceSaysWhy(t *testing.T) {
	code, out, problem := runs(t, "chat", "--bot", "examples/kaffee", "--trace", "--log", "error", "--script",
		script(t, "Wie entkalke ich meine Maschine?", "Ich möchte meine Maschine registrieren", "FL204518"))
	if code != 0 {
		t.Fatalf("exit %d: %s", code, problem)
	}
	turns := strings.Split(out, "\n> ")
	if len(turns) != 3 {
		t.Fatalf("%d turns:\n%s", len(turns), out)
	}
	for i, want := range [][]string{
		{"why: act by knowledge", "knowledge  0.", "passage de/descaling"},
		{"why: act by dialogs", "intent register_machine", "knowledge  0."},
		{"why: act by dialogs", "not asked: knowledge"},
	} {
		_, why, _ := strings.Cut(turns[i], "    why: ")
		for _, w := range want {
			if !strings.Contains("why: "+why, w) {
				t.Errorf("the trace of turn %d does not say %q:\n%s", i+1, w, turns[i])
			}
		}
	}
}
