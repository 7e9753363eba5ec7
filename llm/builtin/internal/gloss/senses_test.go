package gloss_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
)

func TestAWordMayMeanSeveral(t *testing.T) {
	l, err := gloss.Parse("firlefanze\ttrifles|nonsense\t9\nluft\tsky|air\t9\n")
	if err != nil {
		t.Fatal(err)
	}
	for german, want := range map[string][][]string{
		"firlefanze":     {{"trifles", "nonsense"}},
		"luft":           {{"air", "sky"}}, // what the program knows comes first
		"luftfirlefanze": {{"air", "sky"}, {"trifles", "nonsense"}},
		"waschmaschine":  {{"washing"}, {"machine"}},
		"für":            nil, // grammar
		"xylophon":       nil, // unknown
	} {
		if diff := cmp.Diff(want, l.Senses(german)); diff != "" {
			t.Errorf("Senses(%q) (-want +got):\n%s", german, diff)
		}
	}
	if got := l.Gloss("Luftfirlefanze"); got != "air trifles" {
		t.Errorf("the gloss is %q: it takes the best word alone", got)
	}
}
