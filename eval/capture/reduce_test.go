package capture

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever it is that a failure needs: nothing else is left, and it is found in few tries.
func TestReduceLeavesWhatIsNeededAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "parts")
		needed := rapid.SliceOfNDistinct(rapid.IntRange(0, max(n-1, 0)), 0, min(n, 5), rapid.ID).Draw(t, "needed")
		slices.Sort(needed)
		parts := make([]int, n)
		for i := range parts {
			parts[i] = i
		}
		tries := 0
		got, err := reduce(t.Context(), parts, func(_ context.Context, some []int) (bool, error) {
			tries++
			for _, want := range needed {
				if !slices.Contains(some, want) {
					return false, nil
				}
			}
			return slices.IsSorted(some), nil
		})
		if err != nil || !slices.Equal(got, needed) {
			t.Fatalf("%v are left of %d, want %v: %v", got, n, needed, err)
		}
		if most := 20 * (len(needed) + 1) * 8; tries > most {
			t.Fatalf("%d tries for %d of %d", tries, len(needed), n)
		}
	})
}

func TestReduceEndsWithAnError(t *testing.T) {
	gone := errors.New("gone")
	_, err := reduce(t.Context(), []int{1, 2, 3}, func(context.Context, []int) (bool, error) { return false, gone })
	if !errors.Is(err, gone) {
		t.Fatal(err)
	}
}
