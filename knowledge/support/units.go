package support

import (
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// units are what figures count, in one form for both languages.
var units = synonyms(`
year: jahr jahre jahren jahres years; month_long: monat monate monaten monats months month; week: woche wochen weeks; day: tag tage tagen tages days;
hour: stunde stunden std h hours; minute: minuten min minutes; second: sekunde sekunden sek seconds; o'clock: uhr;
km: kilometer kilometern kilometers kilometre kilometres; m: meter metern meters metre metres; cm: zentimeter centimeter centimeters centimetre centimetres; mm: millimeter millimetern millimeters;
mile: meile meilen miles; foot: fuss feet ft; inch: zoll inches; yard: yards;
kg: kilogramm kilo kilos kilogram kilograms; g: gramm gram grams; mg: milligramm milligram milligrams; tonne: tonnen tonnes tons ton; pound: pfund pounds lb lbs;
l: liter litern litre litres liters; ml: milliliter millilitre millilitres milliliters;
eur: € euro euros; usd: $ dollar dollars; gbp: £; cent: cents; percent: % prozent;
degree: grad degrees; celsius: °c; fahrenheit: °f; gb: gigabyte; mb: megabyte; kw: kilowatt; watt: watts; volt: volts; km2: quadratkilometer`)

// synonyms reads "form: word word; form: word".
func synonyms(list string) map[string]string {
	all := map[string]string{}
	for group := range strings.SplitSeq(list, ";") {
		form, words, _ := strings.Cut(strings.TrimSpace(group), ":")
		all[lang.Fold(form)] = form
		for _, w := range strings.Fields(words) {
			all[lang.Fold(w)] = form
		}
	}
	return all
}

// scales stand behind a number.
var scales = map[string]float64{
	"hundert": 100, "hundred": 100, "tausend": 1000, "thousand": 1000, "million": 1e6, "millionen": 1e6, "mio": 1e6, "millions": 1e6,
	"milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9, "billion": 1e9, "dozen": 12, "dutzend": 12,
}

// months are named as numbers.
var months = map[string]string{
	"januar": "1", "jänner": "1", "january": "1", "februar": "2", "february": "2", "märz": "3", "march": "3", "april": "4", "mai": "5", "may": "5",
	"juni": "6", "june": "6", "juli": "7", "july": "7", "august": "8", "september": "9", "oktober": "10", "october": "10",
	"november": "11", "dezember": "12", "december": "12",
}

// alike are words that say the same in help articles, by their folded stems' first word.
var alike = synonyms(`
get: erhalten erhalt erhaltst bekommen bekommt bekommst kriegen receive receives obtain gets got receiving; need: benotigen benotigt benotigst brauchen braucht brauchst needs require requires needed required;
buy: kaufen kauft gekauft erwerben purchase purchased purchases bought buys; cost: kosten kostet costs; use: verwenden verwendet nutzen nutzt benutzen benutzt used uses using;
contact: kontaktieren kontaktiere wenden wende; begin: beginnen beginnt starten startet start starts started begins began begun; end: enden endet ends; show: zeigen zeigt anzeigen shows display displays;
help: helfen hilft unterstutzen unterstutzt helps support supports assist; big: large gross grosse grossen; free: kostenlos kostenfrei gratis kostenlose kostenlosen kostenfreie;
car: auto automobile pkw; phone: telefon telephone; repair: reparieren repariert repairs fix; child: kind kinder children; person: personen people persons;
about: rund circa ungefahr approximately roughly; now: derzeit aktuell currently momentan; also: ebenfalls auch; website: webseite homepage internetseite;
saturday: samstag sonnabend; call: anrufen nennen; change: andern andert changes; check: prufen uberprufen pruft; choose: wahlen wahle auswahlen select; possible: moglich; almost: nearly`)

// ordinal is the unit of what is counted through.
const ordinal = "ordinal"

// ordinals are places in an order; what does not say which ("another") is none.
var ordinals = map[string]string{}

func init() {
	for value, words := range map[string]string{
		"1": "first erste ersten erster erstes erstem", "2": "second zweite zweiten zweiter zweites zweitem", "3": "third dritte dritten dritter drittes drittem",
		"4": "fourth vierte vierten vierter viertes", "5": "fifth funfte funften funfter funftes", "6": "sixth sechste sechsten sechster", "7": "seventh siebte siebten siebter",
		"8": "eighth achte achten achter", "9": "ninth neunte neunten neunter", "10": "tenth zehnte zehnten zehnter", "last": "last letzte letzten letzter letztes letztem",
	} {
		for _, w := range strings.Fields(words) {
			ordinals[w] = value
		}
	}
}
