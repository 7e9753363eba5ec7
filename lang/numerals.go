package lang

import "strings"

// germanNumber reads a number in one German word: "vier", "einundzwanzig", "zweihundertfünfzig", "dreitausend".
func germanNumber(word string) (float64, bool) {
	word = Fold(word)
	if v, ok := germanUnits[word]; ok {
		return v, true
	}
	if head, tail, ok := strings.Cut(word, "tausend"); ok {
		return germanProduct(head, tail, 1000)
	}
	if head, tail, ok := strings.Cut(word, "hundert"); ok {
		return germanProduct(head, tail, 100)
	}
	if unit, ten, ok := strings.Cut(word, "und"); ok {
		u, isUnit := germanUnits[unit]
		t, isTen := germanTens[ten]
		return u + t, isUnit && isTen && u < 10
	}
	if half, ok := strings.CutSuffix(word, "einhalb"); ok {
		v, isUnit := germanUnits[half]
		return v + 0.5, isUnit
	}
	v, ok := germanTens[word]
	return v, ok
}

func germanProduct(head, tail string, by float64) (float64, bool) {
	factor, rest := 1.0, 0.0
	ok := true
	if head != "" {
		factor, ok = germanNumber(head)
	}
	if tail = strings.TrimPrefix(tail, "und"); ok && tail != "" {
		rest, ok = germanNumber(tail)
	}
	return factor*by + rest, ok && rest < by
}

// germanUnits and germanTens have folded keys.
var germanUnits = map[string]float64{
	"null": 0, "kein": 0, "keine": 0, "ein": 1, "eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "zwei": 2,
	"zwo": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
	"dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
	"dutzend": 12, "anderthalb": 1.5, "eineinhalb": 1.5, "zu zweit": 2, "zweit": 2, "dritt": 3, "viert": 4, "funft": 5,
	"sechst": 6, "siebt": 7,
}

var germanTens = map[string]float64{
	"zwanzig": 20, "dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
}

// englishNumber reads a number in English words: "four", "twenty one", "two hundred and fifty", "a dozen". It tells how many
// words it takes.
func englishNumber(words []string) (value float64, used int, ok bool) {
	total, part := 0.0, 0.0
	for i, w := range words {
		v, isNumber := englishUnits[w]
		switch {
		case w == "a" || w == "an":
			if i > 0 {
				return total + part, used, ok
			}
			part = 1
		case isNumber && (part == 0 || v < 10 && part >= 20 && int(part)%10 == 0 || v < 100 && part >= 100 && int(part)%100 == 0):
			part += v
		case (w == "hundred" || w == "dozen") && part > 0 && part < 100:
			part *= englishScales[w]
		case w == "thousand" && part > 0:
			total, part = total+part*1000, 0
		case w == "and" && (part >= 100 || total > 0) && i+1 < len(words):
			if _, next := englishUnits[words[i+1]]; !next {
				return total + part, used, ok
			}
			continue
		default:
			return total + part, used, ok
		}
		used, ok = i+1, true
	}
	return total + part, used, ok
}

var englishScales = map[string]float64{"hundred": 100, "dozen": 12}

var englishUnits = map[string]float64{
	"zero": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90, "half": 0.5,
}
