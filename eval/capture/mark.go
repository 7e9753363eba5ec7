package capture

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang/private"
)

// A mark is what a reply is known again by.
type mark struct {
	said     string // as it was said
	masked   string
	kind     bot.Kind
	skill    string
	reasons  []string // what the winning bid rested on
	cites    []string // documents
	distinct bool     // the decision alone tells it from other replies
}

func newMark(t *bot.Turn, e bot.Entry, m *private.Masker) mark {
	k := mark{said: e.Text, masked: m.Mask(e.Text), kind: t.Decision.Kind, skill: t.Decision.Skill}
	for _, b := range t.Decision.Bids {
		if b.Skill == t.Decision.Skill && b.Confidence == t.Decision.Confidence {
			k.reasons = append(k.reasons, b.Label)
			for _, x := range b.Evidence {
				k.reasons = append(k.reasons, x.Kind+" "+x.Name)
			}
			break
		}
	}
	for _, c := range e.Citations {
		k.cites = append(k.cites, c.Document)
	}
	slices.Sort(k.cites)
	k.cites = slices.Compact(k.cites)
	k.distinct = k.kind != bot.Act || len(k.cites) > 0
	return k
}

// A likeness is how alike two replies are.
type likeness int

const (
	differs      likeness = iota
	sameDecision          // decided for the same reason, and the same documents are cited; phrases have variants
	sameWords
)

// like compares a reply with the one that was wrong.
func (k mark) like(got mark) likeness {
	switch {
	case k.masked == got.masked:
		return sameWords
	case k.distinct && got.distinct && k.kind == got.kind && k.skill == got.skill &&
		slices.Equal(k.cites, got.cites) && slices.Equal(k.reasons, got.reasons):
		return sameDecision
	}
	return differs
}
