package main

import (
	"strings"
	"testing"
	"time"
)

func TestThePeriodOfLive(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 10, 27, 15, 0, 0, 0, berlin) // two days after the clocks went back
	for _, c := range []struct{ from, to, want string }{
		{"", "", "2026-10-21T00:00:00+02:00 2026-10-28T00:00:00+01:00"},
		{"2026-10-01", "2026-10-08", "2026-10-01T00:00:00+02:00 2026-10-08T00:00:00+02:00"},
		{"", "2026-10-08", "2026-10-01T00:00:00+02:00 2026-10-08T00:00:00+02:00"},
	} {
		q, err := (&evalLiveCmd{From: c.from, To: c.to, Days: 7, Worst: 10}).question(now)
		if got := q.From.Format(time.RFC3339) + " " + q.To.Format(time.RFC3339); err != nil || got != c.want {
			t.Errorf("from %q to %q: %s, %v; want %s", c.from, c.to, got, err, c.want)
		}
	}
	for want, e := range map[string]evalLiveCmd{
		"--from":              {From: "1.11.2026", Days: 7, Worst: 10},
		"write it like":       {To: "2026-13-01", Days: 7, Worst: 10},
		"are at least 1":      {Days: 0, Worst: 10},
		"--days and --worst ": {Days: 7, Worst: -1},
	} {
		if _, err := e.question(now); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", e, err, want)
		}
	}
}

func TestLiveNeedsAStore(t *testing.T) {
	out, code := newReader(t).shell("lotse eval live --bot examples/table --data nowhere")
	if code == 0 || !strings.Contains(out, "there is no store") {
		t.Errorf("exit %d: %s", code, out)
	}
}
