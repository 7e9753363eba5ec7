package difference

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestADifferenceShowsTheLinesThatChanged(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"a\nb\nc\n", "a\nx\nc\n", "- 2: b\n+ 2: x\n"},
		{"a\nb\nc\n", "a\nc\n", "- 2: b\n"},
		{"a\nc\n", "a\nb\nc\nd\n", "+ 2: b\n+ 4: d\n"},
		{"", "a\nb\n", "+ 1: a\n+ 2: b\n"},
		{"one\n", strings.Repeat("é", 500) + "\n", "- 1: one\n+ 1: " + strings.Repeat("é", lineWidth) + "…\n"},
		{strings.Repeat("a", 300) + "b\n", strings.Repeat("a", 300) + "c\n", "- 1: …" + strings.Repeat("a", 80) + "b\n+ 1: …" + strings.Repeat("a", 80) + "c\n"},
	} {
		if got := Of(c.before, c.after); got != c.want {
			t.Errorf("from %q to %q:\n%swant\n%s", c.before, c.after, got, c.want)
		}
	}
	if got := Of("", strings.Repeat("x\n", 20)); !strings.HasSuffix(got, "+ 12: x\n  and 8 more lines\n") {
		t.Errorf("a long one ends\n%s", got)
	}
}

// Whoever takes the lines with - away from the one text and those with + from the other has the same left.
func TestADifferenceIsAllThatDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 6)
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		left := map[string][]string{"-": before, "+": after}
		gone := map[string]map[int]bool{"-": {}, "+": {}}
		for _, l := range changes(before, after, 0) {
			var mark, said string
			var n int
			if _, err := fmt.Sscanf(l, "%1s %d: %s", &mark, &n, &said); err != nil {
				t.Fatal(err)
			}
			if left[mark][n-1] != said {
				t.Fatalf("%q is not what stands there", l)
			}
			gone[mark][n-1] = true
		}
		rest := func(mark string) (out []string) {
			for i, l := range left[mark] {
				if !gone[mark][i] {
					out = append(out, l)
				}
			}
			return out
		}
		if fmt.Sprint(rest("-")) != fmt.Sprint(rest("+")) {
			t.Fatalf("%v and %v are left", rest("-"), rest("+"))
		}
	})
}
