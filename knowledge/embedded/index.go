// Package embedded is the index that needs no server: everything in memory, exact, and filled again from the shelf at start.
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
	documents map[string][]int // positions of their passages
	entries   []entry
	dead      int // entries that were dropped and still take room
	words     vocabulary
	vectors   vectors
}

// An entry is a passage at its position. A dropped one has no ID.
type entry struct {
	passage knowledge.Passage
	length  float32 // in words
	grams   float32 // in 4-grams
}

// New makes an empty index.
func New() *Index {
	x := &Index{}
	x.clear()
	return x
}

func (x *Index) clear() {
	x.documents, x.entries, x.dead = map[string][]int{}, nil, 0
	x.words, x.vectors = newVocabulary(), vectors{}
}

// Put replaces the passages of a document. One that reads as before and only got its vectors is not indexed again.
func (x *Index) Put(_ context.Context, document string, ps []knowledge.Passage) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.vectors.fit(ps); err != nil {
		return fmt.Errorf("index %s: %w", document, err)
	}
	if x.same(document, ps) {
		for i, at := range x.documents[document] {
			x.vectors.set(at, ps[i].Vector)
		}
		return nil
	}
	x.drop(document)
	for _, p := range ps {
		x.documents[document] = append(x.documents[document], x.add(p))
	}
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
	if len(known) != len(ps) || len(ps) == 0 {
		return false
	}
	for i, at := range known {
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
		a.Kind == b.Kind && a.Whole == b.Whole && a.Anchor == b.Anchor && a.Start == b.Start && a.End == b.End
}

// add appends a passage and gives its position.
func (x *Index) add(p knowledge.Passage) int {
	at := len(x.entries)
	x.vectors.set(at, p.Vector)
	p.Vector = nil
	e := entry{passage: p}
	e.length, e.grams = x.words.add(at, p.Indexed())
	x.entries = append(x.entries, e)
	return at
}

func (x *Index) drop(document string) {
	for _, at := range x.documents[document] {
		x.words.remove(at, x.entries[at].passage.Indexed(), x.entries[at].length, x.entries[at].grams)
		x.vectors.set(at, nil)
		x.entries[at] = entry{}
		x.dead++
	}
	delete(x.documents, document)
}

// compact rebuilds the index once more than a quarter of it is dead.
func (x *Index) compact() {
	if x.dead < 256 || x.dead*4 < len(x.entries) {
		return
	}
	documents, entries, old := x.documents, x.entries, x.vectors
	x.clear()
	for document, positions := range documents {
		for _, at := range positions {
			p := entries[at].passage
			p.Vector = old.at(at)
			x.documents[document] = append(x.documents[document], x.add(p))
		}
	}
}
