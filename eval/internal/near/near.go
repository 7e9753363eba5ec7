// Package near finds what somebody meant who mistyped a word.
package near

import "strings"

// To is the known word nearest to the given one, or empty if none is near: at most a third of the letters may be wrong, added,
// missing or swapped with their neighbour. Of equally near words the first is taken.
func To(word string, known []string) string {
	best, nearest := max(len([]rune(word))/3, 1)+1, ""
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < best {
			best, nearest = d, k
		}
	}
	return nearest
}

// Remedy proposes the nearest known word or, if none is near, lists them all.
func Remedy(word string, known []string) string {
	if n := To(word, known); n != "" {
		return "did you mean " + n + "?"
	}
	return "known are " + strings.Join(known, ", ")
}

// distance is the optimal string alignment distance (Boytsov 2011): insertions, deletions, replacements, and swaps of
// neighbours cost 1.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost(x[i] != y[j]))
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

func cost(differ bool) int {
	if differ {
		return 1
	}
	return 0
}
