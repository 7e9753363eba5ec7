package customers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// bids is what the skill takes a text for.
func bids(t *testing.T, text string, c bot.Conversation) string {
	t.Helper()
	if c.Owner == "" {
		c.Owner = bot.OwnerBot
	}
	turn := &bot.Turn{ID: "t", Now: monday, Conversation: c, Heard: []bot.Utterance{{Key: "k", Text: text}}}
	offers, err := customers.New(customers.Options{}).Offers(t.Context(), turn)
	if err != nil {
		t.Fatal(err)
	}
	if len(offers) == 0 {
		return ""
	}
	return offers[0].Evidence[0].Name
}

func TestWishesToGoOnElsewhere(t *testing.T) {
	for text, want := range map[string]string{
		"kann ich auf Telegram weitermachen?":                  customers.NewPayload,
		"Kann ich das am Handy weitermachen":                   customers.NewPayload,
		"ich würde gern auf meinem Smartphone weiterschreiben": customers.NewPayload,
		"Können wir das auf einem anderen Gerät fortsetzen?":   customers.NewPayload,
		"Kann ich nicht auf dem Handy weitermachen?":           customers.NewPayload,
		"lieber auf der Website weiter":                        customers.NewPayload,
		"continue on my phone":                                 customers.NewPayload,
		"Can I carry on in Telegram?":                          customers.NewPayload,
		"I'd like to switch to another device":                 customers.NewPayload,
		"/link":                                                customers.NewPayload,
		" /LINK ":                                              customers.NewPayload,
		"/start am Handy weitermachen":                         "",
		"am Handy weitermachen " + strings.Repeat("a", 200):    "",
		"weiter":                                             "",
		"Mein Handy ist kaputt":                              "",
		"Ich kann am Handy nicht weitermachen":               "",
		"Verkauft ihr auf der Website auch Tassen?":          "",
		"Wie mache ich nach dem Entkalken weiter?":           "",
		"Where do I go to register my machine?":              "",
		"Ich möchte mit einem anderen Gerät Kaffee kochen":   "",
		"Die Maschine geht nicht an, auf dem Gerät steht E7": "",
		"go on": "",
		"Auf dem Handy kam eine Nachricht, dass das Paket nicht kommt.": "",
	} {
		if got := bids(t, text, bot.Conversation{}); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}

func TestWishesToUndo(t *testing.T) {
	linked, single := bot.Conversation{Linked: true}, bot.Conversation{}
	for _, text := range []string{"Verbindung trennen", "Bitte die Verbindung trennen!", "unlink", "Trenne die Verbindung", "please disconnect", "/unlink"} {
		// A linked conversation keeps what each turn found, so that an undo can take it back.
		if got := bids(t, text, linked); got != customers.UndoPayload {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
	for _, text := range []string{"Verbindung trennen", "Wie trenne ich die Verbindung zur Maschine?"} {
		if got := bids(t, text, single); got != "" {
			t.Errorf("%q of a conversation that is not linked is taken for %q", text, got)
		}
	}
}

// What customers of the examples say is about coffee, never about links.
func TestTheExamplesAreLeftAlone(t *testing.T) {
	chats, err := filepath.Glob("../examples/*/tests/*.chat")
	if err != nil || len(chats) == 0 {
		t.Fatalf("no chats: %v", err)
	}
	heard := 0
	for _, chat := range chats {
		text, err := os.ReadFile(chat)
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(text)) {
			said, is := strings.CutPrefix(l, "customer ")
			if !is {
				continue
			}
			heard++
			if got := bids(t, strings.TrimSpace(said), bot.Conversation{Frames: []bot.Frame{{Flow: "f"}}}); got != "" {
				t.Errorf("%s: %q is taken for %q", chat, said, got)
			}
		}
	}
	if heard < 20 {
		t.Errorf("only %d lines were looked at", heard)
	}
}
