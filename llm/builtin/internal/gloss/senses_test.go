package gloss_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
)

func TestAWordMayMeanSeveral(t *testing.T) {
	l, err := gloss.Parse("angriffe\tattacks|assaults\t9\nbau\tbuilding|den\t9\nluft\tair\t9\nwaschmaschine\twashing machine\t9\n")
	if err != nil {
		t.Fatal(err)
	}
	for german, want := range map[string][][]string{
		"angriffe":      {{"attacks", "assaults"}},
		"luftangriffe":  {{"air"}, {"attacks", "assaults"}},
		"waschmaschine": {{"washing"}, {"machine"}},
		"für":           nil, // grammar
		"xylophon":      nil, // unknown
	} {
		if diff := cmp.Diff(want, l.Senses(german)); diff != "" {
			t.Errorf("Senses(%q) (-want +got):\n%s", german, diff)
		}
	}
	if got := l.Gloss("Luftangriffe"); got != "air attacks" {
		t.Errorf("the gloss is %q: it takes the best word alone", got)
	}
}
