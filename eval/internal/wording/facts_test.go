package wording

import "testing"

// A fact is said in whatever form the language gives its words, and a number in whatever form it is written.
func TestAFactIsSaidInAnyOfItsForms(t *testing.T) {
	for _, c := range []struct {
		text, language string
		wording        string
		want           bool
	}{
		{"Du hast zwei Jahre Garantie.", "de", "2 Jahre", true},
		{"nach 2 Jahren", "de", "zwei Jahre", true},
		{"Das kostet 14,90 €.", "de", "14,90", true},
		{"Das kostet 14,90 €.", "de", "14,9", true},
		{"Das kostet 114,90 €.", "de", "14,90", false},
		{"It costs €14.90.", "en", "14.90", true},
		{"1.000 Bezüge", "de", "1000 Bezüge", true},
		{"Prüf den Stecker", "de", "prüf", true},
		{"PRUEFE den Stecker", "de", "Prüfe den Stecker", true},
		{"Du registrierst sie", "de", "registrier", true},
		{"Das geht nie", "de", "ein", false},
		{"30 Wochen", "de", "30 Tage", false},
		{"Tage, 30 an der Zahl", "de", "30 Tage", false},
		{"E70", "de", "E7", false},
		{"", "de", "", false},
	} {
		if got := States(Spelled(c.text, c.language), []string{"anything else", c.wording}, c.language); got != c.want {
			t.Errorf("%q says %q: %v", c.text, c.wording, got)
		}
	}
}
