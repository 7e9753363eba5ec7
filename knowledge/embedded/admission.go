package embedded

import "github.com/lotse-bot/lotse/knowledge"

// An admission tells which positions a query may find. It is for one search.
type admission struct {
	scopes []int32 // by position
	open   []bool  // by scope
	of     []int32 // by position, the number of the document
	only   int32   // the number of the only document that is searched; below 0 all are
	all    bool    // whatever is there may be found
}

func (x *Index) admission(q knowledge.Query) *admission {
	a := &admission{scopes: x.scopes.at, open: make([]bool, len(x.scopes.distinct)), of: x.of, only: -1}
	d := x.documents[q.Within]
	if q.Within != "" && d == nil {
		return a // nothing is open
	}
	a.all = q.Within == ""
	for n, s := range x.scopes.distinct {
		a.open[n] = q.Admits(s)
		a.all = a.all && a.open[n]
	}
	if q.Within != "" {
		a.only = d.number
	}
	return a
}

// admits tells whether the passage that stands at a position may be found.
func (a *admission) admits(at int32) bool {
	return a.all || a.open[a.scopes[at]] && (a.only < 0 || a.of[at] == a.only)
}
