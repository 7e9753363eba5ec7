package public

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// Vectors are those of passages, kept in a file from one run of a learner to the next: embedding takes most of its time.
type Vectors struct {
	file string

	mu sync.Mutex
	of map[string]map[string][]float32 // by embedder and key
}

// OpenVectors reads what is kept in a file, nothing if it is not there yet.
func OpenVectors(file string) (*Vectors, error) {
	v := &Vectors{file: file, of: map[string]map[string][]float32{}}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return v, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the vectors: %w", err)
	}
	defer f.Close()
	if err := gob.NewDecoder(f).Decode(&v.of); err != nil {
		return nil, fmt.Errorf("read the vectors in %s, which may be deleted: %w", file, err)
	}
	return v, nil
}

// Save writes them into the file.
func (v *Vectors) Save() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	f, err := os.Create(v.file)
	if err != nil {
		return fmt.Errorf("keep the vectors: %w", err)
	}
	if err := errors.Join(gob.NewEncoder(f).Encode(v.of), f.Close()); err != nil {
		return fmt.Errorf("keep the vectors in %s: %w", v.file, err)
	}
	return nil
}

// Vectors implements [knowledge.Vectors].
func (v *Vectors) Vectors(_ context.Context, embedder string, keys []string) (map[string][]float32, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	found := map[string][]float32{}
	for _, k := range keys {
		if one, ok := v.of[embedder][k]; ok {
			found[k] = one
		}
	}
	return found, nil
}

// KeepVectors implements [knowledge.Vectors].
func (v *Vectors) KeepVectors(_ context.Context, embedder string, vectors map[string][]float32) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.of[embedder] == nil {
		v.of[embedder] = map[string][]float32{}
	}
	for k, one := range vectors {
		v.of[embedder][k] = one
	}
	return nil
}
