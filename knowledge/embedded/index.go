// Package embedded is the index that needs no server: everything in memory, and filled again from the shelf at start.
//
// It keeps one inverted list per word. Stems, parts of compounds and character 4-grams are views on the vocabulary: they
// lead to words, and words to passages. So a passage is stored once however it can be found, and a compound is taken apart
// with the vocabulary of this moment, whatever came first.
//
// What is dropped is taken out of everything at once, and its place is taken again by what comes next: an edit costs what the
// article is long, and there is nothing that would have to be put in order later while searches wait.
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
	lengths   [ways][]float32 // of passages, by position
	wholes    [ways][]float32 // of documents, by number
	words     vocabulary
	vectors   vectors
	scopes    scopes

	freeNumbers, freePositions free
	scratches                  sync.Pool // of *scratch
}

// A document is a whole one: where its passages stand.
type document struct {
	number    int32
	positions []int32 // ascending
}

// An entry is a passage at its position. A dropped one has no ID.
type entry struct {
	passage knowledge.Passage
	uses    []use // of words, ascending
}

// New makes an empty index.
func New() *Index {
	return &Index{documents: map[string]*document{}, words: newVocabulary(), scopes: newScopes()}
}

// Put replaces the passages of a document. One that reads as before and only got its vectors is not indexed again.
func (x *Index) Put(_ context.Context, document string, ps []knowledge.Passage) error {
	texts := make([][]string, len(ps))
	for i, p := range ps {
		texts[i] = wordsOf(p.Indexed())
	}
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
	x.add(document, ps, texts)
	return nil
}

// Drop forgets a document.
func (x *Index) Drop(_ context.Context, document string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drop(document)
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
	return slices.Equal(a.Headings, b.Headings) && a.Scope.Equal(b.Scope) && a.ID == b.ID && a.Document == b.Document &&
		a.Text == b.Text && a.Title == b.Title && a.URL == b.URL && a.Language == b.Language && a.Kind == b.Kind &&
		a.Whole == b.Whole && a.Anchor == b.Anchor && a.Page == b.Page && a.Start == b.Start && a.End == b.End
}

// add takes in the passages of a document that is not there, with the words of their texts.
func (x *Index) add(id string, ps []knowledge.Passage, texts [][]string) {
	if len(ps) == 0 {
		return
	}
	d := &document{number: x.freeNumbers.take(len(x.numbered)), positions: x.room(len(ps))}
	x.documents[id], x.numbered = d, put(x.numbered, d.number, d)
	uses, sizes := x.words.add(d.positions, texts)
	var whole size
	for i, at := range d.positions {
		x.vectors.set(at, ps[i].Vector)
		x.scopes.set(at, ps[i].Scope)
		p := ps[i]
		p.Vector = nil
		x.entries[at], x.of[at] = entry{passage: p, uses: uses[i]}, d.number
		for w := range ways {
			x.lengths[w][at] = float32(sizes[i][w])
		}
		whole.add(sizes[i], 1)
	}
	for w := range ways {
		x.wholes[w] = put(x.wholes[w], d.number, float32(whole[w]))
	}
}

// room gives positions for n passages, ascending.
func (x *Index) room(n int) []int32 {
	positions := make([]int32, n)
	for i := range positions {
		at := x.freePositions.take(len(x.entries))
		x.entries, x.of = put(x.entries, at, entry{}), put(x.of, at, 0)
		for w := range ways {
			x.lengths[w] = put(x.lengths[w], at, 0)
		}
		positions[i] = at
	}
	slices.Sort(positions)
	return positions
}

func (x *Index) drop(id string) {
	d := x.documents[id]
	if d == nil {
		return
	}
	uses, sizes := make([][]use, len(d.positions)), make([]size, len(d.positions))
	for i, at := range d.positions {
		uses[i], sizes[i] = x.entries[at].uses, size{float64(x.lengths[byWords][at]), float64(x.lengths[byGrams][at])}
	}
	x.words.remove(d.positions, uses, sizes)
	for _, at := range d.positions {
		x.vectors.set(at, nil)
		x.scopes.forget(at)
		x.entries[at] = entry{}
		x.freePositions.give(at)
	}
	x.numbered[d.number] = nil
	x.freeNumbers.give(d.number)
	delete(x.documents, id)
}
