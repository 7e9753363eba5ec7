package knowledge

import (
	"math"
	"slices"
)

// Calibration turns what was found into the probability that it answers the question: logistic regressions over signals,
// one for searches with vectors and one for those without.
type Calibration struct {
	Vectors Logistic `json:"vectors"`
	Words   Logistic `json:"words"`
}

// Logistic is a bias followed by a weight for each signal.
type Logistic = []float64

// DefaultCalibration was fitted on half of the queries of open suites: FAQs with a part of their entries taken out, help pages
// and encyclopaedia passages in German and English, and questions to quite other bots, which nothing can answer. On the other
// half its expected calibration error is .02.
var DefaultCalibration = Calibration{
	Vectors: Logistic{-6.56, 3.41, 0.36, 4.32, 3.35, 1.13},
	Words:   Logistic{-4.95, 4.02, 0.92, 0, 3.35, 0},
}

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
	Cosine   float64 // of the article's best passage
	Margin   float64 // to the best other document, in fused score
	Agree    float64 // 1 if words and vectors find the same document first
	Embedded bool
}

// Values are the signals in the order of a calibration's weights.
func (s Signals) Values() []float64 {
	return []float64{s.Coverage, s.Closest, s.Cosine, s.Margin, s.Agree}
}

// Signals are what the confidence of an answer from a finding rests on, for calibration.
func (a *Answers) Signals(f Finding) Signals { return signals(a.question(f), f) }

func signals(q question, f Finding) Signals {
	s := Signals{Embedded: f.Embedded}
	if len(f.Hits) == 0 {
		return s
	}
	first := f.Hits[0].Passage.Document
	var all []term
	for _, h := range f.Hits {
		if h.Passage.Document != first {
			continue
		}
		own := terms(h.Passage.Indexed(), h.Passage.Language)
		all = append(all, own...)
		s.Closest = max(s.Closest, q.covered(own))
		s.Cosine = max(s.Cosine, h.Cosine)
	}
	s.Coverage = q.covered(all)
	rivals := rivals(q, f.Hits)
	s.Margin = 1
	if i := slices.IndexFunc(rivals, func(h Hit) bool { return h.Passage.Document != first }); i > 0 && rivals[0].Score > 0 {
		s.Margin = (rivals[0].Score - rivals[i].Score) / rivals[0].Score
	}
	if f.Embedded && top(rivals, func(h Hit) float64 { return h.Words + h.Grams }) == first && top(rivals, func(h Hit) float64 { return h.Cosine }) == first {
		s.Agree = 1
	}
	return s
}

// rivals leaves out what does not compete with the first hit: an article's own translation, other articles about the very
// code that was asked for, and the same about another product or version, or for everybody where the first is for her.
func rivals(q question, hits []Hit) []Hit {
	codes := codes(q.text)
	first := hits[0].Passage
	var all []Hit
	for _, h := range hits {
		asked := len(codes) > 0 && mentioned(codes, h.Passage.Indexed()) == 1
		other := !h.Passage.Scope.Fits(Reader{Products: first.Scope.Products, Versions: first.Scope.Versions}) ||
			len(first.Scope.Audience) > 0 && len(h.Passage.Scope.Audience) == 0
		if h.Passage.Document == first.Document || h.Passage.Language == first.Language && !asked && !other {
			all = append(all, h)
		}
	}
	return all
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
