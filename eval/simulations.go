package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/eval/simulate"
)

var simulationsKind = kind{measure: (*run).simulations, metrics: passes("task_success", "turns_to_success")}

var taskMetrics = func() []metric[score.Task] {
	all := []metric[score.Task]{
		{"task_success", score.TaskSuccess, by(score.TaskSuccess)},
		{"turns_to_success", score.TurnsPerSuccess, by(score.TurnsPerSuccess)},
	}
	for k := range simulate.MostRepeats {
		of := func(tasks []score.Task) score.Score { return score.PassK(k+1, tasks) }
		all = append(all, metric[score.Task]{passK(k + 1), of, by(of)})
	}
	return all
}()

func passK(k int) string { return fmt.Sprintf("pass^%d", k) }

// passes are the names of pass^k, behind others.
func passes(names ...string) []string {
	for k := range simulate.MostRepeats {
		names = append(names, passK(k+1))
	}
	return names
}

// simulations lets the customers of the suite's folder talk with its bot, each as often as her file says, with the seeds 1, 2,
// 3 and so on. The cases are the customers.
func (r *run) simulations(ctx context.Context, s *Suite, out *result) error {
	customers := simulated(s.Folder, out)
	if len(customers) == 0 {
		return fmt.Errorf("there are no customers *%s", simulate.Ending)
	}
	return r.withBot(ctx, s, out, func(b Bot) error {
		player := simulate.Player{Converser: b, Zone: b.Zone(), Model: r.ports.Customers}
		tries := r.try(ctx, s, player, customers)
		tasks := make([]score.Task, len(customers))
		for i, c := range customers {
			tasks[i] = task(tries[i])
			out.Cases = append(out.Cases, simulation(c, tries[i]))
			for _, t := range tries[i] {
				if t.Broken != nil {
					out.fault(c.File, 0, fmt.Sprintf("try %d was not played to its end: %v", t.Seed, t.Broken), "")
				}
			}
		}
		weigh(r, out, group[score.Task]{outcomes: tasks, cases: true}, taskMetrics...)
		return nil
	})
}

// simulated are the customers of a folder that can be played.
func simulated(folder string, out *result) (all []*simulate.Customer) {
	for _, file := range simulate.Files(folder) {
		c, faults := simulate.Read(file)
		out.Faults = append(out.Faults, faults...)
		if bot.Broken(faults) == nil {
			all = append(all, c)
		}
	}
	return all
}

// try plays every customer as often as she tries.
func (r *run) try(ctx context.Context, s *Suite, p simulate.Player, customers []*simulate.Customer) [][]simulate.Try {
	type place struct{ customer, try int }
	var all []place
	tries := make([][]simulate.Try, len(customers))
	for i, c := range customers {
		tries[i] = make([]simulate.Try, c.Repeats)
		for n := range c.Repeats {
			all = append(all, place{i, n})
		}
	}
	errs := r.each(ctx, s.Name, len(all), func(i int) error {
		at := all[i]
		tries[at.customer][at.try] = p.Play(ctx, customers[at.customer], uint64(at.try+1))
		return nil
	})
	for i, err := range errs {
		if at := all[i]; err != nil {
			tries[at.customer][at.try] = simulate.Try{Seed: uint64(at.try + 1), Broken: err}
		}
	}
	return tries
}

func task(tries []simulate.Try) score.Task {
	t := score.Task{Tries: len(tries)}
	for _, one := range tries {
		if one.Solved {
			t.Solved++
			t.Turns += one.Turns
		}
	}
	return t
}

// simulation is how a customer fared: how often she got what she wanted, where she got stuck, and the first conversation in which
// she did.
func simulation(c *simulate.Customer, tries []simulate.Try) report.Case {
	t := task(tries)
	out := report.Case{ID: c.Name, File: c.File, Line: 1, Scores: map[string]float64{}, Detail: fmt.Sprintf("solved %d of %d", t.Solved, t.Tries)}
	var where []string
	for _, one := range tries {
		switch {
		case one.Solved:
			continue
		case one.Broken != nil:
			one.Stuck = "broken"
		}
		if out.Trace == "" {
			out.Trace = fmt.Sprintf("seed %d: %s\n%s", one.Seed, strings.Join(one.Missing, "; "), one.Script)
		}
		if !slices.Contains(where, one.Stuck) {
			where = append(where, one.Stuck)
		}
	}
	if len(where) > 0 {
		out.Detail += ", stuck " + strings.Join(where, ", ")
	}
	return out
}
