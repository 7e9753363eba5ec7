package app

import (
	"path/filepath"
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/report"
)

// coverage counts what the flows of a bot did in all its conversations.
type coverage struct {
	dir      string // of the bot
	outlines []dialogs.Outline

	mu    sync.Mutex
	moves map[dialogs.Move]int
}

func cover(f *Folder) *coverage {
	return &coverage{dir: f.Dir, outlines: f.Flows.Outline(), moves: map[dialogs.Move]int{}}
}

// moved counts a move.
func (c *coverage) moved(m dialogs.Move) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moves[m]++
}

// flows says of every step how often it was entered, and of every way where there are several how often it was taken.
func (c *coverage) flows() []report.Flow {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]report.Flow, len(c.outlines))
	for i, o := range c.outlines {
		all[i] = report.Flow{Name: o.Flow, File: filepath.Join(c.dir, filepath.FromSlash(o.File))}
		for _, s := range o.Steps {
			all[i].Steps = append(all[i].Steps, c.step(o.Flow, s))
		}
	}
	return all
}

func (c *coverage) step(flow string, s dialogs.OutlineStep) report.Step {
	out := report.Step{ID: s.ID, Kind: s.Kind, Line: s.Line}
	for m, n := range c.moves {
		if m.Flow == flow && m.To == s.ID {
			out.Entered += n
		}
	}
	if len(s.Ways) < 2 {
		return out
	}
	for _, w := range s.Ways {
		branch := report.Branch{To: w.To, Line: w.Line, Taken: c.moves[dialogs.Move{Flow: flow, From: s.ID, To: w.To, Line: w.Line}]}
		if w.Line == 0 {
			branch.Line = s.Line
		} else { // a kind of step that somebody added says where it jumps to, and not where that is written
			branch.Taken += c.moves[dialogs.Move{Flow: flow, From: s.ID, To: w.To, Line: -1}]
		}
		out.Branches = append(out.Branches, branch)
	}
	slices.SortStableFunc(out.Branches, func(a, b report.Branch) int { return a.Line - b.Line })
	return out
}
