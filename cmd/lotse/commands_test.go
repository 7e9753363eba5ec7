package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// script is a file of utterances.
func script(t *testing.T, lines ...string) string {
	path := filepath.Join(t.TempDir(), "script.txt")
	write(t, path, strings.Join(lines, "\n"))
	return path
}

func TestChatPrintsALineATurn(t *testing.T) {
	code, out, problem := runs(t, "chat", "--bot", "examples/table", "--json", "--script",
		script(t, "# a comment", "book a table", "Ada", "lots"))
	if code != 0 {
		t.Fatalf("exit %d: %s", code, problem)
	}
	var turns []line
	for text := range strings.Lines(out) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		turns = append(turns, l)
	}
	if len(turns) != 3 {
		t.Fatalf("%d turns", len(turns))
	}
	last := turns[2]
	if last.Heard != "lots" || last.Flow != "book_table" || last.State != "people" || last.Slots["name"] != "Ada" || last.Decision.Kind != bot.Act {
		t.Errorf("the last turn is %+v", last)
	}
}

func TestAConversationReplaysToTheSameTranscript(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "examples/table", data)
	for i, turn := range booking {
		s.must("ada", string(rune('a'+i)), fill(turn.say, 1))
	}
	s.kill()
	code, out, problem := runs(t, "replay", "--bot", "examples/table", "--data", data, "ada")
	if code != 0 || !strings.Contains(out, "7 turns, 0 would go another way today") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
	changed := filepath.Join(t.TempDir(), "table")
	if err := os.CopyFS(changed, os.DirFS("../../examples/table")); err != nil {
		t.Fatal(err)
	}
	flow := filepath.Join(changed, "flows", "book_table.yaml")
	text, err := os.ReadFile(flow)
	if err != nil {
		t.Fatal(err)
	}
	write(t, flow, strings.Replace(string(text), "What is your name?", "Who are you?", 1))
	code, out, _ = runs(t, "replay", "--bot", changed, "--data", data, "ada")
	if code != 1 || !strings.Contains(out, "today:  Who are you?") {
		t.Errorf("a changed flow: exit %d: %s", code, out)
	}
}

func TestCheckSaysWhereAndWhatToDo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bot")
	write(t, filepath.Join(dir, "bot.yaml"), "name: broken\nlanguagse: [de]\n")
	write(t, filepath.Join(dir, "flows", "a.yaml"), "title: a\nsteps:\n  - ask: serail\n    text: Which?\n  - end: solved\nslots:\n  serial: {type: text}\n")
	code, out, _ := runs(t, "check", dir, "--json")
	var faults []bot.Fault
	if err := json.Unmarshal([]byte(out), &faults); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	found := map[string]bool{}
	for _, f := range faults {
		if strings.HasSuffix(f.File, "bot.yaml") && f.Line == 2 && strings.Contains(f.Remedy, "languages") {
			found["bot.yaml"] = true
		}
		if strings.HasSuffix(f.File, filepath.Join("flows", "a.yaml")) && f.Line == 3 && strings.Contains(f.Remedy, "serial") {
			found["flow"] = true
		}
	}
	if len(found) != 2 {
		t.Errorf("not both faults were found: %s", out)
	}
	if code, out, _ := runs(t, "check", "examples/table", "--json"); code != 0 || strings.TrimSpace(out) != "[]" {
		t.Errorf("a sound bot: exit %d: %s", code, out)
	}
	if code, _, problem := runs(t, "serve", "--bot", dir, "--data", t.TempDir()); code != 2 || !strings.Contains(problem, "flows/a.yaml:3") {
		t.Errorf("serve runs a broken bot: exit %d: %s", code, problem)
	}
}

func TestEvalShowsWhichTranscriptFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "table")
	if err := os.CopyFS(dir, os.DirFS("../../examples/table")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "tests", "good.chat"), "customer  book a table\nlotse     What is your name?\n")
	if code, out, problem := runs(t, "eval", dir, "--json"); code != 0 || !strings.Contains(out, `"passed"`) {
		t.Fatalf("exit %d: %s%s", code, out, problem)
	}
	write(t, filepath.Join(dir, "tests", "bad.chat"), "customer  book a table\nlotse     What is your shoe size?\n")
	code, out, _ := runs(t, "eval", dir)
	if code != 1 || !strings.Contains(out, "bad.chat:1") || !strings.Contains(out, "What is your name?") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, _, _ := runs(t, "eval", t.TempDir()); code != 2 {
		t.Errorf("a folder without suites: exit %d", code)
	}
}

