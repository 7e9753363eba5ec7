package meaning_test

import (
	"sync"
	"testing"

	"github.com/lotse-bot/lotse/eval/meaning"
	"github.com/lotse-bot/lotse/llm/builtin"
)

// judge is the one that lotse eval has.
var judge = sync.OnceValue(func() meaning.Judge {
	return meaning.Judge{Embedder: builtin.New(builtin.German{})}
})

func TestOtherWordsSayTheSame(t *testing.T) {
	for _, c := range []struct{ language, want, said string }{
		{"de", "Die Rücksendung ist kostenlos.", "Gern! Die Rücksendung ist für dich kostenlos. [1] Hast du noch eine Frage?"},
		{"de", "Du kannst innerhalb von 30 Tagen zurückgeben.", "Du kannst alles innerhalb von dreißig Tagen zurückgeben, egal warum."},
		{"de", "Der Versand dauert zwei bis drei Werktage.", "Innerhalb von Deutschland dauert der Versand 2 bis 3 Werktage. Maschinen verschicken wir kostenlos."},
		{"de", "Die Garantie gilt 24 Monate. Sie beginnt mit dem Kauf.", "Die Garantie gilt 24 Monate lang. Sie beginnt am Tag des Kaufs."},
		{"en", "The warranty lasts two years.", "Your warranty lasts 2 years from the day of purchase."},
		{"en", "We do not repair it.", "I am afraid we don't repair it ourselves."},
		{"en", "Shipping costs €6.90.", "The shipping costs 6.90 euros to Austria."},
	} {
		v, err := judge().Says(t.Context(), c.want, c.said, c.language)
		if err != nil || !v.Same {
			t.Errorf("%q is not found in %q: %+v %v", c.want, c.said, v, err)
		}
	}
}

// What is nearly the same and wrong is what a test is for.
func TestWhatIsNearlyRightIsWrong(t *testing.T) {
	for _, c := range []struct{ language, want, said, why string }{
		{"de", "Die Rücksendung ist kostenlos.", "Die Rücksendung ist nicht kostenlos.", "it is denied"},
		{"de", "Die Rücksendung ist nicht kostenlos.", "Die Rücksendung ist kostenlos.", "it is not denied"},
		{"de", "Du kannst innerhalb von 30 Tagen zurückgeben.", "Du kannst innerhalb von 14 Tagen zurückgeben.", `"30 day" is not said`},
		{"de", "Das dauert 30 Minuten.", "Das dauert 30 Stunden.", `"30 minute" is not said`},
		{"de", "Die Nummer deines Gutscheins ist gültig.", "Leider: die Nummer deines Gutscheins ist ungültig.", `"ungultig" says the opposite`},
		{"de", "Deine Bestellung AB-1234 ist unterwegs.", "Deine Bestellung AB-1243 ist unterwegs.", `"ab-1234" is not said`},
		{"de", "Die Garantie gilt 24 Monate. Sie beginnt mit dem Kauf.", "Die Garantie gilt 24 Monate.", ""},
		{"en", "It costs $10.", "It costs €10.", `"10 dollar" is not said`},
		{"en", "The warranty lasts two years.", "The warranty lasts three years.", `"2 year" is not said`},
		{"en", "The warranty lasts two years.", "We deliver to Austria.", ""},
		{"en", "The warranty lasts two years.", "", ""},
	} {
		v, err := judge().Says(t.Context(), c.want, c.said, c.language)
		if err != nil || v.Same || v.Why == "" || c.why != "" && v.Why != c.why {
			t.Errorf("%q in %q: %+v %v, want %q", c.want, c.said, v, err, c.why)
		}
	}
}
