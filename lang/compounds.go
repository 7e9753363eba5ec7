package lang

// shortestPart is the shortest part of a compound in letters; shorter ones split words that are no compounds.
const shortestPart = 4

// joints are the letters that German puts between the parts of a compound, the empty one first.
var joints = []string{"", "s", "n", "es", "en", "er", "e"}

// A Splitter takes German compounds apart: "Garantieverlängerung" into "garantie" and "verlangerung". It knows the words it
// was made of and those counted since, and is safe for concurrent use but for [Splitter.Count].
type Splitter struct{ counts map[string]int }

// NewSplitter makes a splitter of the words of a collection with how often they occur. Every part of a compound must be one
// of them.
func NewSplitter(vocabulary map[string]int) *Splitter {
	s := &Splitter{counts: make(map[string]int, len(vocabulary))}
	for word, count := range vocabulary {
		s.Count(word, count)
	}
	return s
}

// Count says that a word of the collection occurs more often, or less often if n is below 0; one that does not occur is no part
// of a compound. It must not be called while words are taken apart.
func (s *Splitter) Count(word string, n int) {
	w := Fold(word)
	if len(w) < shortestPart {
		return
	}
	if s.counts[w] += n; s.counts[w] <= 0 {
		delete(s.counts, w)
	}
}

// Split gives the folded parts of a compound, from left to right, or nil if the word cannot be taken apart. Of several ways
// it takes the one with the fewest parts, and of those the one whose rarest part is the most frequent.
func (s *Splitter) Split(word string) []string {
	w := Fold(word)
	if len(w) < 2*shortestPart || hasDigit(w) {
		return nil
	}
	parts, _ := s.split(w, 3)
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// split takes a word apart into at most depth+1 parts and tells how often the rarest of them occurs.
func (s *Splitter) split(w string, depth int) (best []string, rarest int) {
	if depth == 0 {
		return nil, 0
	}
	for cut := len(w) - shortestPart; cut >= shortestPart; cut-- {
		head, known := s.counts[w[:cut]]
		if !known {
			continue
		}
		for _, joint := range joints {
			tail, ok := cutJoint(w[cut:], joint)
			if !ok {
				continue
			}
			parts, count := s.tail(tail, depth)
			if parts == nil {
				continue
			}
			count = min(head, count)
			if best == nil || len(parts)+1 < len(best) || len(parts)+1 == len(best) && count > rarest {
				best, rarest = append([]string{w[:cut]}, parts...), count
			}
		}
	}
	return best, rarest
}

// tail is what follows the first part: a known word, or a compound itself.
func (s *Splitter) tail(w string, depth int) ([]string, int) {
	if len(w) < shortestPart {
		return nil, 0
	}
	if count, known := s.counts[w]; known {
		return []string{w}, count
	}
	return s.split(w, depth-1)
}

func cutJoint(w, joint string) (string, bool) {
	if len(w) < len(joint)+shortestPart || w[:len(joint)] != joint {
		return "", false
	}
	return w[len(joint):], true
}
