package intents

import "math"

// A vocabulary knows the features of the examples and how rare they are.
type vocabulary struct {
	index  map[string]int32
	idf    []float32
	unseen float32 // rarity of what no example has
	sorts  []sort
}

// manyExamples is from how many on a feature must occur twice to count: what occurs once is mostly noise then.
const manyExamples = 2000

// newVocabulary counts in how many examples each feature occurs, and how often in each: the second result.
func newVocabulary(examples []Example) (*vocabulary, []counts) {
	v := &vocabulary{index: map[string]int32{}}
	rows := make([]counts, len(examples))
	var df, now []float64 // in how many examples, and how often in this one
	var b buffer
	for row, e := range examples {
		c := &rows[row]
		b.each(e.Text, e.Language, func(feature []byte, sort sort) {
			key := mark(feature, sort)
			i, ok := v.index[string(key)]
			if !ok {
				i = int32(len(df))
				v.index[string(key)] = i
				df, now, v.sorts = append(df, 0), append(now, 0), append(v.sorts, sort)
			}
			if now[i] == 0 {
				df[i]++
				c.at = append(c.at, i)
			}
			now[i]++
		})
		c.n = make([]float32, len(c.at))
		for j, i := range c.at {
			c.n[j], now[i] = float32(now[i]), 0
		}
	}
	v.prune(df, rows)
	return v, rows
}

// mark keeps words apart from runs of letters that look the same.
func mark(feature []byte, sort sort) []byte {
	if sort != run {
		return feature
	}
	return append(feature[:len(feature):len(feature)], '#')
}

// prune drops features that are too rare, and works out how rare the others are: idf = 1 + ln((1+n)/(1+df)), as in
// scikit-learn.
func (v *vocabulary) prune(df []float64, rows []counts) {
	n, least := float64(len(rows)), 1.0
	if len(rows) >= manyExamples {
		least = 2
	}
	v.unseen = float32(1 + math.Log(1+n))
	position, sorts := make([]int32, len(df)), v.sorts[:0:0]
	for i := range df {
		position[i] = -1
		if df[i] >= least {
			position[i] = int32(len(sorts))
			v.idf = append(v.idf, float32(1+math.Log((1+n)/(1+df[i])))*v.sorts[i].weight())
			sorts = append(sorts, v.sorts[i])
		}
	}
	for row := range rows {
		rows[row].move(position, v)
	}
	for key, i := range v.index {
		if v.index[key] = position[i]; position[i] < 0 {
			delete(v.index, key)
		}
	}
	v.sorts = sorts
}

// counts are the features of one text, in the order in which they were found, and how often each was.
type counts struct {
	at     []int32
	n      []float32
	unseen [2]float64 // the square of the weight of what no example has, by group
}

// move gives the features their new positions; what was dropped counts as unseen.
func (c *counts) move(position []int32, v *vocabulary) {
	kept := 0
	for j, i := range c.at {
		if position[i] < 0 {
			c.miss(v, v.sorts[i])
			continue
		}
		c.at[kept], c.n[kept] = position[i], c.n[j]
		kept++
	}
	c.at, c.n = c.at[:kept], c.n[:kept]
}

func (c *counts) miss(v *vocabulary, s sort) {
	w := float64(v.unseen * s.weight())
	c.unseen[s.group()] += w * w
}

func (v *vocabulary) size() int { return len(v.idf) }

// count counts the features of a text. It is not ok if the text has none at all.
func (v *vocabulary) count(text, language string, b *buffer) (c counts, ok bool) {
	if b.now == nil {
		b.now = make([]float32, v.size())
	}
	b.at = b.at[:0]
	b.each(text, language, func(feature []byte, sort sort) {
		b.key = append(b.key[:0], feature...)
		if sort == run {
			b.key = append(b.key, '#')
		}
		i, known := v.index[string(b.key)]
		if !known {
			c.miss(v, sort)
			return
		}
		if b.now[i] == 0 {
			b.at = append(b.at, i)
		}
		b.now[i]++
	})
	c.at, c.n = b.at, make([]float32, len(b.at))
	for j, i := range b.at {
		c.n[j], b.now[i] = b.now[i], 0
	}
	return c, len(b.ends) > 0
}

// weigh makes a vector of counted features. Words and runs are brought to the same length each, and what no example has
// counts for the length: a sentence of strange words is near to nothing.
func (v *vocabulary) weigh(c counts) sparse {
	out := sparse{at: c.at, x: make([]float32, len(c.at))}
	square := c.unseen
	for j, i := range c.at {
		w := (1 + math.Log(float64(c.n[j]))) * float64(v.idf[i])
		square[v.sorts[i].group()] += w * w
		out.x[j] = float32(w)
	}
	var scale [2]float32
	for group := range scale {
		scale[group] = float32(math.Sqrt(0.5 / square[group]))
	}
	for j, i := range c.at {
		out.x[j] *= scale[v.sorts[i].group()]
	}
	return out
}
