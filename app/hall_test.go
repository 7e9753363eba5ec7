package app_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// A hall is a bot over the secrets, with a clock that stands still until it is moved.
type hall struct {
	t   *testing.T
	app *app.App
	now time.Time
	n   int
}

func newHall(t *testing.T, documents ...knowledge.Document) *hall {
	t.Helper()
	dir := folderOf(t, map[string]string{
		"bot.yaml":              "name: Hall\nlanguages: [de, en]\nabout: {product: machine, lasts: 30d}\npolicy: {patience: 1000000}\n",
		"flows/repair.yaml":     "title: Reparatur anmelden\nstart: {intents: [repair]}\nslots:\n  where: {type: text}\nsteps:\n  - ask: where\n    text: {de: Wo steht die Maschine?, en: Where is the machine?}\n  - end: solved\n",
		"intents/repair.yaml":   "title: Reparatur anmelden\nexamples:\n  de:\n    - Ich möchte einen Schaden anmelden\n    - meine Maschine ist kaputt, bitte abholen\n  en:\n    - I want to report damage\n    - please collect my broken machine\n",
		"knowledge/hello.de.md": "# Über uns\n\nWir verkaufen Kaffeemaschinen in Hamburg.\n",
	})
	h := &hall{t: t, now: leakTime}
	c := app.Defaults()
	c.Bot, c.Embedder = dir, "none:"
	c.UseData(t.TempDir())
	c.Store += "?sync=off"
	h.app = opened(t, c, app.Options{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return h.now }})
	if err := h.app.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		if err := h.app.Library.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// says is a turn of a customer with claims.
func (h *hall) says(conversation, text string, claims ...string) *bot.Turn {
	h.t.Helper()
	h.n++
	in := bot.Inbound{Channel: "api", Key: fmt.Sprint(h.n), Conversation: conversation, Address: conversation, Text: text, Received: h.now}
	if len(claims) > 0 {
		in.Customer = "mia"
		in.Rights = &bot.Rights{Customer: in.Customer, Claims: claims, Until: h.now.Add(time.Hour)}
	}
	if _, err := h.app.Store.Accept(h.t.Context(), in); err != nil {
		h.t.Fatal(err)
	}
	turn, err := h.app.Worker.Step(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return turn
}
