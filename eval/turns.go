package eval

import (
	"fmt"
	"path/filepath"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/calibrate"
)

// ventured are the confidences with which the bot acted in scripts, and whether that was what the script expects. What follows the
// first move that did not go as expected is not counted: it follows from it.
func ventured(suite string, results []scriptResult) (all []calibrate.Case) {
	for _, r := range results {
		for _, b := range r.played.Beats {
			right := b.Failures() == 0
			if n := len(b.Turns); n > 0 {
				if confidence, ok := weighed(b.Turns[n-1].Decision); ok {
					id := fmt.Sprintf("%s:%d", filepath.Base(r.file), b.Line)
					all = append(all, calibrate.Case{Suite: suite, ID: id, Raw: confidence, Right: right})
				}
			}
			if !right {
				break
			}
		}
	}
	return all
}

// weighed is the confidence of a decision to act, where the policy's threshold had a say: not if the offer was final, or a
// resort because there was none other.
func weighed(d bot.Decision) (confidence float64, ok bool) {
	if d.Kind != bot.Act || d.Reason != "" || d.Confidence <= 0 || d.Confidence >= 1 {
		return 0, false
	}
	for _, b := range d.Bids {
		if b.Final && b.Skill == d.Skill {
			return 0, false
		}
	}
	return d.Confidence, true
}
