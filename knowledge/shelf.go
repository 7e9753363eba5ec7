package knowledge

import "context"

// A Shelf keeps documents and their passages over a restart. It is safe for concurrent use.
type Shelf interface {
	// PutDocument replaces a document and its passages, all or nothing.
	PutDocument(ctx context.Context, d Document, ps []Passage) error
	// DropDocument forgets a document; one that is not there is no error.
	DropDocument(ctx context.Context, id string) error
	// Document reads one with its passages, in their order; bot.ErrNothing if it is not there.
	Document(ctx context.Context, id string) (Document, []Passage, error)
	// EachDocument calls each for every document with its passages, ordered by ID. An error of each ends it and is returned.
	EachDocument(ctx context.Context, each func(Document, []Passage) error) error
}

// Vectors keeps what was embedded once. Vectors of different embedders never meet.
type Vectors interface {
	// Vectors reads the vectors that are there for the keys, see [Passage.VectorKey].
	Vectors(ctx context.Context, embedder string, keys []string) (map[string][]float32, error)
	// KeepVectors saves vectors by key.
	KeepVectors(ctx context.Context, embedder string, vectors map[string][]float32) error
}
