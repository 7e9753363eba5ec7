package knowledge

import (
	"context"
	"fmt"
	"slices"
)

// withdrawals is the drawer of the IDs of documents that were withdrawn.
const withdrawals = "knowledge withdrawn"

// Withdraw drops a document at once, and keeps it away although its source still holds it.
func (l *Library) Withdraw(ctx context.Context, id string) error {
	if err := l.keeper(withdrawals).Put(ctx, id, []byte("{}")); err != nil {
		return fmt.Errorf("withdraw %s: %w", id, err)
	}
	return l.drop(ctx, id)
}

// Restore lets a document that was withdrawn come back when its source is read the next time.
func (l *Library) Restore(ctx context.Context, id string) error {
	if err := l.keeper(withdrawals).Remove(ctx, id); err != nil {
		return fmt.Errorf("restore %s: %w", id, err)
	}
	return nil
}

func (l *Library) withdrawn(ctx context.Context) (map[string]bool, error) {
	all, err := l.keeper(withdrawals).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read which documents were withdrawn: %w", err)
	}
	ids := map[string]bool{}
	for id := range all {
		ids[id] = true
	}
	return ids, nil
}

// leaveOut leaves out a document that was withdrawn, and drops it where another program brought it in meanwhile.
func (r *ingestion) leaveOut(ctx context.Context, id string) error {
	if !slices.Contains(r.report.Withdrawn, id) {
		r.report.Withdrawn = append(r.report.Withdrawn, id)
	}
	if _, known := r.known[id]; known {
		return r.drop(ctx, id)
	}
	return nil
}
