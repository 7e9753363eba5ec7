package support

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHintsHideNoContraction(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"can't", "Cannot", "won’t", "isn't", "need to", "haſ to", "HAD\tto", "are required to", "is able to", "more than", "MEHR als", "weniger als", "fewer than", "z. B.", "Z.B.", "within", "at most", "at moſt",
		"no more than", "up to", "at the most", "z", "most", "to", " ", " ", " ", "up", "is", "n't",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 10).Draw(t, "pieces"), "")
		want := strings.ReplaceAll(text, "’", "'")
		for _, c := range contractions {
			want = c.form.ReplaceAllString(want, c.whole)
		}
		if got := expanded(text); got != want {
			t.Fatalf("%q becomes %q, and is %q", text, got, want)
		}
	})
}
