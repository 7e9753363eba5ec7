package lang

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Detect tells in which of the given languages a text is written, and how sure that is, 0 to 1. Without languages it
// decides between German and English. It answers "" for what tells nothing: numbers, names, places, addresses, mixed texts.
//
// Function words, greetings and everyday words decide; letters that only one language has help; longer texts without any of
// these are judged by trigrams (whatlanggo), whose verdict on short ones is a guess.
func Detect(text string, among ...string) (language string, confidence float64) {
	if len(among) == 0 {
		among = []string{German, English}
	}
	clues := gather(text)
	best, second := "", 0.0
	score := 0.0
	for _, l := range among {
		switch s := clues.score(l); {
		case s > score:
			best, second, score = l, score, s
		case s > second:
			second = s
		}
	}
	if score-second >= 1 {
		return best, score / (score + second + 0.5)
	}
	if clues.plain >= 5 && score == 0 {
		return byTrigrams(text, among)
	}
	return "", 0
}

// clues is what speaks for the languages of a text.
type clues struct {
	german, english float64
	plain           int // words that are not capitalised
}

func (c clues) score(language string) float64 {
	switch language {
	case German:
		return c.german
	case English:
		return c.english
	}
	return 0
}

func gather(text string) (c clues) {
	if strings.ContainsAny(text, "@/") {
		text = links.ReplaceAllString(text, " ")
	}
	tokens := Tokens(text)
	title := len(tokens) > 1 && !anyLower(tokens) // "New York", "Kaffee Deluxe 3000": names, whatever their words mean
	for _, t := range tokens {
		if hasDigit(t.Text) {
			continue
		}
		word := Fold(t.Text)
		german := grammar[German][word] || !title && everyday[German][word]
		english := grammar[English][word] || !title && everyday[English][word]
		switch {
		case german && !english:
			c.german++
		case english && !german:
			c.english++
		}
		if startsLower(t.Text) {
			c.plain++
			c.german += umlautClue(t.Text, len(tokens))
		}
	}
	return c
}

func anyLower(tokens []Token) bool {
	for _, t := range tokens {
		if startsLower(t.Text) {
			return true
		}
	}
	return false
}

func startsLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

// links are addresses, whose words are in no language.
var links = regexp.MustCompile(`(?:https?:/|www\.)\S+|\S+@\S+`)

// umlautClue counts an umlaut in a word in lower case that is not alone; alone it may be a name carelessly written.
func umlautClue(word string, words int) float64 {
	if words < 2 {
		return 0
	}
	for _, r := range word {
		switch r {
		case 'ä', 'ö', 'ü', 'ß':
			return 1
		}
	}
	return 0
}

func byTrigrams(text string, among []string) (string, float64) {
	known := map[whatlanggo.Lang]bool{}
	for _, l := range among {
		if lang, ok := trigramLanguages[l]; ok {
			known[lang] = true
		}
	}
	info := whatlanggo.DetectWithOptions(text, whatlanggo.Options{Whitelist: known})
	if !info.IsReliable() {
		return "", 0
	}
	return info.Lang.Iso6391(), info.Confidence * 0.8
}

// trigramLanguages are the languages of whatlanggo by their ISO 639-1 codes.
var trigramLanguages = func() map[string]whatlanggo.Lang {
	m := map[string]whatlanggo.Lang{}
	for l := range whatlanggo.Langs {
		if code := l.Iso6391(); code != "" {
			m[code] = l
		}
	}
	return m
}()

// grammar and greetings speak for a language wherever they stand; a word of both languages ("was", "in") speaks for neither.
var grammar = map[string]map[string]bool{German: set(stopsDE + greetingsDE), English: set(stopsEN + greetingsEN)}

// everyday words speak for a language unless they may be part of a name.
var everyday = map[string]map[string]bool{German: set(everydayDE), English: set(everydayEN)}

const greetingsDE = `
hallo moin servus tach guten gute morgen abend danke dankeschön vielen dank tschüss tschüs wiedersehen hilfe jo jep nö klar gerne`

const greetingsEN = `
hello hi hey thanks thank cheers bye goodbye good morning evening afternoon yes yeah yep nope sure please`

const everydayDE = `
hilf frage fragen gern genau stimmt richtig falsch leider immer nie heute gestern übermorgen kaputt defekt funktioniert
funktionieren geht gehen bestellung bestellen bestellt rechnung rechnungen zahlen bezahlen kaufen gekauft kosten kostet preis
lieferung liefern geliefert paket rückgabe zurückgeben zurück umtausch umtauschen erstattung geld konto anmelden abmelden
registrieren kündigen kündigung passwort vergessen termin termine uhr öffnungszeiten geöffnet mitarbeiter mensch menschen person
sprechen reden jemand jemandem maschine gerät kaffee wasser reparieren reparatur ersatzteile garantie entkalken reinigen tun
anleitung adresse ändern abbrechen stornieren weiter neu neue neuen alte brauche brauchen suche finde finden weiß
verstehe verstanden sagen sag gesagt bekomme bekommen warte warten lange viel viele wenig tage woche wochen monat montag
dienstag mittwoch donnerstag freitag samstag sonntag eins zwei drei vier fünf sechs sieben acht neun zehn zwölf leute personen
tropft läuft lässt leuchtet blinkt verstopft undicht kalt heiß laut schalten schaltet tisch versand`

const everydayEN = `
help question questions right wrong correct sorry always never today tomorrow yesterday broken works working work doesnt dont cant
wont order ordered orders bill invoice pay payment buy bought cost costs price delivery deliver delivered parcel package return
returns back exchange refund money account login register cancel password forgot appointment open opening hours person human
people agent speak talk someone somebody machine device coffee water repair parts warranty descale clean cleaning manual
address change stop next new old need want looking look find know understand say said tell got give wait waiting long much
many little days week weeks month monday tuesday wednesday thursday friday saturday sunday one two three four five six seven
eight nine ten twelve leaks leaking leak blinking clogged cold hot loud table shipping`
