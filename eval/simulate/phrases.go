package simulate

import "strings"

// phrases are what a customer says beside her own words. %s is a fact.
type phrases struct {
	unknown, already, corrected, person []string
	greeting                            string // what a model that plays her hears first
}

var words = map[string]phrases{
	"de": {
		unknown:   []string{"Das weiß ich nicht", "Keine Ahnung", "Das weiß ich leider nicht"},
		already:   []string{"Hab ich doch gesagt: %s", "%s", "Nochmal: %s"},
		corrected: []string{"nein, ich meinte %s", "ach nein, %s", "Moment, %s ist richtig"},
		person:    []string{"Ich will mit einem Menschen sprechen", "Das bringt nichts, einen Mitarbeiter bitte", "Gib mir einen Menschen"},
		greeting:  "Hallo! Was kann ich für dich tun?",
	},
	"en": {
		unknown:   []string{"I don't know", "No idea", "I don't know that, sorry"},
		already:   []string{"I told you: %s", "%s", "Again: %s"},
		corrected: []string{"no, I meant %s", "oh no, %s", "wait, it is %s"},
		person:    []string{"I want to talk to a person", "This is no use, a human please", "Get me a human"},
		greeting:  "Hello! What can I do for you?",
	},
}

// fill puts a fact into a phrase.
func fill(phrase, fact string) string { return strings.Replace(phrase, "%s", fact, 1) }
