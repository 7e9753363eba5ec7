package clash

import (
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// An item is a word of a statement, or something in it that has a value.
type item struct {
	kind    itemKind
	text    string // as it is written
	stem    string // of a word; "#" for a number, "@" for a date, so that different values align
	value   float64
	grammar bool // it says nothing by itself
	name    bool // of a number: it names something, and counts nothing
}

type itemKind int

const (
	word itemKind = iota
	number
	date // a month or a day of the week
	negation
)

var (
	bullet = regexp.MustCompile(`^\s*(?:[-*•]|\d+[.)])\s+`)
	// a numeral: 14, 1.000, 3,50, 8:30. What letters are attached to is a name: E7, A12, 2G.
	numeral = regexp.MustCompile(`^\d+(?:[.,:]\d+)*$`)
	pieces  = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+(?:[.,:]\d+)*(?:['’]t\b)?|[€$£%§#]`)
)

// signFirst is an amount as some write it: €5.90. It is read like 5.90 €.
var signFirst = regexp.MustCompile(`([€$£])\s?(\d+(?:[.,]\d+)*)`)

// itemsOf takes a text apart.
func itemsOf(text, language string) (all []item) {
	for _, p := range pieces.FindAllString(signFirst.ReplaceAllString(text, "$2 $1"), -1) {
		it := itemOf(p, language)
		if it.kind == number && len(all) > 0 && naming[all[len(all)-1].stem] {
			it.name = true
		}
		all = append(all, it)
	}
	return all
}

func itemOf(text, language string) item {
	low := strings.ToLower(text)
	folded := lang.Fold(low)
	switch {
	case numeral.MatchString(text):
		return item{kind: number, text: text, stem: "#", value: read(text)}
	case negations[folded] || strings.HasPrefix(folded, "kein") || strings.HasSuffix(low, "n't") || strings.HasSuffix(low, "n’t"):
		return item{kind: negation, text: text, stem: "!", grammar: true}
	}
	if v, ok := days[folded]; ok {
		return item{kind: date, text: text, stem: "@", value: v}
	}
	if v, ok := lang.Number(text, language); ok && v > 1 {
		return item{kind: number, text: text, stem: "#", value: v}
	}
	if sign, ok := signs[text]; ok {
		return item{text: text, stem: sign}
	}
	return item{text: text, stem: lang.Fold(lang.Stem(low, language)), grammar: lang.Stop(low, language)}
}

// read reads a numeral: a point or a comma before three digits parts thousands, one before others a fraction; a colon parts
// hours and minutes.
func read(text string) float64 {
	if hours, minutes, ok := strings.Cut(text, ":"); ok {
		return float64(digits(hours)) + float64(digits(minutes))/60
	}
	parts := strings.Split(strings.ReplaceAll(text, ",", "."), ".")
	v := float64(digits(parts[0]))
	for _, p := range parts[1:] {
		if len(p) == 3 {
			v = v*1000 + float64(digits(p))
			continue
		}
		v += float64(digits(p)) / pow10(len(p))
	}
	return v
}

func digits(s string) (n int64) {
	for _, r := range s {
		if r >= '0' && r <= '9' && n < 1e15 {
			n = n*10 + int64(r-'0')
		}
	}
	return n
}

func pow10(n int) float64 {
	p := 1.0
	for range n {
		p *= 10
	}
	return p
}

var signs = map[string]string{"€": "euro", "$": "dollar", "£": "pound", "%": "prozent", "§": "paragraf", "#": "nummer"}

var negations = set("nicht nie niemals nichts ohne weder not never no none without cannot neither nor")

// naming are the words before a number that names a thing and counts none, stemmed.
var naming = func() map[string]bool {
	all := map[string]bool{}
	for w := range set("version v nr nummer number no paragraf § artikel article abs absatz kapitel chapter seite page schritt step punkt " +
		"zimmer raum room ios android iphone windows galaxy modell model typ type teil part stufe level linie bus tram gleis haus halle " +
		"telefon tel fax phone covid sars bluetooth ble tls http plz tor eingang") {
		for _, language := range []string{lang.German, lang.English} {
			all[lang.Fold(lang.Stem(w, language))] = true
		}
	}
	return all
}()

// days are months and days of the week, in both languages, folded.
var days = func() map[string]float64 {
	all := map[string]float64{}
	for i, names := range []string{
		"januar january", "februar february", "marz march", "april", "mai may", "juni june", "juli july", "august", "september",
		"oktober october", "november", "dezember december",
		"montag montags monday mondays", "dienstag dienstags tuesday tuesdays", "mittwoch mittwochs wednesday wednesdays",
		"donnerstag donnerstags thursday thursdays", "freitag freitags friday fridays", "samstag samstags sonnabend saturday saturdays",
		"sonntag sonntags sunday sundays",
	} {
		for n := range set(names) {
			all[n] = float64(i + 1)
		}
	}
	delete(all, "may") // is a verb far more often
	delete(all, "march")
	return all
}()

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}
