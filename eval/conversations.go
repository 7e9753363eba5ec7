package eval

import (
	"context"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/report"
)

// Bots opens the bot of a folder, so that scripted conversations can be held with it.
type Bots interface {
	Open(ctx context.Context, folder string) (Bot, error)
}

// A Bot is a bot under test.
type Bot interface {
	chat.Converser
	Zone() *time.Location // where a script's start is meant
	Flows() []report.Flow // what all conversations so far went through
	Signs() journey.Signs // of what turns cost customers
	Close() error
}

var conversationsKind = kind{measure: (*run).conversations, metrics: []string{"passed", "turns_passed", "steps_covered", "branches_covered"}, exact: true}

// conversations plays the suite's scripts. A script passes if all its expectations hold; one that cannot be read or played
// does not.
func (r *run) conversations(ctx context.Context, s *Suite, out *result) error {
	return r.withScripts(ctx, s, out, func(tested Bot, results []scriptResult) {
		out.Stated = append(out.Stated, report.Stated{Organ: report.OfTurns, Cases: ventured(s.Name, results)})
		weigh(r, out, group[scriptResult]{outcomes: results, cases: true}, metric[scriptResult]{"passed", passed, by(passed)}, metric[scriptResult]{"turns_passed", turnsPassed, by(turnsPassed)})
		r.cover(s, out, tested.Flows())
	})
}

// withScripts plays the suite's scripts with its bot, enters them into the report, and hands on how they went.
func (r *run) withScripts(ctx context.Context, s *Suite, out *result, do func(Bot, []scriptResult)) error {
	if len(s.scripts) == 0 {
		return fmt.Errorf("there are no scripts *%s", scriptEnding)
	}
	return r.withBot(ctx, s, out, func(tested Bot) error {
		do(tested, r.playAll(ctx, s, tested, out))
		return nil
	})
}

func (r *run) playAll(ctx context.Context, s *Suite, tested Bot, out *result) []scriptResult {
	player := chat.Player{Converser: tested, Judge: r.ports.Judge, Signs: tested.Signs(), Zone: tested.Zone()}
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
	return results
}
