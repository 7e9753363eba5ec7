package recent_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge/recent"
)

func TestTheLastValuesAreKeptAndOldOnesGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 6).Draw(t, "most")
		c := recent.New[int, int](most)
		var used []int // the last of each, oldest first
		held := map[int]bool{}
		for _, k := range rapid.SliceOf(rapid.IntRange(0, 20)).Draw(t, "keys") {
			v, ok := c.Get(k)
			if ok && v != k*k {
				t.Fatalf("%d is %d", k, v)
			}
			if i := lastOf(used, k); i >= 0 {
				if !ok && len(used)-i <= most {
					t.Fatalf("%d was used %d values ago, and is gone", k, len(used)-i)
				}
				used = append(used[:i], used[i+1:]...)
			} else if ok {
				t.Fatalf("%d was never put", k)
			}
			used = append(used, k)
			if !ok {
				c.Put(k, k*k)
			}
		}
		for k := range 21 {
			if _, ok := c.Get(k); ok {
				held[k] = true
			}
		}
		if len(held) > 2*most {
			t.Fatalf("it holds %d values", len(held))
		}
	})
}

func lastOf(all []int, k int) int {
	for i := range all {
		if all[i] == k {
			return i
		}
	}
	return -1
}
