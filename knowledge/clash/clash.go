package clash

import (
	"cmp"
	"context"
	"slices"

	"github.com/lotse-bot/lotse/knowledge"
)

// A Clash is two sentences that cannot both be right.
type Clash struct {
	Kind  Kind    `json:"kind"`
	One   Side    `json:"one"`
	Other Side    `json:"other"`
	Alike float64 `json:"alike"`          // how much of both sentences is the same, up to 1
	More  int     `json:"more,omitempty"` // in how many further pairs of documents the same two sentences stand
}

// A Side is one of the two.
type Side struct {
	Document string `json:"document"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	Quote    string `json:"quote"`
	Value    string `json:"value"` // what differs
}

// Kind is what differs.
type Kind string

// The kinds.
const (
	Number   Kind = "number"
	Date     Kind = "date"
	Negation Kind = "negation"
)

// A Shelf is where documents are read; see [knowledge.Shelf].
type Shelf interface {
	EachDocument(ctx context.Context, each func(knowledge.Document, []knowledge.Passage) error) error
}

// Find finds where documents contradict each other, most alike first. With documents named, only what one of them
// contradicts, or is contradicted by, is looked for.
func Find(ctx context.Context, shelf Shelf, documents ...string) ([]Clash, error) {
	c := newCollection(documents)
	err := shelf.EachDocument(ctx, func(d knowledge.Document, ps []knowledge.Passage) error {
		c.add(d, ps)
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	var all []Clash
	err = c.pairs(ctx, func(a, b *statement, alike float64) {
		if kind, one, other, differ := differ(a, b, alike); differ {
			all = append(all, Clash{Kind: kind, One: a.side(one), Other: b.side(other), Alike: alike})
		}
	})
	slices.SortFunc(all, func(a, b Clash) int {
		return cmp.Or(cmp.Compare(b.Alike, a.Alike), cmp.Compare(a.One.Document, b.One.Document), cmp.Compare(a.Other.Document, b.Other.Document),
			cmp.Compare(a.One.Quote, b.One.Quote), cmp.Compare(a.Other.Quote, b.Other.Quote))
	})
	return once(all), err
}

// once leaves each pair of sentences only once, however many documents they stand in.
func once(all []Clash) (some []Clash) {
	at := map[[2]string]int{}
	for _, c := range all {
		quotes := [2]string{min(c.One.Quote, c.Other.Quote), max(c.One.Quote, c.Other.Quote)}
		if i, known := at[quotes]; known {
			some[i].More++
			continue
		}
		at[quotes] = len(some)
		some = append(some, c)
	}
	return some
}

func (s *statement) side(value string) Side {
	p := s.passage
	return Side{Document: p.Document, Title: p.Title, URL: p.URL, Quote: s.text, Value: value}
}
