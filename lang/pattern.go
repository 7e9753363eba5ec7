package lang

import (
	"strconv"
	"strings"
)

// A pattern is a row of parts that must follow each other in a clause.
type pattern []part

// A part of a pattern: a word, a group of words, or a gap.
type part struct {
	word  string
	group string
	gap   int  // so many words may come between
	maybe bool // the part may be missing
	many  bool // the part may come several times
}

// parse reads patterns, one a line: words stand for themselves, {name} for a word of that group, … for up to six words (…2 for
// up to two), and a ? or * after a part as in regular expressions.
func parse(lines string) (all []pattern) {
	for line := range strings.Lines(lines) {
		var p pattern
		for _, field := range strings.Fields(line) {
			body := strings.TrimRight(field, "?*")
			x := part{maybe: len(body) < len(field), many: strings.HasSuffix(field, "*")}
			switch {
			case strings.HasPrefix(body, "…"):
				x = part{gap: 6}
				if n, err := strconv.Atoi(body[len("…"):]); err == nil {
					x.gap = n
				}
			case body[0] == '{':
				x.group = strings.Trim(body, "{}")
			default:
				x.word = Fold(body)
			}
			p = append(p, x)
		}
		if len(p) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// match tells whether words begin with the pattern.
func (w *wishWords) match(p pattern, words []string) bool {
	if len(p) == 0 {
		return true
	}
	x := p[0]
	if x.gap > 0 {
		for skip := 0; skip <= min(x.gap, len(words)); skip++ {
			if w.match(p[1:], words[skip:]) {
				return true
			}
		}
		return false
	}
	if len(words) > 0 && w.fits(x, words[0]) {
		if x.many && w.match(p, words[1:]) || w.match(p[1:], words[1:]) {
			return true
		}
	}
	return x.maybe && w.match(p[1:], words)
}

func (w *wishWords) fits(x part, word string) bool {
	switch x.group {
	case "":
		return word == x.word
	case "person":
		return w.persons[word]
	case "anybody":
		return w.persons[word] || w.somebodies[word]
	}
	return w.isIn(x.group, word)
}
