package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// chatted lets somebody talk with a bot, and returns the conversation that it lists as worth a test.
func chatted(t *testing.T, bot, data string, lines ...string) (conversation string) {
	t.Helper()
	if code, _, problem := runs(t, "chat", "--bot", bot, "--data", data, "--script", script(t, lines...)); code != 0 {
		t.Fatalf("exit %d: %s", code, problem)
	}
	code, out, problem := runs(t, "eval", "capture", "--list", "--bot", bot, "--data", data)
	if code != 0 {
		t.Fatalf("exit %d: %s", code, problem)
	}
	m := regexp.MustCompile(`(?m)^\S+ \S+  (\S+) +- +the bot gave up`).FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("nothing that was given up is listed:\n%s", out)
	}
	return m[1]
}

// A bot that gives up is worth a test; one that has learned better since has nothing to mend.
func TestCaptureFromTheListToTheTest(t *testing.T) {
	shop, data := filepath.Join(t.TempDir(), "shop"), t.TempDir()
	write(t, filepath.Join(shop, "bot.yaml"), "name: Shop\nlanguages: [en]\nteams: {service: {title: Service}}\n")
	write(t, filepath.Join(shop, "knowledge", "returns.en.md"), "# Returns\n\nYou have 30 days to return your order.\n")
	id := chatted(t, shop, data, "My name is Roswitha Kaltenegger. Do you sell gift vouchers?", "vouchers, please")

	out := filepath.Join(shop, "tests", "vouchers.chat")
	code, said, problem := runs(t, "eval", "capture", id, "--bot", shop, "--data", data, "--out", out, "--right", "Yes, from 10 euros.")
	if code != 0 {
		t.Fatalf("exit %d: %s %s", code, said, problem)
	}
	kept, err := os.ReadFile(out)
	if err != nil || strings.Contains(string(kept), "Roswitha") || !strings.Contains(string(kept), "means: Yes, from 10 euros.") {
		t.Errorf("%v\n%s", err, kept)
	}
	if code, _, _ := runs(t, "eval", shop); code != 1 {
		t.Errorf("the test ends with %d, not with 1", code)
	}
	if code, _, problem = runs(t, "eval", "capture", id, "--bot", shop, "--data", data, "--out", out); code != 2 || !strings.Contains(problem, "is there already") {
		t.Errorf("the file is written again: exit %d %s", code, problem)
	}

	write(t, filepath.Join(shop, "knowledge", "vouchers.en.md"), "# Gift vouchers\n\nYes, we sell gift vouchers, from 10 euros on.\n")
	second := filepath.Join(shop, "tests", "second.chat")
	code, _, problem = runs(t, "eval", "capture", id, "--bot", shop, "--data", data, "--out", second)
	if _, err := os.Stat(second); code != 1 || !strings.Contains(problem, "today the bot says") || err == nil {
		t.Errorf("what is mended is kept: exit %d %s %v", code, problem, err)
	}
}

func TestCaptureSaysWhatIsMissing(t *testing.T) {
	data := t.TempDir()
	if code, _, problem := runs(t, "eval", "capture", "--bot", "examples/table", "--data", data); code != 2 || !strings.Contains(problem, "--list shows") {
		t.Errorf("exit %d %s", code, problem)
	}
	if code, _, problem := runs(t, "eval", "capture", "c-1", "--bot", "examples/table", "--data", data); code != 2 || !strings.Contains(problem, "there is no store") {
		t.Errorf("exit %d %s", code, problem)
	}
}
