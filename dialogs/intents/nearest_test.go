package intents_test

import (
	"testing"

	"github.com/lotse-bot/lotse/dialogs/intents"
)

func TestTheNearestExampleIsTheOneThatIsMostAlike(t *testing.T) {
	c := intents.Train(shop)
	for _, want := range []struct {
		text, intent string
		at           int // among the examples of that intent, in the order of the shop's
	}{
		{"Bestellung zurückgeben bitte", "return", 1},
		{"neue Kaffeemaschine anmelden", "register", 1},
		{"qqq xxx", "return", -1},
		{"Bestellung zurückgeben", "unheard of", -1},
	} {
		at, cosine := c.Nearest(want.text, "de", want.intent)
		if at != want.at || (cosine > 0) != (at >= 0) || cosine > 1 {
			t.Errorf("%q is nearest to example %d of %s with %.2f, want %d", want.text, at, want.intent, cosine, want.at)
		}
	}
}
