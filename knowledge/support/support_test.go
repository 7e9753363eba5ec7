package support_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/support"
)

// Each passage, and what may and may not be said of it.
func TestASentenceMayOnlySayWhatItsPassageSays(t *testing.T) {
	for _, c := range []struct {
		language, heads, passage string
		supported, refused       []string
	}{
		{
			"de", "Garantie", "Die Garantie gilt zwei Jahre ab dem Kauf. Sie gilt nicht für Verschleißteile. Wer sich registriert, kann ein drittes Jahr bekommen.",
			[]string{
				"Die Garantie gilt 2 Jahre ab dem Kauf.",
				"Ja, die Garantie gilt zwei Jahre.",
				"Die Garantie gilt nicht für Verschleißteile.",
				"Die Garantie gilt zwei Jahre ab dem Kauf und sie gilt nicht für Verschleißteile.",
				"Wenn du dich registrierst, kannst du ein drittes Jahr erhalten.",
			},
			[]string{
				"Die Garantie gilt drei Jahre ab dem Kauf.",
				"Die Garantie gilt zwei Monate ab dem Kauf.",
				"Die Garantie gilt für Verschleißteile.",
				"Die Garantie gilt nicht zwei Jahre ab dem Kauf.",
				"Die Garantie gilt nur zwei Jahre ab dem Kauf.",
				"Wer sich registriert, muss ein drittes Jahr bekommen.",
				"Wer sich registriert, kann ein viertes Jahr bekommen.",
				"Die Garantie gilt zwei Jahre vor dem Kauf.",
				"Der Vertrag gilt zwei Jahre ab dem Kauf.",
			},
		},
		{
			"en", "Delivery", "Parcels of more than 20 kg arrive on Monday, 3 May 2021 between 8 am and 7:30 pm. Anna pays Bert before the driver leaves. All customers in Berlin may return at most 1,500 items.",
			[]string{
				"Parcels of over 20 kilograms arrive on Monday, 3 May 2021 between 8 am and 19:30.",
				"Before the driver leaves, Anna pays Bert.",
				"All customers in Berlin can return at most 1500 items.",
			},
			[]string{
				"Parcels of less than 20 kg arrive on Monday, 3 May 2021 between 8 am and 7:30 pm.",
				"Parcels of more than 20 g arrive on Monday, 3 May 2021 between 8 am and 7:30 pm.",
				"Parcels of more than 20 kg arrive on Monday, 3 June 2021 between 8 am and 7:30 pm.",
				"Parcels of more than 20 kg arrive on Tuesday, 3 May 2021 between 8 am and 7:30 pm.",
				"Parcels of more than 20 kg arrive on Monday, 3 May 2021 between 8 am and 7:30 am.",
				"Bert pays Anna before the driver leaves.",
				"Anna pays Bert after the driver leaves.",
				"Some customers in Berlin may return at most 1,500 items.",
				"All customers in Berlin must return at most 1,500 items.",
				"All customers in Berlin may return at least 1,500 items.",
				"All customers in Hamburg may return at most 1,500 items.",
			},
		},
	} {
		g := support.New(support.Source{Language: c.language, Heads: []string{c.heads}, Units: strings.SplitAfter(c.passage, ". ")}, nil)
		for _, s := range c.supported {
			if v := g.Check(s, c.language); !v.Supported || len(v.Units) == 0 {
				t.Errorf("%q was refused: %s", s, v.Why)
			}
		}
		for _, s := range c.refused {
			if v := g.Check(s, c.language); v.Supported || v.Why == "" {
				t.Errorf("%q was let through by %v", s, v.Units)
			}
		}
	}
}

// A German sentence may rest on an English passage as far as the gloss can tell, and on nothing without one.
func TestASentenceMayRestOnAnotherLanguage(t *testing.T) {
	words := map[string]string{"ersatzteile": "spare parts", "kosten": "cost", "versand": "shipping", "kostet": "cost", "dauert": "takes", "tage": "days", "reparatur": "repair"}
	gloss := func(german string) string {
		if english := words[german]; english != "" {
			return english
		}
		return german
	}
	source := support.Source{Language: "en", Units: []string{"Shipping spare parts costs 5 euros.", "A repair takes 3 days."}}
	for sentence, supported := range map[string]bool{
		"Der Versand der Ersatzteile kostet 5 Euro.":       true,
		"Eine Reparatur dauert 3 Tage.":                    true,
		"Eine Reparatur dauert 4 Tage.":                    false,
		"Eine Reparatur dauert nicht 3 Tage.":              false,
		"Der Versand der Ersatzteile kostet nur 5 Dollar.": false,
		"Eine Schulung dauert 3 Tage.":                     false,
	} {
		if v := support.New(source, gloss).Check(sentence, "de"); v.Supported != supported {
			t.Errorf("%q: supported is %t: %s", sentence, v.Supported, v.Why)
		}
		if v := support.New(source, nil).Check(sentence, "de"); v.Supported {
			t.Errorf("%q was let through without a gloss", sentence)
		}
	}
}

// Whatever is there may be said as it is there, and what is empty says nothing.
func TestTheSourceSupportsItself(t *testing.T) {
	for _, unit := range []string{"Du darfst den Tank nicht öffnen, bevor er leer ist.", "1. Press both buttons.", "Code: E7; Was los ist: Die Pumpe fördert kein Wasser"} {
		if v := support.New(support.Source{Units: []string{unit}}, nil).Check(unit, ""); !v.Supported {
			t.Errorf("%q is not supported by itself: %s", unit, v.Why)
		}
	}
	if v := support.New(support.Source{Units: []string{"Something."}}, nil).Check("It is.", "en"); v.Supported {
		t.Error("a sentence that says nothing is supported")
	}
}

func BenchmarkCheck(b *testing.B) {
	units := strings.SplitAfter("Parcels of more than 20 kg arrive on Monday, 3 May 2021 between 8 am and 7:30 pm. Anna pays Bert before the driver leaves. All customers in Berlin may return at most 1,500 items. The tank must be empty.", ". ")
	b.ReportAllocs()
	for b.Loop() {
		support.New(support.Source{Language: "en", Heads: []string{"Delivery"}, Units: units}, nil).Check("All customers in Berlin can return at most 1500 items.", "en")
	}
}
