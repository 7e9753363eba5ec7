package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRanks(t *testing.T) {
	got := ranks([]string{"a", "b", "a", "c", "d"}, []string{"d", "a", "x"})
	if diff := cmp.Diff([]int{1, 5}, got); diff != "" {
		t.Error(diff)
	}
}
