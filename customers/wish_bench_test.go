package customers_test

import (
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// BenchmarkOffers is what the skill costs the turns that are none of its business: nearly all.
func BenchmarkOffers(b *testing.B) {
	skill := customers.New(customers.Options{})
	for name, text := range map[string]string{
		"short": "Hamburg",
		"usual": "Wo ist eigentlich mein Paket mit der Nummer 12345?",
		"long": "Guten Tag, ich habe vor drei Wochen eine Kaffeemaschine bei Ihnen gekauft, und seit gestern kommt beim Aufheizen nur noch Dampf, " +
			"aber kein Wasser mehr. Ich habe sie schon zweimal entkalkt und auch den Filter getauscht, aber es hilft nichts. Was kann ich noch tun?",
	} {
		b.Run(name, func(b *testing.B) {
			t := &bot.Turn{ID: "t", Now: monday, Conversation: bot.Conversation{Owner: bot.OwnerBot}, Heard: []bot.Utterance{{Key: "k", Text: text}}}
			b.ReportAllocs()
			for b.Loop() {
				if offers, err := skill.Offers(b.Context(), t); err != nil || offers != nil {
					b.Fatal(offers, err)
				}
			}
		})
	}
}
