package rerank

// Kinds are the names of the kinds of candidates: each has weights of its own. Words of another language rarely match by anything but
// accident, so there meaning and concepts decide, and without vectors concepts alone.
var Kinds = []string{"one language", "two languages", "one language, by words alone", "two languages, by words alone"}

// A kind is what sets the candidates apart; together they number the kinds.
const (
	crossed = 1 << iota
	byWords
	kindCount = 1 << iota
)

// Kind is the number of a candidate's kind; meant tells whether meanings were compared at all.
func Kind(q Question, c Candidate, meant bool) (kind int) {
	if c.Language != "" && q.Language != "" && c.Language != q.Language {
		kind |= crossed
	}
	if !meant {
		kind |= byWords
	}
	return kind
}

// weights are what a standard score of each feature counts. Those of every kind add up to the same, so that candidates of several
// kinds can be compared, and rules with them.
type weights [featureCount]float64
