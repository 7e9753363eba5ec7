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
	having   []int   // positions, by scope
	at       []int32 // by position
	free     free
}

func newScopes() scopes { return scopes{numbers: map[string]int32{}} }

// set says what scope a position has.
func (s *scopes) set(at int32, scope knowledge.Scope) {
	key := scopeKey(scope)
	n, known := s.numbers[key]
	if !known {
		n = s.free.take(len(s.distinct))
		s.numbers[key] = n
		s.distinct, s.having = put(s.distinct, n, scope), put(s.having, n, 0)
	}
	s.having[n]++
	s.at = put(s.at, at, n)
}

// forget says that nothing stands at a position any more.
func (s *scopes) forget(at int32) {
	n := s.at[at]
	s.at[at] = gone
	if s.having[n]--; s.having[n] == 0 {
		delete(s.numbers, scopeKey(s.distinct[n]))
		s.distinct[n] = knowledge.Scope{}
		s.free.give(n)
	}
}

func scopeKey(s knowledge.Scope) string {
	return fmt.Sprintf("%q %q %s %s %q %q %v %v", s.Owner, s.Audience, instant(s.From), instant(s.Until), s.Products, s.Versions, s.Approved, s.Paid)
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
