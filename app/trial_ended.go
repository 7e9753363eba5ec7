package app

import (
	"slices"

	"github.com/lotse-bot/lotse/dialogs"
)

// moved takes note of flows that end, and tells those who measure coverage of every move.
func (k *talk) moved(cover func(dialogs.Move)) func(dialogs.Move) {
	return func(m dialogs.Move) {
		if m.To == "" {
			k.ended = append(k.ended, m.Flow)
		}
		cover(m)
	}
}

// Ended tells which flows have come to their end, in that order: also one that began and ended within a turn.
func (k *talk) Ended() []string { return slices.Clone(k.ended) }
