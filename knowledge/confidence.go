package knowledge

import (
	"math"
	"slices"
	"strings"
)

// Calibration turns what was found into the probability that it answers the question: logistic regressions over signals,
// one for searches with vectors in one language, one across languages, and one for those without vectors.
type Calibration struct {
	Vectors Logistic `json:"vectors"`
	Crossed Logistic `json:"crossed"` // of vectors, where the article is in another language than the question
	Words   Logistic `json:"words"`
}

// Logistic is a bias followed by a weight for each signal.
type Logistic = []float64

// DefaultCalibration was fitted on half of the queries of open suites: FAQs with a part of their entries taken out, help pages
// and encyclopaedia passages in German and English, and questions to quite other bots, which nothing can answer. On the other
// half its expected calibration error was .02, before hits were looked at closely; since then it is .07 on cwa_abstain_de and .09 on
// omos_de. The last weight was set: hardly a question of theirs names a code, and what an
// article says of E9 must not be said to who asks about E12.
var DefaultCalibration = Calibration{
	Vectors: Logistic{-6.56, 3.41, 0.36, 4.32, 3.35, 1.13, -5},
	Crossed: Logistic{-2.8, 0.14, 2.55, 2.3, 6.34, -0.56, -5},
	Words:   Logistic{-4.95, 4.02, 0.92, 0, 3.35, 0, -5},
}

// Confidence is the calibrated probability.
func (c Calibration) Confidence(s Signals) float64 { return likely(c.weigh(s)) }

// A Signal is one of those that a confidence rests on, with what it weighs.
type Signal struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Weight float64 `json:"weight"` // in log-odds, at a value of 1
}

// weigh gives the signals their weights; the bias comes first.
func (c Calibration) weigh(s Signals) []Signal {
	w := c.Words
	if s.Embedded {
		w = c.Vectors
		if s.Crossed && len(c.Crossed) > 0 {
			w = c.Crossed
		}
	}
	values := append([]float64{1}, s.Values()...)
	all := make([]Signal, min(len(w), len(values)))
	for i := range all {
		all[i] = Signal{signalNames[i], values[i], w[i]}
	}
	return all
}

// likely is the probability that weighed signals come to.
func likely(all []Signal) float64 {
	sum := 0.0
	for _, s := range all {
		sum += s.Weight * s.Value
	}
	return 1 / (1 + math.Exp(-sum))
}

// signalNames are those of the bias and of [Signals.Values].
var signalNames = []string{"bias", "coverage", "closest", "cosine", "margin", "agreement", "unnamed"}

// Signals are what a confidence rests on.
type Signals struct {
	Coverage float64 // share of the question that the article's passages speak of
	Closest  float64 // the same for the best single passage
	Cosine   float64 // of the article's best passage
	Margin   float64 // to the best other document, in fused score
	Agree    float64 // 1 if words and vectors find the same document first
	Unnamed  float64 // share of the codes in the question that no passage of the article names; 0 without codes
	Embedded bool
	Crossed  bool // the article is in another language than the question
}

// Values are the signals in the order of a calibration's weights.
func (s Signals) Values() []float64 {
	return []float64{s.Coverage, s.Closest, s.Cosine, s.Margin, s.Agree, s.Unnamed}
}

// Signals are what the confidence of an answer from a finding rests on, for calibration.
func (a *Answers) Signals(f Finding) Signals { return signals(a.question(f), f) }

func signals(q question, f Finding) Signals {
	s := Signals{Embedded: f.Embedded}
	if len(f.Hits) == 0 {
		return s
	}
	first := f.Hits[0].Passage.Document
	s.Crossed = f.Language != "" && f.Hits[0].Passage.Language != "" && f.Hits[0].Passage.Language != f.Language
	all := make([]float64, len(q.terms))
	for _, h := range f.Hits {
		if h.Passage.Document != first {
			continue
		}
		own := q.best(q.closer.parse(h.Passage).terms())
		for i := range all {
			all[i] = max(all[i], own[i])
		}
		s.Closest = max(s.Closest, q.share(own))
		s.Cosine = max(s.Cosine, h.Cosine)
	}
	s.Coverage = q.share(all)
	s.Unnamed = unnamed(q.text, f)
	rivals := rivals(q, f.Hits)
	s.Margin = margin(rivals, first, f.Embedded)
	if !f.Embedded && s.Unnamed == 0 && len(codes(q.text)) > 0 { // by words alone, what does not name the code is no rival
		s.Margin = 1
	}
	if f.Embedded && top(rivals, func(h Hit) float64 { return h.Words + h.Grams }) == first && top(rivals, func(h Hit) float64 { return h.Cosine }) == first {
		s.Agree = 1
	}
	return s
}

// margin is by what share of its score the best passage of the first document is above the best of any other. With vectors it is
// that of the index's own order: the closer look tells apart what is alike, and by more than it is surer.
func margin(hits []Hit, first string, embedded bool) float64 {
	score := func(h Hit) float64 { return h.Score }
	if embedded {
		score = func(h Hit) float64 { return max(0, h.Fused) }
	}
	own, other, rival := 0.0, math.Inf(-1), false
	for _, h := range hits {
		if h.Passage.Document == first {
			own = max(own, score(h))
		} else {
			other, rival = max(other, score(h)), true
		}
	}
	switch {
	case !rival:
		return 1
	case own <= 0:
		return -1
	}
	return max(-1, (own-other)/own)
}

// unnamed is the share of the codes in a question that the article does not name.
func unnamed(text string, f Finding) float64 {
	codes := codes(text)
	if len(codes) == 0 {
		return 0
	}
	var all []string
	for _, p := range f.Article {
		all = append(all, p.Indexed(), p.Whole)
	}
	return 1 - mentioned(codes, strings.Join(all, "\n"))
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
