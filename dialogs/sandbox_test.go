package dialogs_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// works an expression out in a text.
func works(t *testing.T, code string) (said string, err error) {
	t.Helper()
	flows, faults := flowsOf(fmt.Sprintf("  - say: %q\n  - end: solved\n", "{"+code+"}"))
	if err := bot.Broken(faults); err != nil {
		return "", err
	}
	turn, err := happens(t, flows, dialogs.Config{})
	if err != nil {
		return "", err
	}
	return turn.Replies()[0].Text, nil
}

func TestExpressionsWork(t *testing.T) {
	for code, want := range map[string]string{
		`1 + 2`:                            "3",
		`days("2026-11-22", "2026-12-24")`: "32",
		`plus(today, 10)`:                  "2026-12-02",
		`upper("a") + 'b'`:                 "Ab",
		`join(["a", "b"], "{")`:            "a{b",
		`len(filter([1, 2, 3], # > 1))`:    "2",
		`language`:                         "en",
	} {
		if got, err := works(t, code); got != want {
			t.Errorf("%s is %q, not %q: %v", code, got, want, err)
		}
	}
}

// An author's expression can neither take the program down nor see anything of it.
func TestExpressionsAreContained(t *testing.T) {
	start := time.Now()
	for _, code := range []string{
		`len(map(1..100000000, #))`,
		`len(map(1..9000, map(1..9000, #)))`,
		`repeat("a", 1000000000)`,
		`now()`,
		`env("HOME")`,
		`$env["PATH"] + Slots`,
		`plus("soon", 1)`,
		strings.Repeat("1 + ", 600) + "1",
	} {
		if got, err := works(t, code); err == nil {
			t.Errorf("%.40s is %.40q", code, got)
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
	if got, err := works(t, "1 + 1"); got != "2" {
		t.Errorf("afterwards nothing works: %q, %v", got, err)
	}
}
