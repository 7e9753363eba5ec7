package capture

import "context"

// reduce leaves out of a list as much as it can while holds still does: ddmin of Zeller and Hildebrandt, "Simplifying and
// isolating failure-inducing input" (IEEE TSE 28, 2002). What is left is 1-minimal: without any single part it does not hold.
func reduce[P any](ctx context.Context, parts []P, holds func(context.Context, []P) (bool, error)) ([]P, error) {
	for n := 2; len(parts) > 0; {
		smaller, found, err := complement(ctx, parts, min(n, len(parts)), holds)
		switch {
		case err != nil:
			return nil, err
		case found:
			parts, n = smaller, max(n-1, 2)
		case n >= len(parts):
			return parts, nil
		default:
			n *= 2
		}
	}
	return parts, nil
}

// complement looks for one of n pieces without which the list still holds. The first pieces are tried first: what is said early
// is needed least.
func complement[P any](ctx context.Context, parts []P, n int, holds func(context.Context, []P) (bool, error)) ([]P, bool, error) {
	for i := range n {
		from, to := i*len(parts)/n, (i+1)*len(parts)/n
		rest := append(append([]P{}, parts[:from]...), parts[to:]...)
		if ok, err := holds(ctx, rest); err != nil || ok {
			return rest, ok, err
		}
	}
	return nil, false, nil
}
