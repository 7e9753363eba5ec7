package lang_test

import (
	"testing"

	"github.com/lotse-bot/lotse/lang"
)

func TestWhatIsAskedIsTakenOutOfItsFrame(t *testing.T) {
	for said, want := range map[string]string{
		"Hallo liebes Team, ich hätte da mal eine Frage: Wie entkalke ich die Maschine? Vielen Dank im Voraus!":           "Wie entkalke ich die Maschine?",
		"Guten Tag, könnten Sie mir bitte sagen, ob das Bad am Sonntag offen ist? Mit freundlichen Grüßen, Sabine Müller": "das Bad am Sonntag offen ist?",
		"Sorry für die Störung, darf man im Freibad grillen?\nLG Sabine":                                                  "darf man im Freibad grillen?",
		"Moin, ich wollte nur kurz wissen, was eine Reparatur kostet":                                                     "was eine Reparatur kostet",
		"Hi there! Could you please tell me if repairs are free? Kind regards, Anna":                                      "repairs are free?",
		"I was wondering whether I can pay by card. Thanks in advance!":                                                   "I can pay by card.",
		"Sehr geehrte Damen und Herren, ich habe eine Frage zu meiner Rechnung.":                                          "zu meiner Rechnung.",
		"Wie entkalke ich die Maschine?":                                                                                  "Wie entkalke ich die Maschine?",
		"Danke!":                                                                                                          "Danke!",
		"Hallo":                                                                                                           "Hallo",
		"Können Sie mir helfen?":                                                                                          "Können Sie mir helfen?",
		"Wie schreibe ich eine Entschuldigung für die Schule?":                                                            "Wie schreibe ich eine Entschuldigung für die Schule?",
		"Ich suche ein Netzteil für einen LG Monitor":                                                                     "Ich suche ein Netzteil für einen LG Monitor",
		"Hi-Fi geht nicht an":                                                                                             "Hi-Fi geht nicht an",
		"Kann ich Grüße mit dem Paket verschicken?":                                                                       "Kann ich Grüße mit dem Paket verschicken?",
		"": "",
	} {
		if got := lang.Gist(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}
