// Package public reads public suites for the programs that learn from them.
package public

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/knowledge"
)

// A Document is a row of documents.jsonl.
type Document struct{ ID, Lang, Title, Text string }

// Documents are those of a suite's folder.
func Documents(folder string) ([]Document, error) { return rows[Document](folder, "documents.jsonl") }

// Questions are the rows of a suite's queries.jsonl, with the fields that T has.
func Questions[T any](folder string) ([]T, error) { return rows[T](folder, "queries.jsonl") }

// Put makes documents searchable, by words at first.
func Put(ctx context.Context, l *knowledge.Library, documents []Document) error {
	for _, d := range documents {
		if err := l.Put(ctx, knowledge.Document{ID: d.ID, Title: d.Title, Language: d.Lang, Text: knowledge.FromPlain(d.Text)}); err != nil {
			return err
		}
	}
	return nil
}

func rows[T any](folder, name string) (all []T, err error) {
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return nil, fmt.Errorf("read a suite: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", f.Name(), len(all)+1, err)
		}
		all = append(all, row)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	return all, nil
}
