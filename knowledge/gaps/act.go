package gaps

import (
	"context"
	"slices"
)

// Take notes who works on a gap, in place of whoever did before.
func (b *Board) Take(ctx context.Context, id, by string) (Gap, error) {
	if by == "" {
		return Gap{}, ErrNobody
	}
	return b.turn(ctx, id, Taken, by, "", Open, Taken)
}

// Resolve notes by which article a gap was resolved; empty if it needs none.
func (b *Board) Resolve(ctx context.Context, id, by, article string) (Gap, error) {
	return b.turn(ctx, id, Resolved, by, article, Open, Taken)
}

// Reopen opens a gap that was resolved, or gives one back that was taken.
func (b *Board) Reopen(ctx context.Context, id, by string) (Gap, error) {
	return b.turn(ctx, id, Open, by, "", Taken, Resolved)
}

// turn brings a gap into a state. ErrState if it is in none from which that can be.
func (b *Board) turn(ctx context.Context, id string, to State, by, article string, from ...State) (Gap, error) {
	if err := b.stand(ctx, KindGap, id, to, by, article, from...); err != nil {
		return Gap{}, err
	}
	return b.Show(ctx, id)
}

func (b *Board) stand(ctx context.Context, k Kind, id string, to State, by, article string, from ...State) error {
	b.gathering.Lock()
	defer b.gathering.Unlock()
	standings, err := b.Keep.Standings(ctx, k)
	if err != nil {
		return err
	}
	s, err := find(standings, id)
	if err != nil {
		return err
	}
	if !slices.Contains(from, s.State) {
		return ErrState
	}
	s.State, s.By, s.Article, s.Changed = to, by, article, b.Now()
	return b.Keep.Revise(ctx, k, Revision{Stand: []Standing{s}})
}
