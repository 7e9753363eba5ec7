package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// Nearest is the known word most like the given one, or empty if none is like it: at most a third of its letters differ.
func Nearest(word string, known []string) string {
	best, least := "", len(word)/3+2
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// DidYouMean is a remedy for a word that is not known: the nearest one, or all there are.
func DidYouMean(word string, known []string) string {
	if near := Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) == 0 {
		return "there is none to choose from"
	}
	known = slices.Sorted(slices.Values(known))
	if len(known) > 12 {
		known = append(known[:12], "...")
	}
	return "choose one of " + strings.Join(known, ", ")
}

// distance is the number of insertions, deletions, replacements and swaps of neighbours that make b of a (optimal string
// alignment, in bytes).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func sorted(faults []bot.Fault) []bot.Fault {
	faults = slices.Clone(faults)
	slices.SortStableFunc(faults, bot.Fault.Compare)
	return slices.Compact(faults) // what several ways through a flow stumble over is one fault
}
