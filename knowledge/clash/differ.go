package clash

import (
	"slices"
	"strings"
)

// leastDeny is how alike two sentences are of which one denies what the other says. Less alike ones speak of two things.
const leastDeny = 0.8

// differ tells whether two statements about the same contradict each other, and in what.
func differ(a, b *statement, alike float64) (k Kind, one, other string, ok bool) {
	if !slices.Equal(a.codes, b.codes) || a.template || b.template {
		return "", "", "", false // A2 and B2, E7 and E8 are two things
	}
	for _, p := range align(a.items, b.items) {
		x, y := a.items[p.a], b.items[p.b]
		switch {
		case x.kind == number && y.kind == number && clashes(a, b, p):
			return Number, withUnit(a.items, p.a), withUnit(b.items, p.b), true
		case x.kind == date && y.kind == date && x.value != y.value && alone(a, b, p):
			return Date, x.text, y.text, true
		}
	}
	if alike >= leastDeny && a.denies%2 != b.denies%2 && denial(a, b) {
		return Negation, denied(a), denied(b), true
	}
	return "", "", "", false
}

// clashes tells whether two numbers count the same and are not.
func clashes(a, b *statement, p place) bool {
	x, y := a.items[p.a], b.items[p.b]
	if !a.repeats(b) && (x.name || y.name || a.isAbout(x) || b.isAbout(y)) {
		return false
	}
	ua, knownA := unitAt(a.items, p.a)
	ub, knownB := unitAt(b.items, p.b)
	switch {
	case knownA != knownB, knownA && ua.measure != ub.measure:
		return false // they count different things
	case !knownA && !beside(a.items, b.items, p) && !a.repeats(b):
		return false
	case !knownA:
		ua, ub = unit{"", 1}, unit{"", 1}
	}
	return !same(x.value, ua, y.value, ub) && alone(a, b, p)
}

// isAbout tells whether a number stands in the title or the headings: error 11 and error 5 do not contradict each other.
func (s *statement) isAbout(n item) bool { return slices.Contains(s.subject, n.text) }

// repeats tells whether two statements are one sentence of one article that is there twice: then also names must be the same.
func (s *statement) repeats(o *statement) bool {
	return slices.Equal(s.words, o.words) && slices.Equal(s.subject, o.subject)
}

// alone tells whether a pair of values is all in which the numbers and days of two statements differ. Where more do, they are
// about several things, or the same ones in another order.
func alone(a, b *statement, p place) bool {
	return slices.Equal(others(a.items, p.a), others(b.items, p.b))
}

// others are the values of a statement without one, sorted.
func others(items []item, but int) (all []float64) {
	for i, it := range items {
		switch {
		case i == but:
		case it.kind == number:
			all = append(all, it.value)
		case it.kind == date:
			all = append(all, -it.value)
		}
	}
	slices.Sort(all)
	return all
}

// unitAt is the unit of a number: the word after it.
func unitAt(items []item, i int) (unit, bool) {
	if i+1 == len(items) || items[i+1].kind != word {
		return unit{}, false
	}
	u, ok := units[items[i+1].stem]
	return u, ok
}

// beside tells whether the same words stand right before and right after both numbers, and the one after says something.
func beside(a, b []item, p place) bool {
	if p.a == 0 || p.b == 0 || p.a+1 >= len(a) || p.b+1 >= len(b) || a[p.a-1].stem != b[p.b-1].stem {
		return false
	}
	x, y := a[p.a+1], b[p.b+1]
	return x.stem == y.stem && (x.kind == word && !x.grammar || x.kind == date && x.value == y.value)
}

func withUnit(items []item, i int) string {
	if i+1 < len(items) && items[i+1].kind == word {
		return items[i].text + " " + items[i+1].text
	}
	return items[i].text
}

// denial tells whether two statements are the same but for the negation: no other word that says something is only in one of
// them.
func denial(a, b *statement) bool { return only(a.words, b.words) == 0 && only(b.words, a.words) == 0 }

// only counts what is in the first list alone.
func only(a, b []string) (n int) {
	for _, w := range a {
		if !slices.Contains(b, w) {
			n++
		}
	}
	return n
}

func denied(s *statement) string {
	var all []string
	for _, it := range s.items {
		if it.kind == negation {
			all = append(all, it.text)
		}
	}
	return strings.Join(all, " ")
}

// A place is where two statements go together.
type place struct{ a, b int }

// align pairs the items of two statements that are the same, in order: a longest common subsequence, in which numbers go with
// numbers and days with days whatever their values.
func align(a, b []item) []place {
	width := len(b) + 1
	length := make([]int, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].stem == b[j].stem {
				length[i*width+j] = 1 + length[(i+1)*width+j+1]
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	var all []place
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].stem == b[j].stem:
			all = append(all, place{i, j})
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return all
}
