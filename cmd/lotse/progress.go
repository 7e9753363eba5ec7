package main

import (
	"fmt"
	"os"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// counter shows how far a long work has come, on a terminal, ten times a second at most. It is nil where nobody watches.
func counter() func(what string, done, total int) {
	if !isTerminal(os.Stderr) {
		return nil
	}
	var last time.Time
	return func(what string, done, total int) {
		ended := total > 0 && done == total
		if time.Since(last) < 100*time.Millisecond && !ended {
			return
		}
		last = time.Now()
		fmt.Fprintf(os.Stderr, "\r\x1b[K%s %d", what, done)
		if total > 0 {
			fmt.Fprintf(os.Stderr, " of %d", total)
		}
		if ended {
			fmt.Fprint(os.Stderr, "\r\x1b[K")
		}
	}
}

// progress shows how documents are learned.
func progress() func(what string, p knowledge.Progress) {
	show := counter()
	if show == nil {
		return nil
	}
	return func(what string, p knowledge.Progress) {
		show(fmt.Sprintf("%s (%.0f/s)", what, p.Rate()), p.Done, p.Total)
	}
}
