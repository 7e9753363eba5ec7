package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// Drawers of a shelf that several programs share: what is on it, and whether that changed.
const (
	holdings    = "knowledge holdings" // what was indexed of a document, by its ID
	revisions   = "knowledge revision"
	revisionKey = "revision"
)

// withVectors is what is noted of a document, after its hash, when its vectors are there.
const withVectors = " with vectors"

// A following is what an index of this process holds, where others write to the same shelf.
type following struct {
	indexed map[string]string // as in holdings
	seen    string            // the revision
}

// noted keeps that a document is indexed like that, for others to follow; empty is that it is dropped. The caller holds mu.
func (l *Library) noted(ctx context.Context, id, as string) error {
	if !l.Shared {
		return nil
	}
	var err error
	if as == "" {
		delete(l.following.indexed, id)
		err = l.keeper(holdings).Remove(ctx, id)
	} else {
		l.following.set(id, as)
		err = l.keeper(holdings).Put(ctx, id, []byte(as))
	}
	if err == nil {
		err = l.keeper(revisions).Put(ctx, revisionKey, []byte(fmt.Sprintf("%s %s %d", id, as, l.now().UnixNano())))
	}
	if err != nil {
		return fmt.Errorf("tell others of %s: %w", id, err)
	}
	return nil
}

func (f *following) set(id, as string) {
	if f.indexed == nil {
		f.indexed = map[string]string{}
	}
	f.indexed[id] = as
}

// Follow brings an index of this process to what other programs did to a shelf they share. It asks for one small value when nothing
// was done.
func (l *Library) Follow(ctx context.Context) error {
	revision, err := l.keeper(revisions).Get(ctx, revisionKey)
	if errors.Is(err, bot.ErrNothing) || err == nil && string(revision) == l.following.seen {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look whether documents changed: %w", err)
	}
	all, err := l.keeper(holdings).All(ctx)
	if err != nil {
		return fmt.Errorf("look which documents changed: %w", err)
	}
	for _, id := range l.behind(all) {
		if err := l.catchUp(ctx, id, string(all[id])); err != nil {
			return err
		}
	}
	l.following.seen = string(revision)
	return nil
}

// behind are the documents that the index does not hold as others noted it.
func (l *Library) behind(all map[string][]byte) (ids []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id := range l.following.indexed {
		if _, there := all[id]; !there {
			ids = append(ids, id)
		}
	}
	for id, as := range all {
		if l.following.indexed[id] != string(as) {
			ids = append(ids, id)
		}
	}
	return ids
}

// catchUp indexes a document as it is on the shelf, or drops it.
func (l *Library) catchUp(ctx context.Context, id, as string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	d, ps, err := l.Shelf.Document(ctx, id)
	if errors.Is(err, bot.ErrNothing) {
		delete(l.following.indexed, id)
		return l.Index.Drop(ctx, id)
	}
	if err != nil {
		return fmt.Errorf("read %s from the shelf: %w", id, err)
	}
	if err := l.recall(ctx, ps); err != nil {
		return err
	}
	if err := l.Index.Put(ctx, id, ps); err != nil {
		return fmt.Errorf("index %s: %w", id, err)
	}
	l.Products.Add(d.Scope.Products...)
	l.following.set(id, as)
	return nil
}

// join notes what is on a shelf already, when a program begins to share it.
func (l *Library) join(ctx context.Context) error {
	if !l.Shared {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	all, err := l.keeper(holdings).All(ctx)
	if err != nil {
		return fmt.Errorf("read what is on the shelf: %w", err)
	}
	return l.Shelf.EachDocument(ctx, func(d Document, _ []Passage) error {
		if as, there := all[d.ID]; there {
			l.following.set(d.ID, string(as))
			return nil
		}
		return l.noted(ctx, d.ID, d.Hash)
	})
}
