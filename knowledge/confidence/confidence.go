// Package confidence says how likely an answer from what was found is right. It knows nothing of how that was found: it weighs
// signals, and its weights come from weights.json, which the program in learn writes.
package confidence

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// Signals are what a confidence rests on.
type Signals struct {
	Coverage float64 // share of the question that the article speaks of, rare words counting more
	Said     float64 // how much that is: ln(1 + the rarities of these words), as among 200 passages
	Cosine   float64 // of the article's best passage
	Lead     float64 // of the article's best passage before the best of any other, in standard scores as of 64 passages; at most 4
	Headed   float64 // how much of the question and of one of the article's headings is in both
	Unnamed  float64 // share of the codes in the question that no passage of the article names; 0 without codes
	Embedded bool    // the article was compared by vectors, too
	Crossed  bool    // the article is in another language than the question
}

// The names of signals that are not like the others.
const (
	Bias    = "bias"    // where a confidence begins, before any signal
	Unnamed = "unnamed" // its weight is set by rule: hardly a public question names a code, but what is said of E9 is no answer to E12
)

// Of are the signals by name, in the order in which they are shown; the bias comes first.
func (s Signals) Of() []Signal {
	return []Signal{
		{Name: Bias, Value: 1},
		{Name: "coverage", Value: s.Coverage},
		{Name: "said", Value: s.Said},
		{Name: "cosine", Value: s.Cosine},
		{Name: "lead", Value: s.Lead},
		{Name: "headed", Value: s.Headed},
		{Name: Unnamed, Value: s.Unnamed},
	}
}

// A Signal is one of those that a confidence rests on, with what it weighs.
type Signal struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Weight float64 `json:"weight"` // in log-odds, at a value of 1
}

// Weights are what each signal weighs, by its name.
type Weights map[string]float64

// A Calibration has weights for each way in which something is found, which have signals of their own scale.
type Calibration map[Way]Weights

// A Way is one in which something is found.
type Way string

// The ways.
const (
	ByMeaning     Way = "meaning"      // by words and vectors, in the question's language
	Across        Way = "across"       // by words and vectors, in another language
	ByWords       Way = "words"        // by words alone
	AcrossByWords Way = "across words" // by words alone, in another language
)

// Way is the one in which it was found.
func (s Signals) Way() Way {
	switch {
	case s.Embedded && s.Crossed:
		return Across
	case s.Embedded:
		return ByMeaning
	case s.Crossed:
		return AcrossByWords
	}
	return ByWords
}

//go:embed weights.json
var learned []byte

// Default was learned on public suites; see docs/calibration.md.
var Default = read(learned)

func read(text []byte) (c Calibration) {
	if err := json.Unmarshal(text, &c); err != nil {
		panic(fmt.Sprintf("read knowledge/confidence/weights.json: %v", err)) // it is a part of the program
	}
	return c
}

// Weigh gives the signals their weights.
func (c Calibration) Weigh(s Signals) []Signal {
	all := s.Of()
	for i := range all {
		all[i].Weight = c[s.Way()][all[i].Name]
	}
	return all
}

// Likely is the probability that weighed signals come to.
func Likely(all []Signal) float64 {
	sum := 0.0
	for _, s := range all {
		sum += s.Weight * s.Value
	}
	return 1 / (1 + math.Exp(-sum))
}
