package pdf_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Wherever words stand, and whatever is made of them: none is lost that stands between the margins.
func TestNoWordIsLostWhereverItStands(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	r := program(t, "cat "+out)
	data := written("", lines("text"))
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		var words []string
		for range rapid.IntRange(1, 3).Draw(t, "pages") {
			b.WriteString("<page width=\"600\" height=\"800\">\n")
			for range rapid.IntRange(0, 6).Draw(t, "blocks") {
				b.WriteString("<block>\n")
				for range rapid.IntRange(0, 5).Draw(t, "lines") {
					b.WriteString("<line>\n")
					top, high := 10*rapid.IntRange(12, 65).Draw(t, "top"), rapid.SampledFrom([]int{0, 9, 12, 12, 12, 20}).Draw(t, "height")
					for range rapid.IntRange(0, 4).Draw(t, "words") {
						word := "w" + strings.Repeat("x", len(words)) + rapid.SampledFrom([]string{"q", "q.", "q:", "q-", "Q"}).Draw(t, "end")
						left := rapid.IntRange(0, 500).Draw(t, "left")
						fmt.Fprintf(&b, "<word xMin=\"%d\" yMin=\"%d\" xMax=\"%d\" yMax=\"%d\">%s</word>\n", left, top, left+rapid.IntRange(-5, 90).Draw(t, "width"), top+high, word)
						words = append(words, strings.ToLower(strings.TrimRight(word, ".:-")))
					}
				}
			}
		}
		if err := os.WriteFile(out, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := r.Read(t.Context(), data)
		if len(words) == 0 {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if !strings.Contains(strings.ToLower(d.Text), w) {
				t.Fatalf("%s is lost in %q", w, d.Text)
			}
		}
		for i, at := range d.Pages {
			if at < 0 || at > len(d.Text) || i > 0 && at < d.Pages[i-1] {
				t.Fatalf("pages begin at %v of %d", d.Pages, len(d.Text))
			}
		}
	})
}
