package eval

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/lotse-bot/lotse/eval/chat"
)

// Bots opens the bot of a folder, so that scripted conversations can be held with it.
type Bots interface {
	Open(ctx context.Context, folder string) (Bot, error)
}

// A Bot is a bot under test.
type Bot interface {
	chat.Converser
	Zone() *time.Location // where a script's start is meant
	Flows() []Flow        // what all conversations so far went through
	Close() error
}

var conversationsKind = kind{measure: (*run).conversations, metrics: []string{"passed", "turns_passed", "steps_covered", "branches_covered"}, exact: true}

// conversations plays the suite's scripts. A script passes if all its expectations hold; one that cannot be read or played
// does not.
func (r *run) conversations(ctx context.Context, s *Suite, out *SuiteReport) (err error) {
	if len(s.scripts) == 0 {
		return fmt.Errorf("there are no scripts *%s", scriptEnding)
	}
	if r.ports.Bots == nil {
		out.Skipped = "this program opens no bots"
		return nil
	}
	tested, err := r.ports.Bots.Open(ctx, filepath.Join(s.Folder, s.Bot))
	if err != nil {
		return fmt.Errorf("open the bot: %w", err)
	}
	defer func() {
		if closed := tested.Close(); err == nil {
			err = closed
		}
	}()
	player := chat.Player{Converser: tested, Judge: r.ports.Judge, Zone: tested.Zone()}
	results := make([]scriptResult, len(s.scripts))
	errs := r.each(ctx, s.Name, len(s.scripts), func(i int) error {
		results[i].play(ctx, player, s.scripts[i])
		return nil
	})
	for i, file := range s.scripts {
		results[i].file = file
		if errs[i] != nil {
			results[i].broken = errs[i]
		}
		results[i].enter(out)
	}
	out.stated = append(out.stated, stated{OfTurns, ventured(s.Name, results)})
	weigh(r, out, group[scriptResult]{outcomes: results, cases: true}, metric[scriptResult]{"passed", passed, by(passed)}, metric[scriptResult]{"turns_passed", turnsPassed, by(turnsPassed)})
	r.cover(out, tested.Flows())
	return nil
}
