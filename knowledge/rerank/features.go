package rerank

import (
	"math"
)

// Features are the names of what is looked at, in the order of the weights.
var Features = []string{"words", "grams", "cosine", "concepts", "covered", "in title", "of title", "near", "title's meaning", "document's meaning", "document's concepts", "side by side"}

const (
	words = iota
	grams
	cosine
	concepts
	covered
	inTitle
	ofTitle
	near
	titleCosine
	documentCosine
	documentCovered
	beside
	featureCount
)

type row = [featureCount]float64

// features looks at every candidate. Each feature is a standard score (z-score): how far it stands out from the others. Shares are
// what each covers of the question.
func (l *lexis) features(q *asked, candidates []Candidate, read []*text) (rows []row, shares []float64) {
	rd := l.reader(q.concepts)
	texts, titles := make([]reading, len(candidates)), make([]reading, len(candidates))
	for i, t := range read {
		texts[i], titles[i] = rd.read(t.words), rd.read(t.title)
	}
	weigh(rd.concepts, texts)
	documents, average := gather(candidates, texts, len(rd.concepts))
	rows, shares = make([]row, len(candidates)), make([]float64, len(candidates))
	for i, c := range candidates {
		d := documents[c.Document]
		shares[i] = cover(rd.concepts, texts[i])
		rows[i] = row{
			words: c.Words, grams: c.Grams, cosine: c.Cosine,
			concepts: d.bm25(rd.concepts, average), covered: shares[i],
			inTitle: cover(rd.concepts, titles[i]), ofTitle: share(rd.concepts, titles[i]), near: nearness(rd.concepts, texts[i]),
			titleCosine: d.title, documentCosine: d.cosine, documentCovered: d.cover(rd.concepts),
			beside: sideBySide(q.words[read[i].language], read[i].body),
		}
	}
	standardise(rows)
	return rows, shares
}

// A document is what the candidates say of one.
type document struct {
	counts        []int // by concept
	length        int
	title, cosine float64 // the best of its titles, and of all
}

func gather(candidates []Candidate, texts []reading, n int) (documents map[string]*document, average float64) {
	documents = map[string]*document{}
	for i, c := range candidates {
		d := documents[c.Document]
		if d == nil {
			d = &document{counts: make([]int, n)}
			documents[c.Document] = d
		}
		for k, at := range texts[i].at {
			d.counts[k] += len(at)
		}
		d.length += texts[i].length
		average += float64(texts[i].length)
		d.cosine = max(d.cosine, c.Cosine)
		if c.Heading {
			d.title = max(d.title, c.Cosine)
		}
	}
	return documents, average / float64(max(len(documents), 1))
}

// bm25 scores a document by concepts, with the constants of the index.
func (d *document) bm25(all []concept, average float64) (score float64) {
	const k1, b = 1.2, 0.75
	for i, c := range all {
		n := float64(d.counts[i])
		if n > 0 {
			score += c.weight * n * (k1 + 1) / (n + k1*(1-b+b*float64(d.length)/average))
		}
	}
	return score
}

func (d *document) cover(all []concept) float64 {
	return covering(all, func(i int) bool { return d.counts[i] > 0 })
}

func cover(all []concept, r reading) float64 {
	return covering(all, func(i int) bool { return len(r.at[i]) > 0 })
}

// covering is the share of the question's concepts that are spoken of, rare ones counting more.
func covering(all []concept, spoken func(i int) bool) float64 {
	found, sum := 0.0, 0.0
	for i, c := range all {
		if spoken(i) {
			found += c.weight
		}
		sum += c.weight
	}
	if sum == 0 {
		return 0
	}
	return found / sum
}

// share is how much of a title the question speaks of: one that asks something else beside it fits less.
func share(all []concept, title reading) float64 {
	found, sum := 0.0, title.others*otherWeight
	for i, c := range all {
		if len(title.at[i]) > 0 {
			found += c.weight
		}
	}
	if sum += found; sum == 0 {
		return 0
	}
	return found / sum
}

// otherWeight is the weight of a title's word that the question does not have: that of a rare one.
const otherWeight = 3

// nearest is the distance, in words, beyond which two concepts are not near.
const nearest = 6

// nearness says how near to each other a text speaks of what stands side by side in the question.
func nearness(all []concept, r reading) float64 {
	found, sum := 0.0, 0.0
	for i := 0; i+1 < len(all); i++ {
		w := all[i].weight + all[i+1].weight
		sum += w
		if d := distance(r.at[i], r.at[i+1]); d <= nearest {
			found += w / float64(max(d, 1))
		}
	}
	if sum == 0 {
		return 0
	}
	return found / sum
}

func distance(a, b []int) int {
	best := math.MaxInt
	for _, x := range a {
		for _, y := range b {
			if d := max(x-y, y-x); d < best {
				best = d
			}
		}
	}
	return best
}

// standardise makes standard scores of every feature. One that is the same for all says nothing.
func standardise(rows []row) {
	n := float64(len(rows))
	for f := range featureCount {
		mean, deviation := 0.0, 0.0
		for i := range rows {
			mean += rows[i][f] / n
		}
		for i := range rows {
			deviation += (rows[i][f] - mean) * (rows[i][f] - mean) / n
		}
		deviation = math.Sqrt(deviation)
		for i := range rows {
			if deviation < 1e-9 {
				rows[i][f] = 0
				continue
			}
			rows[i][f] = (rows[i][f] - mean) / deviation
		}
	}
}
