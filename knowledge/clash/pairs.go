package clash

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
)

const (
	// leastAlike is the least share of what two statements say, rare words counting more, that must be the same.
	leastAlike = 0.6
	// probes is how many of a statement's rarest words find those that may be alike.
	probes = 4
	// common is in how many statements a word may be that finds others: beyond, it would find all of them.
	common = 400
)

// A collection is all statements of all documents.
type collection struct {
	all   []statement
	by    map[string][]int // statements by word
	among map[string]bool  // documents that one side must be of; empty is all
}

// template marks the statements of one document that say the same of several things: rows of a schedule, a line under each
// heading. What differs in them contradicts nothing.
func template(all []statement) {
	texts := map[string]map[string]bool{}
	for _, s := range all {
		if texts[s.key()] == nil {
			texts[s.key()] = map[string]bool{}
		}
		texts[s.key()][s.text] = true
	}
	for i := range all {
		all[i].template = len(texts[all[i].key()]) > 1
	}
}

// key is the same for statements in the same words.
func (s *statement) key() string {
	words := slices.Clone(s.words)
	slices.Sort(words)
	return strings.Join(words, " ")
}

func newCollection(documents []string) *collection {
	c := &collection{by: map[string][]int{}, among: map[string]bool{}}
	for _, d := range documents {
		c.among[d] = true
	}
	return c
}

func (c *collection) add(d knowledge.Document, ps []knowledge.Passage) {
	var own []statement
	for i := range ps {
		ps[i].Scope = d.Scope
		own = append(own, statements(&ps[i])...)
	}
	template(own)
	for _, s := range own {
		for _, w := range s.words {
			c.by[w] = append(c.by[w], len(c.all))
		}
		c.all = append(c.all, s)
	}
}

// weight is what a word counts: rare ones say what a statement is about.
func (c *collection) weight(w string) float64 {
	return math.Log(1 + float64(len(c.all))/float64(max(1, len(c.by[w]))))
}

// pairs calls each for every two statements of different documents that are alike and may meet the same reader. Of two in the
// order in which they were added, the first comes first.
func (c *collection) pairs(ctx context.Context, each func(a, b *statement, alike float64)) error {
	for i := range c.all {
		if err := ctx.Err(); err != nil {
			return err
		}
		a := &c.all[i]
		if !c.wanted(a) {
			continue
		}
		for _, j := range c.near(i) {
			b := &c.all[j]
			if !meet(a, b) {
				continue
			}
			if alike := c.alike(a, b); alike >= leastAlike && c.related(a, b) {
				each(&c.all[min(i, j)], &c.all[max(i, j)], alike)
			}
		}
	}
	return nil
}

// wanted tells whether what a statement contradicts is looked for: it is of one of the named documents, if any are named.
func (c *collection) wanted(s *statement) bool {
	return len(c.among) == 0 || c.among[s.passage.Document]
}

// near are the statements that share a rare word with one, if either has something to contradict, without those whose turn it was
// already.
func (c *collection) near(i int) (all []int) {
	s := &c.all[i]
	words := slices.Clone(s.words)
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(len(c.by[a]), len(c.by[b])), cmp.Compare(a, b)) })
	for _, w := range words[:min(probes, len(words))] {
		if len(c.by[w]) > common {
			break
		}
		for _, j := range c.by[w] {
			o := &c.all[j]
			if (j > i || !c.wanted(o)) && j != i && (s.values > 0 && o.values > 0 || s.denies != o.denies) {
				all = append(all, j)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// meet tells whether two statements are of different documents that one reader may be shown at the same time.
func meet(a, b *statement) bool {
	p, q := a.passage, b.passage
	if p.Document == q.Document || p.Language != q.Language {
		return false
	}
	s, o := p.Scope, q.Scope
	return shares(s.Audience, o.Audience) && shares(s.Products, o.Products) && shares(s.Versions, o.Versions) &&
		(s.Until.IsZero() || o.From.Before(s.Until)) && (o.Until.IsZero() || s.From.Before(o.Until))
}

// shares tells whether two lists, of which an empty one is everything, have something in common.
func shares(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return strings.EqualFold(x, y) })
	})
}

// alike is the share of what two statements say that both say, 0 to 1.
func (c *collection) alike(a, b *statement) float64 {
	both, all := 0.0, 0.0
	for _, w := range a.words {
		all += c.weight(w)
		if slices.Contains(b.words, w) {
			both += c.weight(w)
		}
	}
	for _, w := range b.words {
		if !slices.Contains(a.words, w) {
			all += c.weight(w)
		}
	}
	return both / all
}

// related tells whether two statements are about the same thing, as far as titles and headings tell: these share a word, or the
// statement of one speaks of what the other is about.
func (c *collection) related(a, b *statement) bool {
	return slices.ContainsFunc(a.subject, func(w string) bool {
		return slices.Contains(b.subject, w) || slices.Contains(b.words, w)
	}) || slices.ContainsFunc(b.subject, func(w string) bool { return slices.Contains(a.words, w) })
}
