package bot

import (
	"cmp"
	"slices"
)

// A Policy turns offers into one decision: act, ask which of two was meant, or bring in a person. It gets the offers in the
// order in which the skills were asked; one that declined comes again with confidence 0.
type Policy interface {
	Decide(t *Turn, offers []Offer) Verdict
}

// A Verdict is what a policy decides: a kind, and the offers it is about, best first, as positions in the list it was given. To act on is
// the first; what follows it may have been meant, too, and is named by the first if that answers or asks back.
type Verdict struct {
	Kind   Kind
	Offers []int
	Reason string
}

// Thresholds is the policy of lotse. Its numbers come from calibration on labelled data; the zero value is not usable, see
// [DefaultThresholds].
type Thresholds struct {
	Act      float64 `json:"act" yaml:"act"`           // least confidence to act on an offer that names none itself
	Margin   float64 `json:"margin" yaml:"margin"`     // offers closer than this in log-odds are asked about, if both are good enough and have a label
	Guess    float64 `json:"guess" yaml:"guess"`       // least confidence of an offer with a label to be named where none is good enough; 0 names none
	Patience int     `json:"patience" yaml:"patience"` // how often in a row the customer is asked to rephrase before a person is brought in
}

// DefaultThresholds are what a bot without calibration begins with: act when right is one and a half times as likely as
// wrong, ask when the odds of the second are more than 0.6 times (exp -0.5) those of the first, and name what is right more than
// three times in ten.
var DefaultThresholds = Thresholds{Act: 0.6, Margin: 0.5, Guess: 0.3, Patience: 1}

// What is named without being acted on.
const (
	mostGuesses = 3   // as many as are read at a glance
	beside      = 0.5 // least confidence to be named beside what is done
)

// Decide acts on the best offer that is good enough, unless a second one is as good; without one it takes the resort, asks
// to rephrase and names what may have been meant, and after that brings in a person.
func (p Thresholds) Decide(t *Turn, offers []Offer) Verdict {
	order, resort := p.rank(offers)
	switch {
	case len(order) > 0 && offers[order[0]].Final:
		return Verdict{Kind: Act, Offers: order[:1]}
	case len(order) > 1 && p.close(offers[order[0]], offers[order[1]]):
		return Verdict{Kind: Clarify, Offers: order[:2], Reason: "two offers are equally good"}
	case len(order) > 0 && t.Conversation.Frame() == nil:
		return Verdict{Kind: Act, Offers: append(order[:1:1], p.guesses(offers, beside)...)}
	case len(order) > 0:
		return Verdict{Kind: Act, Offers: order[:1]}
	case len(resort) > 0:
		return Verdict{Kind: Act, Offers: append(resort[:1:1], p.guesses(offers, 0)...), Reason: "nothing better was offered"}
	case len(t.Heard) == 0:
		return Verdict{Kind: Ignore, Reason: "no skill wanted it"}
	case t.Conversation.Misses < p.Patience:
		return Verdict{Kind: Rephrase, Offers: p.guesses(offers, 0), Reason: "no offer reached the threshold"}
	}
	return Verdict{Kind: Escalate, Reason: "no offer reached the threshold, again"}
}

// rank lists the offers that are good enough, best first, and the resorts.
func (p Thresholds) rank(offers []Offer) (order, resort []int) {
	for i, o := range offers {
		switch {
		case o.Resort && o.Confidence > 0:
			resort = append(resort, i)
		case o.Confidence > 0 && (o.Final || o.Confidence >= cmp.Or(o.Least, p.Act)):
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if offers[a].Final != offers[b].Final {
			if offers[a].Final {
				return -1
			}
			return 1
		}
		return cmp.Compare(offers[b].Confidence, offers[a].Confidence)
	})
	return order, resort
}

// guesses lists what may have been meant, best first. An offer that points to what came near does so itself.
func (p Thresholds) guesses(offers []Offer, least float64) (order []int) {
	for i, o := range offers {
		if p.Guess > 0 && o.Confidence >= max(p.Guess, least) && o.Label != "" && o.Payload != "" && o.Near == nil && !o.Resort {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(offers[b].Confidence, offers[a].Confidence) })
	return order[:min(mostGuesses, len(order))]
}

func (p Thresholds) close(a, b Offer) bool {
	return a.Label != "" && b.Label != "" && a.Label != b.Label && logOdds(a.Confidence)-logOdds(b.Confidence) < p.Margin
}

// logOdds of a confidence, for margins. Differences near 0 and 1 count for more than in the middle, as they should: 0.99 is wrong half as
// often as 0.98.
func logOdds(p float64) float64 {
	return LogOdds(min(max(p, 0.001), 0.999))
}
