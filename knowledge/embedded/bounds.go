package embedded

import (
	"cmp"
	"math"
	"slices"
)

// slack is how much a bound may be too low: sums are made in another order here, and with fewer digits.
const slack = 1 + 1e-4

// fewDocuments are looked at first. Each has many passages that are alike.
const fewDocuments = 24

// bounds say how much the passages of each document are worth to a question at most. Features are taken in one by one, those
// that are worth most first; what the rest of them can still add is known. Between them the most promising documents are looked
// at. Once it is less work to look at all that may hold one of the best passages than to go through the features that are
// left, the most common ones, these are not gone through (after MaxScore: Turtle and Flood, Query Evaluation: Strategies and
// Optimizations, 1995). What is found is exactly what looking at all would find.
//
// What a feature is worth grows ever slower with how often it is found, so what it is worth for one word and for another make a
// bound, and one that can be summed up word by word, for all features of a word at once.
type bounds struct {
	*question
	admission *admission
	order     []int     // of features, most first
	rest      []float64 // what features from there on can add
	postings  []int     // how many passages features from there on have
	taken     int
	results   *best
}

// top are the best passages for a question.
func (q *question) top(a *admission) *best {
	b := q.bounds(a)
	for {
		b.take()
		b.measure()
		for _, p := range b.promising() {
			b.look(p.at)
		}
		if open, ok := b.open(); ok {
			for _, of := range open {
				if b.atMost(of) < b.results.least() {
					break
				}
				b.look(of)
			}
			break
		}
	}
	clear(q.scratch.passages)
	clear(q.scratch.documents)
	clear(q.scratch.best)
	return b.results
}

func (q *question) bounds(a *admission) *bounds {
	n := len(q.features)
	b := &bounds{question: q, admission: a, order: make([]int, n), rest: make([]float64, n+1), postings: make([]int, n+1), results: &best{x: q.x}}
	for f := range b.order {
		b.order[f] = f
	}
	for of, length := range q.x.wholes[q.way] {
		b.norms[of] = float32(norm(float64(length), q.average.documents))
	}
	slices.SortStableFunc(b.order, func(f, g int) int { return cmp.Compare(q.features[g].atMost(), q.features[f].atMost()) })
	for i := n - 1; i >= 0; i-- {
		f := &q.features[b.order[i]]
		b.rest[i], b.postings[i] = b.rest[i+1]+f.atMost(), b.postings[i+1]+f.having
	}
	return b
}

// take takes in the next features: enough postings that measuring all passages is little beside it, which is all of them for most
// questions, and each time twice as many.
func (b *bounds) take() {
	begin := b.postings[b.taken]
	enough := max(4*len(b.x.entries), 2*(b.postings[0]-begin))
	for ; b.taken < len(b.order) && begin-b.postings[b.taken] < enough; b.taken++ {
		b.weigh(&b.features[b.order[b.taken]])
	}
	for _, w := range b.weighed {
		b.add(w)
	}
	b.weighed = b.weighed[:0]
}

// weigh adds what having a feature is worth to the words that have it.
func (b *bounds) weigh(f *feature) {
	for _, w := range f.words {
		weight := &b.weights[w]
		if *weight == (weights{}) {
			b.weighed = append(b.weighed, w)
		}
		weight.passages += float32(f.passages)
		weight.documents += float32(f.documents)
	}
}

// add takes in a word with what it was found to be worth: every passage and every document it stands in may be worth more.
func (b *bounds) add(w int32) {
	all, passages, weight := b.x.of, b.passages, b.weights[w]
	of, times := int32(-1), float32(0) // passages of a document stand together, mostly
	for _, p := range b.x.words.postings[w] {
		at, count := p.at(), float32(p.count())
		if count == most {
			count = math.MaxUint16 // nobody counted on
		}
		passages[at] += weight.passages * count
		if all[at] != of {
			b.stands(of, times, weight.documents)
			of, times = all[at], 0
		}
		times += count
	}
	b.stands(of, times, weight.documents)
	b.weights[w] = weights{}
}

// stands takes in how often a word stands in a document, or in a part of it.
func (b *bounds) stands(of int32, times, weight float32) {
	if times > 0 {
		b.documents[of] += weight * times * (k1 + 1) / (times + b.norms[of])
	}
}

// measure finds what the best passage of each document that is admitted is worth at most by the features taken in.
func (b *bounds) measure() {
	lengths, of, average := b.x.lengths[b.way], b.x.of, b.average.passages
	shortest, longer := float32(1+norm(0, average)), float32(norm(1, average)-norm(0, average))
	for at, sum := range b.passages {
		if !b.admission.all && (sum == 0 || !b.admission.admits(int32(at))) {
			continue
		}
		// Which is more cannot be foreseen, and a branch would be guessed wrong. Bits of floats that are not negative compare as
		// these do, and whole numbers without one.
		best, bound := &b.best[of[at]], sum*(k1+1)/(shortest+longer*lengths[at])
		*best = math.Float32frombits(max(math.Float32bits(*best), math.Float32bits(bound)))
	}
}

// atMost is what a passage of a document can be worth.
func (b *bounds) atMost(of int32) float64 {
	return (float64(b.best[of]+b.documents[of]) + b.rest[b.taken]) * slack
}

// look scores the passages of a document. It is never looked at again.
func (b *bounds) look(of int32) {
	for i, score := range b.scores(of) {
		if at := b.x.numbered[of].positions[i]; b.admission.admits(at) {
			b.results.offer(at, score)
		}
	}
	b.documents[of] = float32(math.Inf(-1))
}

// promising are a few documents with the highest bounds.
func (b *bounds) promising() []promise {
	l := leaders{few: fewDocuments}
	for of, best := range b.best {
		if best > 0 {
			l.offer(int32(of), best+b.documents[of])
		}
	}
	return l.all
}

// open are the documents that may hold one of the best passages, the most promising first. It is not ok if it is less work to
// take in more features, or if there may be others.
func (b *bounds) open() (open []int32, ok bool) {
	least, rest, work := b.results.least(), b.rest[b.taken], 0.0
	if rest > 0 && rest*slack >= least {
		return nil, false
	}
	for of, documents := range b.documents {
		if documents <= 0 || b.atMost(int32(of)) < least || float64(b.best[of])+rest == 0 {
			continue
		}
		open = append(open, int32(of))
		if work += float64(b.x.wholes[byWords][of]); rest > 0 && work > float64(b.postings[b.taken]) {
			return nil, false
		}
	}
	slices.SortFunc(open, func(one, other int32) int { return cmp.Compare(b.atMost(other), b.atMost(one)) })
	return open, true
}
