package report

import "github.com/lotse-bot/lotse/bot"

// A Verdict is what a run comes to.
type Verdict int

// The verdicts; their numbers are the exit codes of a command that reports them.
const (
	Passed     Verdict = 0
	Failed     Verdict = 1 // a scripted conversation failed, or the gate did
	Unrunnable Verdict = 2 // something could not be measured, and nothing that could failed; or the run was interrupted
)

// Verdict is what the report comes to. A suite that was skipped because the
// program has no port for it changes nothing, unless it is all there is. Of an interrupted run nobody knows.
func (r *Report) Verdict() Verdict {
	if r.Interrupted {
		return Unrunnable
	}
	unrunnable, measured := bot.Broken(r.Faults) != nil, false
	for _, s := range r.Suites {
		if len(s.Failures) > 0 {
			return Failed
		}
		unrunnable = unrunnable || bot.Broken(s.Faults) != nil
		measured = measured || s.Measured()
	}
	switch {
	case r.Gate != nil && !r.Gate.Passed():
		return Failed
	case unrunnable || !measured:
		return Unrunnable
	}
	return Passed
}
