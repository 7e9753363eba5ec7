package main

import (
	"fmt"
	"os"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// progress shows how far a long work has come, on a terminal, ten times a second at most. It is nil where nobody watches.
func progress() func(what string, p knowledge.Progress) {
	info, err := os.Stderr.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	var last time.Time
	return func(what string, p knowledge.Progress) {
		ended := p.Total > 0 && p.Done == p.Total
		if time.Since(last) < 100*time.Millisecond && !ended {
			return
		}
		last = time.Now()
		fmt.Fprintf(os.Stderr, "\r\x1b[K%d", p.Done)
		if p.Total > 0 {
			fmt.Fprintf(os.Stderr, " of %d", p.Total)
		}
		fmt.Fprintf(os.Stderr, " %s, %.0f/s", what, p.Rate())
		if ended {
			fmt.Fprint(os.Stderr, "\r\x1b[K")
		}
	}
}
