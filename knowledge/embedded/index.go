// Package embedded is the index that needs no server: everything in memory, and filled again from the shelf at start.
//
// It keeps one inverted list per word. Stems, parts of compounds and character 4-grams are views on the vocabulary: they
// lead to words, and words to passages. So a passage is stored once however it can be found, and a compound is taken apart
// with the vocabulary of this moment, whatever came first.
package embedded

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/knowledge"
)

// An Index keeps passages in memory. The zero value is not usable; see [New].
type Index struct {
	mu        sync.RWMutex
	documents map[string]*document
	numbered  []*document // by number; nil where one was dropped
	entries   []entry
	of        []int32         // by position, the number of the document
	sizes     [ways][]float32 // by position
	dead      int             // entries that were dropped and still take room
	words     vocabulary
	vectors   vectors
	scopes    scopes
}

// A document is a whole one: where its passages stand, and how long they are together.
type document struct {
	number    int32
	positions []int // ascending
	size      size
}

// An entry is a passage at its position. A dropped one has no ID.
type entry struct {
	passage knowledge.Passage
	uses    []use // of words, ascending
}

// New makes an empty index.
func New() *Index {
	x := &Index{}
	x.clear()
	return x
}

func (x *Index) clear() {
	x.documents, x.numbered, x.entries, x.dead = map[string]*document{}, nil, nil, 0
	x.of, x.sizes = nil, [ways][]float32{}
	x.words, x.vectors, x.scopes = newVocabulary(), vectors{}, scopes{numbers: map[string]int32{}}
}

// Put replaces the passages of a document. One that reads as before and only got its vectors is not indexed again.
func (x *Index) Put(_ context.Context, document string, ps []knowledge.Passage) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.vectors.fit(ps); err != nil {
		return fmt.Errorf("index %s: %w", document, err)
	}
	if x.same(document, ps) {
		for i, at := range x.documents[document].positions {
			x.vectors.set(at, ps[i].Vector)
		}
		return nil
	}
	x.drop(document)
	x.add(document, ps)
	x.compact()
	return nil
}

// Drop forgets a document.
func (x *Index) Drop(_ context.Context, document string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drop(document)
	x.compact()
	return nil
}

// Empty tells whether the index holds nothing, as after every start.
func (x *Index) Empty(context.Context) (bool, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.documents) == 0, nil
}

// same tells whether the passages differ from those known in nothing but their vectors.
func (x *Index) same(document string, ps []knowledge.Passage) bool {
	known := x.documents[document]
	if known == nil || len(known.positions) != len(ps) {
		return false
	}
	for i, at := range known.positions {
		if !equal(x.entries[at].passage, ps[i]) {
			return false
		}
	}
	return true
}

func equal(a, b knowledge.Passage) bool {
	headings := slices.Equal(a.Headings, b.Headings)
	a.Headings, b.Headings, a.Vector, b.Vector = nil, nil, nil, nil
	return headings && a.ID == b.ID && a.Text == b.Text && a.Title == b.Title && a.URL == b.URL && a.Language == b.Language &&
		a.Kind == b.Kind && a.Scope.Equal(b.Scope) && a.Whole == b.Whole && a.Anchor == b.Anchor && a.Start == b.Start && a.End == b.End
}

// add appends the passages of a document that is not there.
func (x *Index) add(id string, ps []knowledge.Passage) {
	if len(ps) == 0 {
		return
	}
	d := &document{number: int32(len(x.numbered))}
	x.documents[id], x.numbered = d, append(x.numbered, d)
	for _, p := range ps {
		at := len(x.entries)
		x.vectors.set(at, p.Vector)
		x.scopes.add(p.Scope)
		p.Vector = nil
		uses, length := x.words.add(at, p.Indexed())
		x.entries, x.of = append(x.entries, entry{passage: p, uses: uses}), append(x.of, d.number)
		for w := range ways {
			x.sizes[w] = append(x.sizes[w], float32(length[w]))
		}
		d.positions = append(d.positions, at)
		d.size.add(length, 1)
	}
	x.words.count(x.uses(d), 1)
}

// uses are the words of a document, passage by passage.
func (x *Index) uses(d *document) [][]use {
	all := make([][]use, len(d.positions))
	for i, at := range d.positions {
		all[i] = x.entries[at].uses
	}
	return all
}

func (x *Index) drop(id string) {
	d := x.documents[id]
	if d == nil {
		return
	}
	x.words.count(x.uses(d), -1)
	for _, at := range d.positions {
		e := &x.entries[at]
		x.words.remove(at, e.uses, size{float64(x.sizes[byWords][at]), float64(x.sizes[byGrams][at])})
		x.vectors.set(at, nil)
		x.scopes.at[at] = gone
		*e = entry{}
		x.dead++
	}
	x.numbered[d.number] = nil
	delete(x.documents, id)
}

// compact rebuilds the index once more than a quarter of it is dead.
func (x *Index) compact() {
	if x.dead < 256 || x.dead*4 < len(x.entries) {
		return
	}
	documents, entries, old := x.documents, x.entries, x.vectors
	x.clear()
	for id, d := range documents {
		ps := make([]knowledge.Passage, len(d.positions))
		for i, at := range d.positions {
			ps[i] = entries[at].passage
		}
		x.vectors.width = old.width
		x.add(id, ps)
		for i, at := range d.positions {
			x.vectors.take(x.documents[id].positions[i], &old, at)
		}
	}
}
