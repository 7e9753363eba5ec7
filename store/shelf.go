package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

var (
	_ knowledge.Shelf   = (*Store)(nil)
	_ knowledge.Vectors = (*Store)(nil)
)

// shelfPage is how many documents are read at a time: no statement stays open while the caller works on them.
const shelfPage = 100

// PutDocument implements [knowledge.Shelf].
func (s *Store) PutDocument(ctx context.Context, d knowledge.Document, ps []knowledge.Passage) error {
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("document %s: %w", d.ID, err)
	}
	passages, err := json.Marshal(ps)
	if err != nil {
		return fmt.Errorf("passages of %s: %w", d.ID, err)
	}
	err = s.write(ctx, func(t tx) error {
		_, err := t.exec(`INSERT INTO document (id, body, passages) VALUES (?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET body = excluded.body, passages = excluded.passages`, d.ID, string(body), string(passages))
		return err
	})
	if err != nil {
		return fmt.Errorf("put document %s: %w", d.ID, err)
	}
	return nil
}

// DropDocument implements [knowledge.Shelf].
func (s *Store) DropDocument(ctx context.Context, id string) error {
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(`DELETE FROM document WHERE id = ?`, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop document %s: %w", id, err)
	}
	return nil
}

// Document implements [knowledge.Shelf].
func (s *Store) Document(ctx context.Context, id string) (knowledge.Document, []knowledge.Passage, error) {
	d, ps, err := scanDocument(s.reader(ctx).row(`SELECT body, passages FROM document WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = bot.ErrNothing
	}
	if err != nil {
		return d, nil, fmt.Errorf("document %s: %w", id, err)
	}
	return d, ps, nil
}

// EachDocument implements [knowledge.Shelf].
func (s *Store) EachDocument(ctx context.Context, do func(knowledge.Document, []knowledge.Passage) error) error {
	type shelved struct {
		document knowledge.Document
		passages []knowledge.Passage
	}
	for last := ""; ; {
		var page []shelved
		rows, err := s.reader(ctx).rows(`SELECT body, passages FROM document WHERE id > ? ORDER BY id`+limit, last, shelfPage)
		err = each(rows, err, func(r *sql.Rows) error {
			d, ps, err := scanDocument(r)
			page = append(page, shelved{d, ps})
			return err
		})
		if err != nil {
			return fmt.Errorf("read documents: %w", err)
		}
		for _, p := range page {
			if err := do(p.document, p.passages); err != nil {
				return err
			}
			last = p.document.ID
		}
		if len(page) < shelfPage {
			return nil
		}
	}
}

func scanDocument(row interface{ Scan(...any) error }) (d knowledge.Document, ps []knowledge.Passage, err error) {
	var body, passages []byte
	if err := row.Scan(&body, &passages); err != nil {
		return d, nil, err
	}
	return d, ps, errors.Join(json.Unmarshal(body, &d), json.Unmarshal(passages, &ps))
}

// vectorPage is how many vectors one statement reads. Shorter lists of keys are filled up by repeating the last one, so that
// there is only one such statement to prepare.
const vectorPage = 64

var selectVectors = `SELECT key, vector FROM embedding WHERE embedder = ? AND key IN (?` + strings.Repeat(", ?", vectorPage-1) + `)`

// Vectors implements [knowledge.Vectors].
func (s *Store) Vectors(ctx context.Context, embedder string, keys []string) (map[string][]float32, error) {
	found := make(map[string][]float32, len(keys))
	for begin := 0; begin < len(keys); begin += vectorPage {
		args := make([]any, 1, 1+vectorPage)
		args[0] = embedder
		for i := range vectorPage {
			args = append(args, keys[min(begin+i, len(keys)-1)])
		}
		rows, err := s.reader(ctx).rows(selectVectors, args...)
		err = each(rows, err, func(r *sql.Rows) error {
			var key string
			var raw []byte
			if err := r.Scan(&key, &raw); err != nil {
				return err
			}
			found[key] = decodeVector(raw)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read vectors: %w", err)
		}
	}
	return found, nil
}

// KeepVectors implements [knowledge.Vectors].
func (s *Store) KeepVectors(ctx context.Context, embedder string, vectors map[string][]float32) error {
	err := s.write(ctx, func(t tx) error {
		for key, v := range vectors {
			if _, err := t.exec(`INSERT INTO embedding (embedder, key, vector) VALUES (?, ?, ?)
				ON CONFLICT (embedder, key) DO UPDATE SET vector = excluded.vector`, embedder, key, encodeVector(v)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep %d vectors: %w", len(vectors), err)
	}
	return nil
}

func encodeVector(v []float32) []byte {
	raw := make([]byte, 4*len(v))
	for i, x := range v {
		binary.LittleEndian.PutUint32(raw[4*i:], math.Float32bits(x))
	}
	return raw
}

func decodeVector(raw []byte) []float32 {
	v := make([]float32, len(raw)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return v
}
