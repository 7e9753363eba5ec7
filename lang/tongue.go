package lang

import (
	"strings"
	"unicode"
)

// Tongue tells in which language a text is written, of those that customers in Europe write most: an ISO 639-1 code, or "" if it
// tells nothing. German and English are answered as [Detect] answers them, and come before all others: a text that could be theirs
// is. Words that only one language has decide, and letters and scripts; two such signs are needed, or one that is certain.
func Tongue(text string) string {
	if l := byScript(text); l != "" {
		return l
	}
	signs := map[string]int{}
	tokens := Tokens(links.ReplaceAllString(text, " "))
	for _, t := range tokens {
		lower := strings.ToLower(t.Text)
		for l, words := range tongueWords {
			if words[lower] {
				signs[l]++
			}
		}
		for l, letters := range tongueLetters {
			if strings.ContainsAny(t.Text, letters) {
				signs[l]++
			}
		}
	}
	best, second := "", ""
	for _, l := range tongues {
		switch {
		case signs[l] > signs[best]:
			best, second = l, best
		case signs[l] > signs[second]:
			second = l
		}
	}
	ours := gather(text)
	if best == "" || signs[best] < 2 || signs[best] == signs[second] || float64(signs[best]) <= max(ours.german, ours.english) {
		l, _ := Detect(text)
		return l
	}
	return best
}

// byScript knows languages by a script that only one of those around us has. A name in it among other words decides nothing.
func byScript(text string) string {
	counts := map[string]int{}
	all := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[s.language]++
				break
			}
		}
	}
	for _, s := range scripts {
		if 2*counts[s.language] > all {
			if s.language == "ru" && strings.ContainsAny(text, "іїєґІЇЄҐ") {
				return "uk"
			}
			return s.language
		}
	}
	return ""
}

var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Cyrillic, "ru"},
	{unicode.Greek, "el"},
	{unicode.Arabic, "ar"},
	{unicode.Hebrew, "he"},
	{unicode.Hangul, "ko"},
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Han, "zh"},
	{unicode.Thai, "th"},
}
