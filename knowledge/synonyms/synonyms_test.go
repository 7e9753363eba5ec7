package synonyms_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/synonyms"
)

var glossary = synonyms.New([]synonyms.Set{
	{"de": {"Handy", "Mobiltelefon", "Smartphone"}, "en": {"mobile phone", "cell phone"}},
	{"de": {"AGB", "Geschäftsbedingungen"}, "en": {"terms"}},
})

func TestAThingHasSeveralNames(t *testing.T) {
	for _, c := range []struct {
		text, language string
		want           []string
	}{
		{"Gelten die AGB auch für Handys?", "de", []string{"Geschäftsbedingungen", "Mobiltelefon", "Smartphone", "terms", "mobile phone", "cell phone"}},
		{"Is my cell phone insured?", "en", []string{"mobile phone", "Handy", "Mobiltelefon", "Smartphone"}},
		{"Ist mein Telefon versichert?", "de", nil},
		{"Is my cell full?", "en", nil}, // half a phrase
		{"", "", nil},
	} {
		if diff := cmp.Diff(c.want, glossary.Of(c.text, c.language)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
	var none *synonyms.Glossary
	if got := none.Of("Gelten die AGB?", "de"); got != nil {
		t.Errorf("no glossary adds %v", got)
	}
}

func TestWordsOfOneMeaningAreAGroup(t *testing.T) {
	want := [][]string{{"handy", "mobiltelefon", "smartphone"}, {"agb", "geschäftsbedingungen", "terms"}}
	if diff := cmp.Diff(want, glossary.Groups("Das Handy und die AGB")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPhraseHasOtherNames(t *testing.T) {
	want := []synonyms.Name{{Said: "cell phone", Others: []string{"Handy", "Mobiltelefon", "Smartphone", "mobile phone"}}}
	if diff := cmp.Diff(want, glossary.Names("Is my cell phone insured?")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
