package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// embedBatch is how many passages are embedded at a time: enough for an embedder to work in one go, few enough that an
// interruption loses little.
const embedBatch = 32

// Embed gives vectors to all passages that have none, and keeps them. It may be interrupted at any time and goes on where it
// ended. Without an embedder it does nothing.
func (l *Library) Embed(ctx context.Context, watch Watch) error {
	if l.Embedder == nil {
		return nil
	}
	l.embedding.Lock()
	defer l.embedding.Unlock()
	missing, err := l.missing(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	total := 0
	for _, d := range missing {
		total += d.missing
	}
	tell := watch.start()
	done := 0
	tell(0, total)
	for _, d := range missing {
		n, err := l.embedDocument(ctx, d.id, func(n int) { tell(done+n, total) })
		if err != nil {
			return err
		}
		done += n
	}
	return nil
}

// unembedded is a document with passages that have no vector yet.
type unembedded struct {
	id      string
	missing int
}

func (l *Library) missing(ctx context.Context) ([]unembedded, error) {
	var all []unembedded
	err := l.Shelf.EachDocument(ctx, func(d Document, ps []Passage) error {
		if err := l.recall(ctx, ps); err != nil {
			return err
		}
		if n := len(withoutVector(ps)); n > 0 {
			all = append(all, unembedded{d.ID, n})
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("look for passages to embed: %w", err)
	}
	return all, nil
}

// embedDocument embeds what a document lacks and puts it into the index again, with vectors.
func (l *Library) embedDocument(ctx context.Context, id string, tell func(done int)) (int, error) {
	d, ps, err := l.Shelf.Document(ctx, id)
	if errors.Is(err, bot.ErrNothing) {
		return 0, nil // dropped meanwhile
	}
	if err != nil {
		return 0, fmt.Errorf("read %s from the shelf: %w", id, err)
	}
	if err := l.recall(ctx, ps); err != nil {
		return 0, err
	}
	todo := withoutVector(ps)
	for begin := 0; begin < len(todo); begin += embedBatch {
		batch := todo[begin:min(begin+embedBatch, len(todo))]
		if err := l.embedBatch(ctx, batch); err != nil {
			return begin, fmt.Errorf("embed passages of %s: %w", id, err)
		}
		tell(begin + len(batch))
	}
	return len(todo), l.embedded(ctx, d, ps)
}

// embedded puts a document into the index again, unless it was dropped or changed while it was embedded: it must not come back.
func (l *Library) embedded(ctx context.Context, d Document, ps []Passage) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, _, err := l.Shelf.Document(ctx, d.ID)
	if errors.Is(err, bot.ErrNothing) || err == nil && now.Hash != d.Hash {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s from the shelf: %w", d.ID, err)
	}
	if err := l.Index.Put(ctx, d.ID, ps); err != nil {
		return fmt.Errorf("index %s: %w", d.ID, err)
	}
	return l.noted(ctx, d.ID, d.Hash+withVectors)
}

func (l *Library) embedBatch(ctx context.Context, ps []*Passage) error {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Indexed()
	}
	rows, err := l.Embedder.EmbedPassages(ctx, texts)
	if err != nil {
		return err
	}
	if len(rows) != len(ps) {
		return fmt.Errorf("the embedder gave %d vectors for %d texts", len(rows), len(ps))
	}
	fresh := make(map[string][]float32, len(ps))
	for i, p := range ps {
		p.Vector = rows[i]
		fresh[p.VectorKey()] = rows[i]
	}
	if l.Vectors == nil {
		return nil
	}
	return l.Vectors.KeepVectors(ctx, l.Embedder.Name(), fresh)
}

func withoutVector(ps []Passage) []*Passage {
	var all []*Passage
	for i := range ps {
		if ps[i].Vector == nil {
			all = append(all, &ps[i])
		}
	}
	return all
}
