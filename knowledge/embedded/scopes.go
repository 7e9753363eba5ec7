package embedded

import (
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// gone is the scope of a position whose passage was dropped.
const gone = -1

// scopes keeps every distinct scope once, and which one each position has: a search asks once a scope, not once a passage.
type scopes struct {
	numbers  map[string]int32
	distinct []knowledge.Scope
	at       []int32 // by position
}

// add says what scope the next position has.
func (s *scopes) add(scope knowledge.Scope) {
	if n := len(s.at); n > 0 && s.at[n-1] != gone && s.distinct[s.at[n-1]].Equal(scope) {
		s.at = append(s.at, s.at[n-1])
		return
	}
	key := fmt.Sprintf("%q %q %s %s %q %q %v", scope.Owner, scope.Audience, instant(scope.From), instant(scope.Until), scope.Products, scope.Versions, scope.Approved)
	n, known := s.numbers[key]
	if !known {
		n = int32(len(s.distinct))
		s.numbers[key], s.distinct = n, append(s.distinct, scope)
	}
	s.at = append(s.at, n)
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// admitted tells which positions a query may find. What it gives is for one search.
func (s *scopes) admitted(q knowledge.Query) func(at int) bool {
	const (
		open   = 1
		closed = 2
	)
	known := make([]uint8, len(s.distinct))
	return func(at int) bool {
		n := s.at[at]
		if n == gone {
			return false
		}
		if known[n] == 0 {
			if known[n] = closed; q.Admits(s.distinct[n]) {
				known[n] = open
			}
		}
		return known[n] == open
	}
}
