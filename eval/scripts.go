package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A scriptResult is how one script went.
type scriptResult struct {
	file   string
	script *chat.Script
	faults []bot.Fault
	played chat.Played
	broken error
}

func (s *scriptResult) play(ctx context.Context, player chat.Player, file string) {
	source, err := os.ReadFile(file)
	if err != nil {
		s.broken = err
		return
	}
	if s.script, s.faults = chat.Parse(file, source); bot.Broken(s.faults) != nil {
		return
	}
	s.played = player.Play(ctx, s.script)
	s.broken = s.played.Broken
}

func (s *scriptResult) passes() bool {
	return s.broken == nil && bot.Broken(s.faults) == nil && s.played.Failures() == 0
}

// enter writes the script into the report.
func (s *scriptResult) enter(out *result) {
	c := report.Case{ID: filepath.Base(s.file), File: s.file, Line: 1, Scores: map[string]float64{}}
	if s.script != nil && s.script.Title != "" {
		c.Detail = s.script.Title
	}
	out.Faults = append(out.Faults, s.faults...)
	readable := bot.Broken(s.faults) == nil
	if readable && s.broken == nil {
		out.Rewrites = append(out.Rewrites, report.Rewrite{File: s.file, Text: s.played.Updated()})
	}
	if readable && !s.passes() {
		f := s.failure(c.ID)
		c.Line = f.Line
		out.Failures = append(out.Failures, f)
	}
	out.Cases = append(out.Cases, c)
}

// failure says where the script failed first, and how.
func (s *scriptResult) failure(id string) report.Failure {
	f := report.Failure{Case: id, File: s.file, Line: 1, Diff: s.played.Diff()}
	if f.Diff == "" {
		f.Diff = fmt.Sprintf("%s: %v\n", s.file, s.broken)
	}
	for _, b := range s.played.Beats {
		if b.Failures() > 0 {
			f.Line = b.Line
			break
		}
	}
	return f
}

// passed is the share of the scripts that pass.
func passed(all []scriptResult) score.Score {
	return share(all, func(s scriptResult) bool { return s.passes() })
}

// turnsPassed is the share of all the scripts' turns after which everything was as expected; those that were not reached were not.
func turnsPassed(all []scriptResult) score.Score {
	var s score.Score
	good := 0
	for _, one := range all {
		if one.script == nil {
			continue
		}
		s.N += one.script.Turns()
		for _, b := range one.played.Beats {
			if b.Failures() == 0 {
				good++
			}
		}
	}
	if s.N > 0 {
		s.Value = float64(good) / float64(s.N)
	}
	return s
}
