package journey

import "github.com/lotse-bot/lotse/eval/score"

// Cost is what journeys cost together.
func Cost(all []Journey) (sum score.Effort) {
	for _, j := range all {
		e := j.Effort
		sum.Turns, sum.ReAsks, sum.Repeats = sum.Turns+e.Turns, sum.ReAsks+e.ReAsks, sum.Repeats+e.Repeats
		sum.Waits, sum.Minutes = sum.Waits+e.Waits, sum.Minutes+e.Minutes
		sum.Backtracks, sum.Switches, sum.DeadEnds = sum.Backtracks+e.Backtracks, sum.Switches+e.Switches, sum.DeadEnds+e.DeadEnds
	}
	return sum
}
