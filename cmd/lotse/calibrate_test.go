package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval"
)

// Whoever calibrates a bot finds the file in its folder, and the bot works by it.
func TestABotIsCalibratedAndServedByIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kaffee")
	if err := os.CopyFS(dir, os.DirFS("../../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "calibration.json")); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	before := sureOf(t, dir)
	code, out, problem := runs(t, "eval", "calibrate", dir, "--risk", "0.1", "--json")
	if code != 0 || !strings.Contains(problem, "calibration.json") {
		t.Fatalf("exit %d: %s", code, problem)
	}
	var found eval.Calibrated
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c := found.Calibration
	if c.Risk != 0.1 || c.Intents.Threshold == 0 || c.Intents.Based.Bound > 0.1 || c.Intents.Based.After >= c.Intents.Based.Before {
		t.Errorf("found %+v", c.Intents)
	}
	if after, want := sureOf(t, dir), c.Intents.Of(before); after != want || after == before {
		t.Errorf("an intent with confidence %v has %v once calibrated, want %v", before, after, want)
	}
	if code, out, _ := runs(t, "check", dir); code != 0 {
		t.Errorf("check finds fault with it:\n%s", out)
	}
	write(t, filepath.Join(dir, "calibration.json"), "{\n\"version\": 1,\n\"intents\": {\"curve\": {\"slope\": -1}}}")
	if code, out, _ := runs(t, "check", dir); code != 1 || !strings.Contains(out, "calibration.json:3:32: the slope is -1: a curve must rise") {
		t.Errorf("exit %d:\n%s", code, out)
	}
}

// sureOf is the confidence of the intent that a sentence is taken for.
func sureOf(t *testing.T, dir string) float64 {
	t.Helper()
	code, out, problem := runs(t, "chat", "--bot", dir, "--json", "--script", script(t, "I would like to have my machine registered"))
	var l line
	if err := json.Unmarshal([]byte(out), &l); err != nil || code != 0 {
		t.Fatalf("exit %d, %v: %s", code, err, problem)
	}
	for _, b := range l.Decision.Bids {
		if b.Skill == "dialogs" && len(b.Evidence) > 0 && b.Evidence[0].Kind == "intent" {
			return b.Confidence
		}
	}
	t.Fatalf("no intent was recognised: %+v", l.Decision)
	return 0
}

func TestACalibrationThatHoldsNothingIsNotWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "table")
	if err := os.CopyFS(dir, os.DirFS("../../examples/table")); err != nil {
		t.Fatal(err)
	}
	code, out, problem := runs(t, "eval", "calibrate", dir, "--risk", "0.0001")
	if _, err := os.Stat(filepath.Join(dir, "calibration.json")); code != 1 || err == nil || !strings.Contains(out, "no threshold") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
	if !regexp.MustCompile(`\n  ECE +0\.\d{3} → 0\.\d{3}\n`).MatchString(out) {
		t.Errorf("how far confidences are off is not printed:\n%s", out)
	}
	if code, _, problem := runs(t, "eval", "calibrate", dir, "--risk", "5"); code == 0 || !strings.Contains(problem, "--risk is a share between 0 and 1, such as 0.05, not 5") {
		t.Errorf("exit %d: %s", code, problem)
	}
}

// A calibration is tried before any bot has it, also where the suite has no bot.
func TestACalibrationIsTriedOnASuiteWithoutABot(t *testing.T) {
	const suite = "eval/testdata/suites/shop_intents"
	file := filepath.Join(t.TempDir(), "tried.json")
	write(t, file, `{"version": 1, "intents": {"curve": {"slope": 1, "intercept": -3}}}`)
	misstated := func(more ...string) float64 {
		code, out, problem := runs(t, append([]string{"eval", suite, "--json"}, more...)...)
		var r struct {
			Suites []struct {
				Metrics map[string]struct{ Value float64 }
			}
		}
		if err := json.Unmarshal([]byte(out), &r); err != nil || code != 0 {
			t.Fatalf("exit %d, %v: %s", code, err, problem)
		}
		return r.Suites[0].Metrics["ece"].Value
	}
	if before, after := misstated(), misstated("--calibration", file); after <= before+0.1 {
		t.Errorf("who doubts everything misstates itself by %v, and by %v before", after, before)
	}
	write(t, file, `{"version": 2}`)
	if code, _, problem := runs(t, "eval", suite, "--calibration", file); code != exitBroken || !strings.Contains(problem, "tried.json:1:13") {
		t.Errorf("exit %d: %s", code, problem)
	}
}
