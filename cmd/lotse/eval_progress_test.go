package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/eval"
)

// Twenty cases, one every three seconds, of two suites that are run at once.
func watched(terminal bool) string {
	var out bytes.Buffer
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	w := &watch{out: &out, terminal: terminal, now: func() time.Time { return now }, last: now}
	for i := range 10 {
		for at, suite := range []string{"intents", "search"} {
			now = now.Add(3 * time.Second)
			w.show(eval.Progress{Suite: suite, Done: i + 1, Total: 10, Suites: 2, Ended: at * (i / 9)})
		}
	}
	return out.String()
}

func TestProgressInALogIsALineEveryTenSeconds(t *testing.T) {
	got := watched(false)
	want := "measured: 0 of 2 suites, intents 2/10, search 2/10\n"
	if lines := strings.Count(got, "\n"); lines != 5 || !strings.HasPrefix(got, want) || strings.Contains(got, "\x1b") {
		t.Errorf("a minute is %d lines:\n%s", lines, got)
	}
}

func TestProgressOnATerminalIsOneLine(t *testing.T) {
	got := watched(true)
	if strings.Contains(got, "\n") || !strings.Contains(got, "\r\x1b[K0 of 2 suites, intents 5/10, search 5/10") {
		t.Errorf("%q", got)
	}
	if !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("it does not tidy up: %q", got[max(0, len(got)-60):])
	}
}

func TestProgressFitsIntoALine(t *testing.T) {
	var out bytes.Buffer
	w := &watch{out: &out, terminal: true, now: time.Now}
	for i := range 30 {
		w.last = time.Time{}
		w.show(eval.Progress{Suite: strings.Repeat("ü", i+1), Done: 1, Total: 9, Suites: 30})
	}
	for line := range strings.SplitSeq(out.String(), "\r\x1b[K") {
		if n := len([]rune(line)); n > width {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}
