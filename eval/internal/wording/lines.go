package wording

import (
	"strings"
	"unicode"
)

// Lines finds which lines of a text quotes are taken from: those that a quote covers by more than half, counted in letters
// and digits. A quote that is not in the text counts as a line that no text has.
func Lines(text string, quotes []string) []int {
	var flat strings.Builder
	var ends []int
	for _, l := range strings.Split(text, "\n") {
		flat.WriteString(Squeezed(l))
		ends = append(ends, flat.Len())
	}
	var lines []int
	for i, q := range quotes {
		q = Squeezed(q)
		at := strings.Index(flat.String(), q)
		if at < 0 || q == "" {
			lines = append(lines, -1-i)
			continue
		}
		lines = append(lines, covered(ends, at, at+len(q))...)
	}
	return lines
}

// covered are the lines of which [from, to) covers more than half.
func covered(ends []int, from, to int) []int {
	var lines []int
	start := 0
	for l, end := range ends {
		if both := min(end, to) - max(start, from); 2*both > end-start {
			lines = append(lines, l)
		}
		start = end
	}
	return lines
}

// Squeezed keeps the letters and digits of a text, lower-cased: what survives whatever is done to its form.
func Squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
