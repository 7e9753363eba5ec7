package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// facts are what must agree to the letter.
type facts struct {
	counts []count
	denies bool
	words  []string
}

// A count is a number or a code, and the unit behind it, if that is one.
type count struct{ value, unit string }

func (c count) String() string { return strings.TrimSpace(c.value + " " + c.unit) }

// missing says what of the facts others lack, or empty.
func (f facts) missing(in facts) string {
	for _, c := range f.counts {
		if !slices.ContainsFunc(in.counts, c.agrees) {
			return quoted(c.String()) + " is not said"
		}
	}
	switch {
	case f.denies && !in.denies:
		return "it is not denied"
	case !f.denies && in.denies:
		return "it is denied"
	}
	if w := opposite(f.words, in.words); w != "" {
		return quoted(w) + " says the opposite"
	}
	return ""
}

func quoted(text string) string { return strconv.Quote(text) }

func (c count) agrees(o count) bool {
	return c.value == o.value && (c.unit == o.unit || c.unit == "" || o.unit == "")
}

// opposite finds a word that stands on one side with "un" before it, and on the other without.
func opposite(a, b []string) string {
	for _, w := range a {
		if len(w) > 4 && slices.Contains(b, "un"+w) {
			return "un" + w
		}
	}
	for _, w := range b {
		if len(w) > 4 && slices.Contains(a, "un"+w) {
			return w
		}
	}
	return ""
}

// token is a word, a number, or a code such as AB-1234, with a sign of percent or currency behind it.
var token = regexp.MustCompile(`[\p{L}\p{N}]+(?:[.,:'’/-][\p{L}\p{N}]+)*|[%€$£]`)

func factsOf(text, language string) (f facts) {
	tokens := token.FindAllString(text, -1)
	for i, t := range tokens {
		folded := lang.Fold(strings.ToLower(t))
		f.denies = f.denies || denial(folded)
		value := valueOf(t, language)
		if value == "" {
			f.words = append(f.words, folded)
			continue
		}
		c := count{value: value}
		if i+1 < len(tokens) {
			c.unit = units[lang.Fold(strings.ToLower(tokens[i+1]))]
		}
		if i > 0 && c.unit == "" && (tokens[i-1] == "€" || tokens[i-1] == "$" || tokens[i-1] == "£") {
			c.unit = units[tokens[i-1]]
		}
		f.counts = append(f.counts, c)
	}
	return f
}

// valueOf is the number that a token says, in digits or in words, or the code that it is; empty for other words. One is no
// number: it is an article.
func valueOf(t, language string) string {
	n, is := lang.Number(t, language)
	at := strings.IndexAny(t, "0123456789")
	switch {
	case at > 0: // it begins with letters
		return strings.ToLower(t)
	case is && (at == 0 || n != 1 && n != 0):
		return strconv.FormatFloat(n, 'f', -1, 64)
	case at == 0:
		return strings.ToLower(t)
	}
	return ""
}

// denial is true of the words that deny a sentence.
func denial(word string) bool {
	return denials[word] || strings.HasPrefix(word, "kein") || strings.HasSuffix(word, "n't") || strings.HasSuffix(word, "n’t")
}

var denials = set("nicht nie niemals nichts ohne weder not never no none without cannot neither nor nothing nobody niemand")

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// units are the words of a unit, by what it is called here.
var units = func() map[string]string {
	all := map[string]string{}
	for _, line := range strings.Split(`second second seconds sekunde sekunden
minute minute minutes minuten min
hour hour hours stunde stunden h std
day day days tag tage tagen tages
workday werktag werktage werktagen workday workdays
week week weeks woche wochen
month month months monat monate monaten
year year years jahr jahre jahren
euro euro euros eur €
dollar dollar dollars usd $
pound pound pounds gbp £
percent percent prozent %
gram g gramm gram grams
kilogram kg kilo kilogramm kilogram kilograms
millilitre ml milliliter millilitre millilitres
litre l liter litre litres liters
millimetre mm millimeter millimetre
centimetre cm zentimeter centimetre centimetres
metre m meter metre metres metern
kilometre km kilometer kilometre kilometres kilometern`, "\n") {
		name, words, _ := strings.Cut(line, " ")
		for _, w := range strings.Fields(words) {
			all[w] = name
		}
	}
	return all
}()