func TestWhatCannotStartSaysWhy(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "examples/table", data)
	other := t.TempDir()
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"port in use", []string{"serve", "--bot", "examples/table", "--data", other, "--listen", s.address}, "in use by another program"},
		{"data in use", []string{"serve", "--bot", "examples/table", "--data", data, "--listen", free(t)}, "in use by another lotse"},
		{"no bot", []string{"serve", "--bot", other, "--data", other}, "bot.yaml"},
		{"no folder", []string{"serve", "--bot", "nowhere", "--data", other}, "is not a folder"},
		{"no config", []string{"serve", "--config", "nowhere.yaml"}, "is not there"},
		{"no conversation", []string{"replay", "--bot", "examples/table", "--data", other, "nobody"}, "there is no conversation nobody"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, _, problem := runs(t, tt.args...)
			if code != 2 || !strings.Contains(problem, tt.want) {
				t.Errorf("exit %d: %s", code, problem)
			}
		})
	}
}

func TestTheConfigurationNamesTheNearestKey(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lotse.yaml")
	write(t, file, "listen: 127.0.0.1:0\nstroe: sqlite:x.db\n")
	code, _, problem := runs(t, "serve", "--config", file)
	if code != 2 || !strings.Contains(problem, "lotse.yaml:2") || !strings.Contains(problem, `"store"`) {
		t.Errorf("exit %d: %s", code, problem)
	}
}

func TestTheServerTellsHowItIs(t *testing.T) {
	s := serve(t, "examples/table", t.TempDir())
	s.must("c", "1", "book a table")
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": `"store":"ok"`, "/metrics": `lotse_turns_total{kind="act",skill="dialogs"} 1`} {
		res, err := http.Get("http://" + s.address + path) //nolint:noctx // the server is on this machine
		if err != nil {
			t.Fatal(err)
		}
		body := make([]byte, 1<<16)
		n, _ := res.Body.Read(body)
		res.Body.Close()
		if res.StatusCode != http.StatusOK || !strings.Contains(string(body[:n]), want) {
			t.Errorf("%s: %d %s", path, res.StatusCode, body[:n])
		}
	}
	res, err := http.Get("http://" + s.address + "/v1/utterances") //nolint:noctx // the server is on this machine
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", res.StatusCode)
	}
}

// What an author changes while the bot is served counts at once: a new article answers, a deleted one is never cited again.
func TestArticlesAreLearnedWhileTheBotIsServed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bakery")
	write(t, filepath.Join(dir, "bot.yaml"), "name: Bakery\nlanguages: [en]\n")
	write(t, filepath.Join(dir, "knowledge", "bread.md"), "# Storing bread\n\nStore bread at room temperature, in a paper bag.\n")
	s := serve(t, dir, t.TempDir())
	n := 0
	cited := func(question, document string) bool {
		n++
		a := s.must(fmt.Sprint("c", n), fmt.Sprint("u", n), question)
		for _, r := range a.Replies {
			for _, c := range r.Citations {
				if c.Document == document {
					return true
				}
			}
		}
		return false
	}
	until := func(want bool, question, document string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
		defer cancel()
		for cited(question, document) != want {
			if pause(ctx); ctx.Err() != nil {
				t.Fatalf("%q: cited is not %v", question, want)
			}
		}
	}
	until(true, "How do I store bread?", "bread")
	write(t, filepath.Join(dir, "knowledge", "cake.md"), "# Ordering a cake\n\nA wedding cake takes us two weeks to bake.\n")
	until(true, "How long does a wedding cake take to bake?", "cake")
	if err := os.Remove(filepath.Join(dir, "knowledge", "bread.md")); err != nil {
		t.Fatal(err)
	}
	until(false, "How do I store bread?", "bread")
	for range 20 {
		if cited("How do I store bread?", "bread") {
			t.Fatal("a deleted article is cited again")
		}
	}
}
