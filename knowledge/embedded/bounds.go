package embedded

import (
	"cmp"
	"math"
	"slices"
)

// slack is how much a bound may be too low: sums are made in another order here, and with fewer digits.
const slack = 1 + 1e-4

// few is how many documents are looked at each time to learn how good the best are at least.
const few = 64

// bounds say how much the passages of each document are worth to a question at most. Features are taken in one by one, those
// that are worth most first; what the rest of them can still add is known. Between them the most promising documents are looked
// at. Once it is less work to look at all that may hold one of the best passages than to go through the features that are
// left, the most common ones, these are not gone through (after MaxScore: Turtle and Flood, Query Evaluation: Strategies and
// Optimizations, 1995). What is found is exactly what looking at all would find.
//
// What a feature is worth grows ever slower with how often it is found, so as many times what it is worth once is a bound,
// and one that can be summed up posting by posting.
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
		for _, of := range b.promising() {
			b.look(of)
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
		b.add(&b.features[b.order[b.taken]])
	}
}

// add takes in a feature: every passage and every document that has it may be worth more.
func (b *bounds) add(f *feature) {
	x, rarity, n := b.x, float32(f.passages), 0
	for _, w := range f.words {
		for _, p := range x.words.postings[w] {
			at, count := p.at(), p.count()
			if count == most {
				count = math.MaxUint16 // nobody counted on
			}
			b.passages[at] += rarity * float32(count)
			of := x.of[at]
			b.touched[n] = of
			if b.counts[of] == 0 {
				n++
			}
			b.counts[of] += count
		}
	}
	for _, of := range b.touched[:n] {
		b.documents[of] += float32(worth(f.documents, float64(b.counts[of]), norm(float64(x.wholes[b.way][of]), b.average.documents)))
		b.counts[of] = 0
	}
}

// measure finds what the best passage of each document that is admitted is worth at most by the features taken in.
func (b *bounds) measure() {
	lengths, of, average := b.x.lengths[b.way], b.x.of, b.average.passages
	shortest, longer := float32(1+norm(0, average)), float32(norm(1, average)-norm(0, average))
	for at, sum := range b.passages {
		if sum == 0 {
			continue
		}
		sum *= (k1 + 1) / (shortest + longer*lengths[at])
		if best := &b.best[of[at]]; sum > *best && b.admission.admits(int32(at)) {
			*best = sum
		}
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
func (b *bounds) promising() []int32 {
	var all []int32
	by := func(of int32, bound float32) int { return cmp.Compare(bound, b.best[of]+b.documents[of]) }
	least := float32(0)
	for of, best := range b.best {
		bound := best + b.documents[of]
		if best == 0 || bound <= least {
			continue
		}
		i, _ := slices.BinarySearchFunc(all, bound, by)
		if all = slices.Insert(all, i, int32(of)); len(all) > few {
			all = all[:few]
			least = b.best[all[few-1]] + b.documents[all[few-1]]
		}
	}
	return all
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
