package lang_test

import (
	"testing"

	"github.com/lotse-bot/lotse/lang"
)

func TestAlarms(t *testing.T) {
	for want, texts := range map[lang.Alarm][]string{
		lang.AlarmDanger: {
			"Hilfe, aus dem Netzteil schlagen Funken", "Es kommt Rauch aus der Rückseite", "Die Küche steht in Flammen", "Die Maschine qualmt, was tun?", "Es riecht ganz verbrannt",
			"ich hab vom Gerät einen Stromschlag gekriegt", "Meine Tochter hat einen Reiniger getrunken", "Der Hund hat die Knopfzelle verschluckt", "Ich habe mir die Finger verbrüht",
			"sparks came out of the plug", "my kitchen is on fire", "I got an electric shock from the machine", "the toddler swallowed a cleaning tablet", "it burned my fingers",
		},
		lang.AlarmDespair: {"Ich will nicht mehr leben", "dann bringe ich mich um, ich bring mich um", "I want to kill myself", "I don't want to live any more"},
		lang.AlarmLaw: {
			"Mein Anwalt meldet sich bei Ihnen", "Dann sehen wir uns vor Gericht", "Ich werde Sie verklagen", "Ich erstatte Anzeige", "Ich wende mich an die Verbraucherzentrale",
			"you will hear from my lawyer", "I'll sue you", "I am taking legal action", "I will report you to the police",
		},
		lang.AlarmNone: {
			"Es kommt kein Rauch heraus", "Kann ich einen Stromschlag bekommen?", "Der Kaffee schmeckt verbrannt", "Die rote Lampe brennt", "Die Anzeige nennt E7", "Was zeigt ihr mir an?",
			"Welches Gericht empfehlt ihr?", "Ich bin Anwalt und brauche eine Rechnung", "Kann man den Kaffee nach dem Entkalken trinken?", "Mein Kind hat Kakao getrunken", "Ich war tot müde",
			"Wie viele Tabletten braucht der Reiniger?", "Passt die Batterie?", "no smoke is coming out", "could I get an electric shock?", "the coffee tastes burnt", "my phone is dead",
			"what is the price of the descaler?", "the fire sale", "is there a tennis court?", "please send me a report", "the red light is on", "",
		},
	} {
		for _, text := range texts {
			if got := lang.AlarmOf(text); got != want {
				t.Errorf("AlarmOf(%q) = %q, want %q", text, got, want)
			}
		}
	}
}
