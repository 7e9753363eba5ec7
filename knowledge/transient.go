package knowledge

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// Transient is a shelf that lasts as long as the process: for measuring, trying out and tests.
type Transient struct {
	mu        sync.Mutex
	documents map[string]shelvedDocument
	vectors   map[string]map[string][]float32 // by embedder and key
}

type shelvedDocument struct {
	document Document
	passages []Passage
}

// NewTransient makes an empty one.
func NewTransient() *Transient {
	return &Transient{documents: map[string]shelvedDocument{}, vectors: map[string]map[string][]float32{}}
}

// PutDocument replaces a document and its passages.
func (s *Transient) PutDocument(_ context.Context, d Document, ps []Passage) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.documents[d.ID] = shelvedDocument{d, bare(ps)}
	return nil
}

// DropDocument forgets a document.
func (s *Transient) DropDocument(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.documents, id)
	return nil
}

// Document reads one with its passages.
func (s *Transient) Document(_ context.Context, id string) (Document, []Passage, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.documents[id]
	if !ok {
		return Document{}, nil, fmt.Errorf("document %s: %w", id, bot.ErrNothing)
	}
	return d.document, bare(d.passages), nil
}

// EachDocument calls each for every document, ordered by ID.
func (s *Transient) EachDocument(ctx context.Context, each func(Document, []Passage) error) error {
	s.mu.Lock()
	ids := make([]string, 0, len(s.documents))
	for id := range s.documents {
		ids = append(ids, id)
	}
	s.mu.Unlock()
	slices.Sort(ids)
	for _, id := range ids {
		d, ps, err := s.Document(ctx, id)
		if err != nil {
			continue // dropped meanwhile
		}
		if err := each(d, ps); err != nil {
			return err
		}
	}
	return nil
}

// Vectors reads the vectors that are there.
func (s *Transient) Vectors(_ context.Context, embedder string, keys []string) (map[string][]float32, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[string][]float32{}
	for _, k := range keys {
		if v, ok := s.vectors[embedder][k]; ok {
			found[k] = v
		}
	}
	return found, nil
}

// KeepVectors saves vectors.
func (s *Transient) KeepVectors(_ context.Context, embedder string, vectors map[string][]float32) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vectors[embedder] == nil {
		s.vectors[embedder] = map[string][]float32{}
	}
	for k, v := range vectors {
		s.vectors[embedder][k] = v
	}
	return nil
}

// bare copies passages without their vectors, which are kept apart.
func bare(ps []Passage) []Passage {
	ps = slices.Clone(ps)
	for i := range ps {
		ps[i].Vector = nil
	}
	return ps
}
