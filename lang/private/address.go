package private

import (
	"regexp"

	"github.com/lotse-bot/lotse/lang/quick"
)

const (
	word   = `\p{Lu}[\p{L}'’.-]*`
	house  = `\d{1,4}(?: ?[a-hA-H]\b)?(?: ?[-/+] ?\d{1,4})?`
	german = `(?:straße|strasse|str\.?|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|stieg|kamp|markt|twiete|promenade|redder|deich|graben|wall|brücke|hof|berg|zeile|pfad|kai|straat|laan|vej|gatan?|gate|vägen|veien|katu|utca)`
	suffix = `(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|square|sq|way|place|pl|terrace|crescent|close|crossroad|dam|park|highway|hwy|row|gardens)\b\.?`
)

// Pieces of addresses. What stands close together is one address.
var addressForms = []*quick.Regexp{
	// Deichstraße 12, lange reihe 5a, Am Sandtorkai 30
	quick.MustCompile(`\b(?:\p{Lu}\p{L}+[ -]){0,2}?[\p{L}-]*(?i:` + german + `)\s{1,2}` + house),
	quick.MustCompile(`\b(?:Am|An der|An den|Auf der|Auf dem|Beim|Im|In der|In den|Unter den|Zum|Zur|Hinter der|Große|Großer|Kleine|Lange|Alter|Neuer) ` + word + `(?: ` + word + `)?\s` + house),
	// 12 Example Street, 69 Farnell St, with what stands before
	quick.MustCompile(`\b\d{1,6}(?:[ -]\d{1,5})? (?:` + word + ` ){1,4}?` + suffix),
	// Via Franscini 71, Rue de Piétrain 371, ul. Prosta 4
	quick.MustCompile(`\b(?:Via|Viale|Piazza|Rue|Calle|Rua|Avenida|Av\.|Plaza|[Uu]l\.|Rúa|Strada|Camino|Chemin|Avenue|Route)(?: (?:` + word + `|de|del|della|di|du|des|la|le)){1,5},? \d{1,5}\b`),
	// 353 Buerlia 227
	quick.MustCompile(`\b\d{1,6} ` + word + `(?: ` + word + `){0,3} \d{1,4}\b`),
	// Apt. 322\n Höfn\n Iceland 72399
	quick.MustCompile(`(?i)\b(?:apt|suite|unit|flat|wohnung)\.? \d{1,6}(?:\s*[\n,][>? ]*[^\n\d,]{2,30}){1,3}[\n ,>?]*\d{4,6}\b`),
	// Apt. 322, Suite 408, PSC 0725, Box 6031
	quick.MustCompile(`(?i)\b(?:apt|suite|unit|flat|wohnung|psc|box|postfach|p\.?o\.? box)\.? \d{1,6}\b`),
	quick.MustCompile(`(?i)\b(?:us[a-z]{1,3} [\p{L}-]+\s+)?(?:apo|fpo|dpo) a[aep] \d{5}\b`),
	// 20459 Hamburg, D-20459 Hamburg, 1010 Wien; SW1A 1AA; ZIP: 2371
	quick.MustCompile(`\b(?:(?:D|A|CH)-)?\d{5} ` + town),
	quick.MustCompile(`\b(?:A|CH)-\d{4} ` + town),
	quick.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b`),
	quick.MustCompile(`(?i)\b(?:plz|postleitzahl|post ?code|zip(?: ?code)?)(?: ?(?:is|ist|lautet|:))*\s{1,3}(?P<x>[a-z]{0,2}\d[\da-z-]{2,9})\b`),
	// who says where somebody lives, or where something is to go, says it up to the end of the sentence
	quick.MustCompile(`(?im)\b(?:(?:liefer|rechnungs|post)?adresse|anschrift|(?:shipping |billing |home )?address) ?: *(?P<x>[^\n:]*\d[^\n:]*)$`),
	quick.MustCompile(`(?i:\b(?:wohn(?:e|t|en|haft)?|adresse|anschrift|address|lives?|living|located|restaurant is|office is|meet(?: \p{L}+)?|deliver(?:ed)?|sent?d?(?: \p{L}+){0,4}|return|liefer\p{L}*|schick\p{L}*))` +
		`(?i: (?:it|is|ist|lautet|in|in der|im|am|an|bei|with|at|to|nach))+[:,]?\s{1,3}(?P<x>\d{1,6} \p{L}[^.?!\n;:]{3,60}?|(?:\d{1,6} )?` + word + `(?: ` + word + `| \d{1,5}\b){0,4} \d{1,5})(?:[.?!,;\s]|$)`),
}

const town = `\p{Lu}[\p{L}.-]+(?:(?: (?:am|an der|bei|im|ob der|v\.? ?d\.?))? \p{Lu}[\p{L}-]+)?`

// notStreets are words that end like one, but with a number after them are none.
var notStreets = regexp.MustCompile(`(?i)^(?:.*\s)?(?:weg|platz|ring|hof|berg|markt|wall|auf|dem|den|der|die|das|ein|eine|vorweg|unterwegs|hinweg|steig|damm)\s+\d+$` +
	`|betrag|beispiel|example|version|jahr|abschnitt|anlage|kapitel|seite|stufe|artikel|punkt|uhr|tage?\b|woche|monat|page|step|chapter|section|stück|(?:^|\s)` + months + `\.?(?:\s|$)`)

// close is what may stand between two pieces of one address, a town among it.
var close = regexp.MustCompile(`^[\s,>?]{1,8}(?:in )?(?:` + word + `(?: ` + word + `)?[\s,>?]{1,8})?$`)

func addresses(text string) []Span {
	var all []Span
	for _, form := range addressForms {
		all = claim(all, only(found(Address, form, text), text, func(s string) bool { return !notStreets.MatchString(s) }))
	}
	for i := range all {
		before := "\n" + text[:all[i].Start]
		if m := numberBefore.FindStringSubmatch(before[max(0, len(before)-12):]); m != nil {
			all[i].Start -= len(m[1])
		}
	}
	all = join(all, text)
	for i := range all {
		if i+1 == len(all) || all[i+1].Start > all[i].End+longestTown {
			rest := text[all[i].End:min(len(text), all[i].End+longestTown)]
			all[i].End += len(townAfter.FindString(rest))
		}
	}
	return all
}

// townAfter is what follows a street up to a postcode behind it, as it is written abroad: ", Tallinn, Estonia 02151".
var townAfter = regexp.MustCompile(`^(?:[\s,>?]*[\n,][>? ,]*\p{L}[\p{L} .'()-]{1,30}){1,3}[ ,\n>?]+\d{4,6}\b`)

// longestTown is how far, in bytes, that may be.
const longestTown = 90

// numberBefore is a number of a house, or a postcode, right before a street.
var numberBefore = regexp.MustCompile(`(?:[^\p{L}\d +()/.:-] ?|: )(\d{1,6},? )$`)

// join makes one address of pieces that stand close together.
func join(all []Span, text string) []Span {
	sortSpans(all)
	var out []Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		} else if n > 0 && close.MatchString(text[out[n-1].End:s.Start]) {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// The parts of an address that was found.
var (
	postcodePart  = regexp.MustCompile(`\b(\d{4,5})\b( *\p{Lu}\p{L}+)?`)
	postcodeFirst = regexp.MustCompile(`^\d{5} \p{Lu}\p{L}*$`)
	streetPart    = regexp.MustCompile(`\p{L}[\p{L}.]* \d{1,4}\b|^\d{1,5} \p{L}`)
)
