package embedded

import "math"

// compared is how many rows are all compared, without asking their signs which are worth it.
const compared = 10_000

// likely is how many deviations of an estimate are allowed for: it leaves out one in a hundred of those that just would be among
// the best, and hardly any of the first of them.
const likely = 2

// nothing is promised where no row may be found.
var nothing = float32(math.Inf(-1))

// closest are the passages that mean what the question does.
//
// All rows are compared by one bit a number of theirs and two of the question's. Those that promise most are scored; then all
// that, by what they promise, may be better than the last of the best so far. So as many are looked at as need be, and these are
// few where texts come in clusters. Of them exactly the best are found: not scored is only what cannot be among them, by how far
// at most a product in fewer digits is off.
func (x *Index) closest(q *meaning, a *admission, s *scratch) *best {
	found := &best{x: x}
	if q == nil {
		return found
	}
	v := &x.vectors
	promises := grown(s.promises, blockRows*len(v.blocks))
	s.promises = promises
	for _, first := range v.promising(q, a, promises) {
		b, i := v.row(first.at)
		found.offer(first.at, q.cosine(b, i))
		promises[first.at] = nothing
	}
	for n, b := range v.blocks {
		if b != nil {
			v.score(q, b, int32(n*blockRows), promises[n*blockRows:][:blockRows], found)
		}
	}
	return found
}

// score offers the rows of a block that may be among the best.
func (v *vectors) score(q *meaning, b *block, begin int32, promises []float32, found *best) {
	s := q.around(b.centre)
	for i, promise := range promises {
		if float64(promise) < found.least() || promise == nothing {
			continue
		}
		if i := int32(i); s.byDigits(b, i)+s.off*v.longest >= found.least() {
			found.offer(begin+i, q.cosine(b, i))
		}
	}
}

// promising writes what every row promises, and gives those that promise most.
func (v *vectors) promising(q *meaning, a *admission, promises []float32) []promise {
	var l leaders
	var apart [blockRows]int32
	for n, b := range v.blocks {
		promises := promises[n*blockRows:][:blockRows]
		if b == nil {
			fill(promises, nothing)
			continue
		}
		s := q.around(b.centre)
		if v.mean.rows > compared {
			s.apart(b, &apart)
		}
		for i := range b.rows {
			at, r := int32(n*blockRows+i), &b.rows[i]
			switch {
			case r.scale == 0 || !a.admits(at):
				promises[i] = nothing
			case v.mean.rows > compared:
				promises[i] = s.promise(r, apart[i])
				l.offer(at, promises[i])
			default:
				promises[i] = 1 << 10 // whatever it is, it is compared
			}
		}
	}
	return l.all
}

func fill(all []float32, with float32) {
	for i := range all {
		all[i] = with
	}
}
