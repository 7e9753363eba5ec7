package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/eval"
)

// A watch shows how far a run of suites is: on a terminal in one line that is written over ten times a second at most, elsewhere
// in a line every ten seconds, so that a log shows that something goes on.
type watch struct {
	out      io.Writer
	terminal bool
	now      func() time.Time
	last     time.Time
	open     map[string]eval.Progress // suites that were begun and are not done
}

// watchEval shows progress on the standard error output.
func watchEval() func(eval.Progress) {
	w := &watch{out: os.Stderr, now: time.Now, terminal: isTerminal(os.Stderr)}
	w.last = w.now()
	return w.show
}

func (w *watch) show(p eval.Progress) {
	if w.open == nil {
		w.open = map[string]eval.Progress{}
	}
	w.open[p.Suite] = p
	if p.Done == p.Total {
		delete(w.open, p.Suite)
	}
	pause, ended := 10*time.Second, len(w.open) == 0 && p.Ended >= p.Suites-1
	if w.terminal {
		pause = 100 * time.Millisecond
	}
	if now := w.now(); now.Sub(w.last) >= pause {
		w.last = now
		w.write(p)
	}
	if ended && w.terminal {
		fmt.Fprint(w.out, "\r\x1b[K")
	}
}

// width is what the narrowest terminal in use shows in a line.
const width = 79

func (w *watch) write(p eval.Progress) {
	line := fmt.Sprintf("%d of %d suites", p.Ended, p.Suites)
	for _, name := range slices.Sorted(maps.Keys(w.open)) {
		line += fmt.Sprintf(", %s %d/%d", name, w.open[name].Done, w.open[name].Total)
	}
	if !w.terminal {
		fmt.Fprintln(w.out, "measured:", line)
		return
	}
	if runes := []rune(line); len(runes) > width {
		line = string(runes[:width-1]) + "…"
	}
	fmt.Fprint(w.out, "\r\x1b[K", line)
}
