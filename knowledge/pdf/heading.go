package pdf

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What tells a heading.
const (
	larger       = 1.12 // than most of the text
	headingWords = 20
	headingSizes = 5 // more sizes than these are no headings, but a design
)

var (
	mark     = regexp.MustCompile(`^(?:[•●▪■◦‣·–—*-]|(\d{1,2})[.)])\s+`)
	numbered = regexp.MustCompile(`^\d{1,2}(\.\d{1,2})+\.?\s+\p{Lu}`)
)

// headings are the sizes of what is larger than the text, largest first; half a point more or less is the same size.
func (f *file) headings() []float64 {
	body := f.body()
	var all []float64
	for _, p := range f.pages {
		for _, l := range p.lines {
			if s := l.size(); s > larger*body && strings.ContainsFunc(l.text(), unicode.IsLetter) {
				all = append(all, s)
			}
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	return slices.CompactFunc(all, func(a, b float64) bool { return max(a-b, b-a) < 0.6 })
}

// level of a line by its size, 1 being the largest; 0 is text.
func (w *writer) level(l *line) int {
	for i, s := range w.sizes {
		if s-l.size() < 0.6 && l.size() <= s {
			return min(i+1, headingSizes)
		}
	}
	return 0
}

// heading is the level of a block; 0 is text.
func (w *writer) heading(lines []*line) int {
	words := 0
	for _, l := range lines {
		words += len(l.words)
	}
	text := lines[0].text()
	switch level := w.level(lines[0]); {
	case words > headingWords || !strings.ContainsFunc(text, unicode.IsLetter):
		return 0
	case level > 0:
		return level
	case len(lines) == 1 && words <= 10 && numbered.MatchString(text) && !strings.HasSuffix(text, "."):
		number, _, _ := strings.Cut(text, " ")
		return min(len(w.sizes)+strings.Count(strings.TrimSuffix(number, "."), "."), 6)
	}
	return 0
}

// ended tells whether a line ends before the other because that was meant: the first word of the next had room in it, and none is
// divided between them.
func (p *page) ended(l, next *line) bool {
	if last := l.words[len(l.words)-1].text; strings.HasSuffix(last, "-") || strings.HasSuffix(last, "\u00ad") {
		return false
	}
	space := 0.3 * l.high()
	return l.right+space+next.words[0].wide()+space < p.edge(l)
}

// edgeLines is how many lines a page may have for its edges to be looked at; a page of text has sixty.
const edgeLines = 500

// edge is where lines like this one end, those that are full.
func (p *page) edge(l *line) float64 {
	if len(p.lines) > edgeLines {
		return l.right
	}
	var rights []float64
	for _, o := range p.lines {
		if near := o.left - l.left; !o.gone && max(near, -near) <= 4*l.high() && o.size() == l.size() {
			rights = append(rights, o.right)
		}
	}
	slices.Sort(rights)
	return rights[len(rights)*9/10]
}

// goesOn tells whether a sentence that is open goes on with a line.
func goesOn(open, line string) bool {
	last, _ := utf8.DecodeLastRuneInString(open)
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(first) && !strings.ContainsRune(".!?:", last)
}

func count(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
