package score

// An Answering is how a question was answered whose answer is known, counted in what the answer has to say and what it cites.
type Answering struct {
	Answerable bool
	Abstained  bool    // no answer was given
	Confidence float64 // that an answer helps, also of one that was not given
	Right      bool    // an answer was given, says every fact, and nothing that it must not say

	Facts, Said       int // facts the answer has to say, and those that it says
	Citations, Good   int // what it cites, and what of this is of a right document and supports a claim
	Claims, Supported int // facts and sentences to be supported, and those that a citation supports
	Words, Grounded   int // words of the answer, and those that stand in what it cites
}

// Answered is the share of the answerable questions that are answered, and right.
func Answered(all []Answering) Score {
	return mean(all, func(a Answering) (float64, bool) { return share(a.Right), a.Answerable })
}

// Wrong is the share of the answers given that are not right: all to questions that cannot be answered, and those that lack a
// fact or say what they must not. It is the risk of a system that may abstain (El-Yaniv and Wiener 2010). Less is better.
func Wrong(all []Answering) Score {
	return mean(all, func(a Answering) (float64, bool) { return share(!a.Right), !a.Abstained })
}

// FactRecall is the mean over the answerable questions of the share of the facts that the answer says; 0 if there is none.
func FactRecall(all []Answering) Score {
	return mean(all, func(a Answering) (float64, bool) { return part(a.Said, a.Facts), a.Answerable && a.Facts > 0 })
}

// CitationPrecision is the mean over the answers to answerable questions of the share of the citations that are good
// (after Gao et al. 2023, with labels in place of a model that judges).
func CitationPrecision(all []Answering) Score {
	return mean(all, func(a Answering) (float64, bool) {
		return part(a.Good, a.Citations), a.Answerable && !a.Abstained && a.Citations > 0
	})
}

// CitationRecall is the mean over the answers to answerable questions of the share of the claims that a citation supports
// (after Gao et al. 2023).
func CitationRecall(all []Answering) Score {
	return mean(all, func(a Answering) (float64, bool) {
		return part(a.Supported, a.Claims), a.Answerable && !a.Abstained && a.Claims > 0
	})
}

// Groundedness is the mean over the answers given of the share of their words that stand in what they cite: the coverage of
// Grusky et al. 2018, word by word.
func Groundedness(all []Answering) Score {
	return mean(all, func(a Answering) (float64, bool) { return part(a.Grounded, a.Words), !a.Abstained && a.Words > 0 })
}

// Abstentions are the answerings as what a system decided to answer.
func Abstentions(all []Answering) []Answer {
	out := make([]Answer, len(all))
	for i, a := range all {
		out[i] = Answer{Answerable: a.Answerable, Abstained: a.Abstained, Confidence: a.Confidence}
	}
	return out
}

// Claimed are the confidences of which it is known whether they were right: of answers given, and of questions without one.
func Claimed(all []Answering) []Claim {
	var out []Claim
	for _, a := range all {
		if !a.Abstained || !a.Answerable {
			out = append(out, Claim{Confidence: a.Confidence, Right: a.Right})
		}
	}
	return out
}

// Given are the confidences of the answers given; a question without one claims nothing.
func Given(all []Answering) []Claim {
	out := make([]Claim, len(all))
	for i, a := range all {
		if !a.Abstained {
			out[i] = Claim{Confidence: a.Confidence, Right: a.Right}
		}
	}
	return out
}

func part(of, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(of) / float64(all)
}
