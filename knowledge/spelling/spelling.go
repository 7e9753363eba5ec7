// Package spelling finds the word that was meant by one that was mistyped, among words that are there.
package spelling

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/lang"
)

// How long a word must be, in letters, for a slip to be believed. The more a slip changes, and the shorter the word, the more
// often the result is another word that was meant: a Hose is no mistyped Hase.
const (
	shortest        = 5  // a letter too many, one too few, or two in the wrong order
	shortestChanged = 7  // a letter in the place of another
	shortestTwice   = 10 // two slips
)

// Nearest gives the word that differs least, of several the most frequent. Words are in lower case; among gives each once, and how
// often it occurs. False is none near enough. A slip in the first letter is rare, and is not looked for.
func Nearest(word string, among iter.Seq2[string, int]) (string, bool) {
	from := []rune(lang.Fold(word))
	if len(from) < shortest || strings.ContainsAny(word, "0123456789") {
		return "", false
	}
	best, least, times := "", 3, 0
	for other, count := range among {
		if other == "" || other[0] < utf8.RuneSelf && rune(other[0]) != from[0] {
			continue // spares most of them the folding
		}
		to := []rune(lang.Fold(other))
		if len(to) == 0 || to[0] != from[0] || len(to) < shortest || max(len(to)-len(from), len(from)-len(to)) > 2 {
			continue
		}
		d := distance(from, to)
		if d > allowed(from, to) || d > least {
			continue
		}
		if d < least || count > times || count == times && other < best {
			best, least, times = other, d, count
		}
	}
	return best, best != ""
}

// allowed is how many slips are believed between two words.
func allowed(from, to []rune) int {
	switch n := min(len(from), len(to)); {
	case n >= shortestTwice:
		return 2
	case n >= shortestChanged || len(from) != len(to) || swapped(from, to):
		return 1
	}
	return 0
}

// swapped tells whether the words have the same letters, two of them in another order.
func swapped(a, b []rune) bool {
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i]
		}
	}
	return false
}

// distance counts the slips between two words: letters added, left out, changed, and neighbours in the wrong order (optimal
// string alignment; Damerau, 1964).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
