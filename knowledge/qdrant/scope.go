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
	audience = "audience" // keywords: *, or claims of which one is needed
	from     = "from"     // milliseconds since 1970
	until    = "until"    // milliseconds since 1970
	products = "products" // keywords: *, or names
	versions = "versions" // likewise
)

// Who is meant by no claim, and what by no name. Claims and names are kept behind a prefix, so that none can be taken for it.
const (
	whatever = "*"
	named    = "="
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
	return map[string]*api.Value{
		audience: limited(s.Audience), products: limited(s.Products), versions: limited(s.Versions),
		from: api.NewValueInt(begins), until: api.NewValueInt(ends),
	}
}

// limited is the payload of names of which one is needed, or of none.
func limited(names []string) *api.Value {
	if len(names) == 0 {
		return api.NewValueFromList(api.NewValueString(whatever))
	}
	var all []*api.Value
	for _, name := range names {
		all = append(all, api.NewValueString(named+strings.ToLower(name)))
	}
	return api.NewValueFromList(all...)
}

// unlimited are the keywords that somebody with names may meet.
func unlimited(names []string) []string {
	all := []string{whatever}
	for _, name := range names {
		all = append(all, named+strings.ToLower(name))
	}
	return all
}

// readable are the conditions of what is for a reader. One without a time sees only what is not limited in time.
func readable(r knowledge.Reader) []*api.Condition {
	begun, last := float64(always), float64(never-1)
	if !r.Now.IsZero() {
		begun, last = float64(r.Now.UnixMilli()), float64(r.Now.UnixMilli())
	}
	all := []*api.Condition{
		api.NewMatchKeywords(audience, unlimited(r.Claims)...),
		api.NewRange(from, &api.Range{Lte: &begun}),
		api.NewRange(until, &api.Range{Gt: &last}),
	}
	if len(r.Products) > 0 {
		all = append(all, api.NewMatchKeywords(products, unlimited(r.Products)...))
	}
	if len(r.Versions) > 0 {
		all = append(all, api.NewMatchKeywords(versions, unlimited(r.Versions)...))
	}
	return all
}
