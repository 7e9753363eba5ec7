package crawl

import "context"

// A late round is what is asked for when all else was: what failed already, and pages that may be no copies by then.
type late struct {
	items  []item
	ending bool            // it is their turn
	moving map[string]bool // texts of pages that are new and that others still have
}

// waits tells of an address that it is asked for late: it was asked for in vain before the round was interrupted, or it is a copy.
func (r *round) waits(k string) bool {
	known := r.past.records[k]
	return !r.ending && (known.Tried == r.past.Round || known.Text != "" && !known.Holds)
}

// putOff looks again, late, at a page that has the text of one that was not asked for yet: it may have been moved here.
func (r *round) putOff(d draft) {
	if known := r.past.records[d.key]; known.Holds {
		r.habits.count(known.Language, known.Blocks, 1)
		r.texts[known.Text] = d.key
	} else {
		r.moving[d.record.Text] = true
	}
	r.items = append(r.items, d.item)
}

// last looks at what was put off.
func (r *round) last(ctx context.Context) error {
	r.ending = true
	r.queue, r.items = append(r.queue, r.items...), nil
	return r.through(ctx)
}
