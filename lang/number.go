package lang

import (
	"regexp"
	"strconv"
	"strings"
)

// Number finds the number that a text gives: in digits with the separators of the language, or in words up to thousands. A
// text with two different numbers is ambiguous and gives none, unless one is taken back ("nicht 3, sondern 4"). The
// articles "ein" and "a" count only if nothing else does.
func Number(text, language string) (float64, bool) {
	var found []float64
	article := false
	fields := digitsOrWords.FindAllString(strings.ToLower(text), -1)
	for i := 0; i < len(fields); i++ {
		value, used, ok := numberAt(fields[i:], language)
		switch {
		case ok && isNegated(fields[:i], language):
			i += used - 1
			continue
		case ok && used == 1 && articles[language][fields[i]]:
			article = true
		case ok:
			found = append(found, value)
		}
		if ok {
			i += used - 1
		}
	}
	switch {
	case len(found) == 0 && article:
		return 1, true
	case len(found) == 0:
		return 0, false
	}
	for _, other := range found[1:] {
		if other != found[0] {
			return 0, false
		}
	}
	return found[0], true
}

var digitsOrWords = regexp.MustCompile(`[-−]?\d[\d.,']*\p{L}*|\p{L}[\p{L}\d]*`)

// isNegated tells that the word before a number takes it back.
func isNegated(before []string, language string) bool {
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return language == German && last == "nicht" || language == English && last == "not"
}

// numberAt reads the number at the beginning of fields and tells how many of them it takes.
func numberAt(fields []string, language string) (value float64, used int, ok bool) {
	first := fields[0]
	if first[0] == '-' || strings.HasPrefix(first, "−") || first[0] >= '0' && first[0] <= '9' {
		value, ok = digits(first, language)
		return value, 1, ok
	}
	switch language {
	case German:
		value, ok = germanNumber(first)
		return value, 1, ok
	case English:
		return englishNumber(fields)
	}
	return 0, 0, false
}

// digits reads "1.234,5" in German and "1,234.5" in English. What one language writes as thousands in groups of three and the
// other as a fraction is read by the language of the text.
func digits(s, language string) (float64, bool) {
	s = strings.ReplaceAll(s, "−", "-")
	end := len(s)
	for end > 0 && (s[end-1] < '0' || s[end-1] > '9') {
		end--
	}
	unit := strings.TrimLeft(s[end:], ".,'")
	if !numberSuffixes[unit] {
		return 0, false // part of a serial number
	}
	s = strings.ReplaceAll(s[:end], "'", "")
	group, point := ",", "."
	if language == German {
		group, point = ".", ","
	}
	whole, fraction, hasPoint := strings.Cut(s, point)
	if !grouped(whole, group) {
		if hasPoint || strings.Count(whole, group) > 1 {
			return 0, false
		}
		whole, fraction, _ = strings.Cut(whole, group) // "1.5" in German: the other notation
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(whole, group, "")+"."+fraction, 64)
	return value, err == nil
}

// numberSuffixes may follow the digits without a space.
var numberSuffixes = words(`x k kg g l ml m cm mm km h min € eur euro st stk tage days`)

func init() { numberSuffixes[""] = true }

// grouped tells that a whole number has no separators, or one after every three digits from the right.
func grouped(whole, group string) bool {
	parts := strings.Split(whole, group)
	for i, part := range parts {
		if i > 0 && len(part) != 3 || i == 0 && len(parts) > 1 && (len(part) > 4 || part == "" || part == "0") {
			return false
		}
	}
	return true
}

var articles = map[string]map[string]bool{
	German:  words("ein eine einen einem einer eines"),
	English: words("a an one"),
}
