package app

import (
	"slices"

	"github.com/lotse-bot/lotse/dialogs"
)

// moved takes note of flows that end, and tells those who measure coverage of every move.
func (k *talk) moved(cover func(dialogs.Move)) func(dialogs.Move) {
	return func(m dialogs.Move) {
		if m.To == "" {
			k.ended = append(k.ended, m.Flow, m.Flow+"/"+m.From)
		}
		cover(m)
	}
}

// Ended tells which flows have come to their end, in that order, each by its name and by FLOW/STEP, with the step at which it did:
// also one that began and ended within a turn.
func (k *talk) Ended() []string { return slices.Clone(k.ended) }
