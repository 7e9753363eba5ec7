// Package difference shows how two texts differ, line by line.
package difference

import (
	"fmt"
	"slices"
	"strings"
)

// differing is how many lines a difference shows, and how wide.
const (
	differing = 12
	lineWidth = 240
)

// Of shows the lines that only one of two texts has, in order: "-" those of the first, "+" those of the second, each with
// its number. It finds the longest common subsequence of what lies between the first and the last difference.
func Of(before, after string) string {
	a, b := strings.Split(strings.TrimSuffix(before, "\n"), "\n"), strings.Split(strings.TrimSuffix(after, "\n"), "\n")
	if before == "" {
		a = nil
	}
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	to := 0
	for to < min(len(a), len(b))-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
	}
	lines := changes(a[from:len(a)-to], b[from:len(b)-to], from)
	if more := len(lines) - differing; more > 0 {
		lines = append(lines[:differing], fmt.Sprintf("  and %d more lines", more))
	}
	return strings.Join(lines, "\n") + "\n"
}

// changes are the lines that only one has. Number is how many lines lie before both.
func changes(a, b []string, number int) (lines []string) {
	common := subsequence(a, b)
	i, j, gone, come := 0, 0, 0, 0 // lines from gone to i, and from come to j, have changed
	settle := func() {
		for n := gone; n < i; n++ {
			lines = append(lines, fmt.Sprintf("- %d: %s", number+n+1, narrowed(a[n], beside(b[come:j], n-gone))))
		}
		for n := come; n < j; n++ {
			lines = append(lines, fmt.Sprintf("+ %d: %s", number+n+1, narrowed(b[n], beside(a[gone:i], n-come))))
		}
	}
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			settle()
			i, j = i+1, j+1
			gone, come = i, j
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			i++
		default:
			j++
		}
	}
	settle()
	return lines
}

// subsequence is the length of the longest common subsequence of what is left of two texts from any two lines on.
func subsequence(a, b []string) [][]int {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); x == y {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	return common
}

// beside is the line that took another's place, or none.
func beside(lines []string, n int) string {
	if n < len(lines) {
		return lines[n]
	}
	return ""
}

// narrowed is the part of a long line in which it begins to differ from another.
func narrowed(line, other string) string {
	l, o, same := []rune(line), []rune(other), 0
	if len(l) <= lineWidth {
		return line
	}
	for same < min(len(l), len(o)) && l[same] == o[same] {
		same++
	}
	text, from := "", max(same-lineWidth/3, 0)
	if from > 0 {
		text = "…"
	}
	if to := from + lineWidth; to < len(l) {
		return text + string(l[from:to]) + "…"
	}
	return text + string(l[from:])
}
