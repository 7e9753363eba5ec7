package app

import (
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// A conversation under test has a store, a desk and a clock of its own: what it costs to begin and end one, and to say a thing.
func BenchmarkTrial(b *testing.B) {
	c := Defaults()
	c.Embedder = "none:"
	actions := map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}
	bots, err := Ports(c, Options{Actions: actions}, nil)
	if err != nil {
		b.Fatal(err)
	}
	tested, err := bots.Bots.Open(b.Context(), "../examples/kaffee")
	if err != nil {
		b.Fatal(err)
	}
	defer tested.Close()
	for b.Loop() {
		talk, err := tested.Begin(b.Context(), chat.Opening{Name: "bench", Start: chat.DefaultStart})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := talk.Say(b.Context(), bot.Inbound{Text: "Ich möchte meine Maschine registrieren"}); err != nil {
			b.Fatal(err)
		}
		if err := talk.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
