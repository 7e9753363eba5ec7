package qdrant

import (
	"strings"
	"time"

	api "github.com/qdrant/go-client/qdrant"

	"github.com/lotse-bot/lotse/knowledge"
)

// The payload that says to whom a point is open. It is there on every point, also where nothing is limited: a payload index
// answers such conditions, and a point that lacks them, whoever wrote it, is found by nobody.
const (
	audience = "audience" // keywords: everybody, or claims of which one is needed
	from     = "from"     // milliseconds since 1970
	until    = "until"    // milliseconds since 1970
)

// everybody is the audience of what is for all. Claims are kept behind a prefix, so that none can be taken for it.
const (
	everybody = "everybody"
	claimed   = "claim:"
)

// The limits of what is always open. Qdrant compares numbers as 64-bit floats, which hold integers up to here.
const (
	always = -(1 << 53)
	never  = 1 << 53
)

// openTo is the payload of a scope.
func openTo(s knowledge.Scope) map[string]*api.Value {
	begins, ends := int64(always), int64(never)
	if !s.From.IsZero() {
		begins = s.From.Add(time.Millisecond - time.Nanosecond).UnixMilli() // the first whole one within
	}
	if !s.Until.IsZero() {
		ends = s.Until.UnixMilli()
	}
	return map[string]*api.Value{audience: api.NewValueFromList(audienceOf(s)...), from: api.NewValueInt(begins), until: api.NewValueInt(ends)}
}

func audienceOf(s knowledge.Scope) []*api.Value {
	if len(s.Audience) == 0 {
		return []*api.Value{api.NewValueString(everybody)}
	}
	var all []*api.Value
	for _, claim := range s.Audience {
		all = append(all, api.NewValueString(claimed+strings.ToLower(claim)))
	}
	return all
}

// readable are the conditions of what is open to a reader. One without a time sees only what is not limited in time.
func readable(r knowledge.Reader) []*api.Condition {
	claims := []string{everybody}
	for _, c := range r.Claims {
		claims = append(claims, claimed+strings.ToLower(c))
	}
	begun, last := float64(always), float64(never-1)
	if !r.Now.IsZero() {
		begun, last = float64(r.Now.UnixMilli()), float64(r.Now.UnixMilli())
	}
	return []*api.Condition{
		api.NewMatchKeywords(audience, claims...),
		api.NewRange(from, &api.Range{Lte: &begun}),
		api.NewRange(until, &api.Range{Gt: &last}),
	}
}
