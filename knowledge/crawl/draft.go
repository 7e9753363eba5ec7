package crawl

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// A draft is a page on its way from the site to whoever wants it.
type draft struct {
	key    string
	item   item
	kind   string
	body   []byte
	record record
	leaf   *leaf // of HTML
	blocks []block
}

// says tells of a page that it says something: beside its headings and its links there are words.
func says(root *html.Node) bool {
	for n := range root.Descendants() {
		if dom.Seen(n) && strings.TrimSpace(n.Data) != "" && !names(n) {
			return true
		}
	}
	return false
}

// names tells of a text that it only names what is to be read: a title, a heading, a link, a button.
func names(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.DataAtom == atom.A || p.DataAtom == atom.Button || p.DataAtom == atom.Head || level(p) > 0 {
			return true
		}
	}
	return false
}

// holdBack counts what stands on a page, and passes it on as soon as enough is known of the site to tell what stands on all.
func (r *round) holdBack(ctx context.Context, d draft) error {
	if known := r.past.records[d.key]; known.Holds {
		r.letGo(d.key, known)
	}
	r.habits.count(d.record.Language, d.record.Blocks, 1)
	r.held = append(r.held, d)
	if of := r.habits[d.record.Language]; of != nil && of.pages < sample {
		return nil
	}
	return r.pass(ctx, d.record.Language)
}

// release passes on all pages that were held back.
func (r *round) release(ctx context.Context) error {
	for len(r.held) > 0 {
		if err := r.pass(ctx, r.held[0].record.Language); err != nil {
			return err
		}
	}
	return nil
}

// pass passes on the pages in a language that were held back.
func (r *round) pass(ctx context.Context, language string) error {
	var ready []draft
	r.held = slices.DeleteFunc(r.held, func(d draft) bool {
		if d.record.Language == language {
			ready = append(ready, d)
		}
		return d.record.Language == language
	})
	for _, d := range ready {
		r.habits.unrepeat(d.record.Language, d.blocks)
		if !says(d.leaf.root) {
			r.habits.count(d.record.Language, d.record.Blocks, -1)
			d.record.Blocks = nil
			if err := r.drop(ctx, d); err != nil {
				return err
			}
			continue
		}
		d.record.Text = sumOf([]byte(dom.Text(d.leaf.root)))
		var b bytes.Buffer
		if err := html.Render(&b, d.leaf.root); err != nil {
			return err
		}
		d.body, d.kind, d.leaf, d.blocks = b.Bytes(), "text/html; charset=utf-8", nil, nil
		if err := r.bring(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// bring passes a page on, unless another has the same text.
func (r *round) bring(ctx context.Context, d draft) error {
	known := r.past.records[d.key]
	if r.texts[known.Text] == d.key {
		delete(r.texts, known.Text)
	}
	if other, ok := r.texts[d.record.Text]; ok && other != d.key && r.past.records[other].Holds {
		r.habits.count(d.record.Language, d.record.Blocks, -1)
		if !r.ending && !r.past.done(other) && !r.awaits(other) {
			r.putOff(d)
			return nil
		}
		d.record.Blocks, d.record.ETag, d.record.Modified, d.record.Sum = nil, "", "", "" // the other may go: then it is read
		return r.drop(ctx, d)
	}
	if known.Holds && known.Text != d.record.Text && !r.calm() {
		return r.await(ctx, d)
	}
	return r.deliver(ctx, d)
}

// deliver passes a page on that has a text of its own.
func (r *round) deliver(ctx context.Context, d draft) error {
	known := r.past.records[d.key]
	if known.Holds && known.Address != d.record.Address {
		if err := r.each(Page{Address: known.Address, Fate: Gone}); err != nil {
			return err
		}
	}
	if err := r.each(Page{Address: d.record.Address, Fate: Read, Kind: d.kind, Body: d.body}); errors.Is(err, ErrRefused) {
		return nil
	} else if err != nil {
		return err
	}
	d.record.Holds = true
	r.texts[d.record.Text] = d.key
	if err := r.past.keep(ctx, d.key, d.record); err != nil || !known.Holds {
		return err
	}
	return r.well(ctx)
}

// drop keeps a page for its links alone, of which documents may have been made before.
func (r *round) drop(ctx context.Context, d draft) error {
	return r.miss(ctx, d.key, func(ctx context.Context) error {
		if known := r.past.records[d.key]; known.Holds {
			if err := r.each(Page{Address: known.Address, Fate: Gone}); err != nil {
				return err
			}
		}
		return r.past.keep(ctx, d.key, d.record)
	})
}
