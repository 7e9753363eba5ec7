package pdf

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A file is where words stand on pages, in points from the upper left corner.
type file struct {
	title string
	pages []*page
}

type page struct {
	width, height float64
	blocks        int
	lines         []*line // in the order in which they are read
}

// A line is one of a block: of a paragraph, or of a cell.
type line struct {
	box
	block int
	words []word
	cells int  // in which it is divided by wide gaps
	gone  bool // it is no text of the page: a running head, or in a table that is written elsewhere
}

type word struct {
	box
	text string
}

type box struct{ left, top, right, bottom float64 }

// boxOf is the box between two corners, in whatever order: text may be turned or mirrored.
func boxOf(x1, y1, x2, y2 float64) box {
	return box{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)}
}

func (b box) high() float64 { return b.bottom - b.top }
func (b box) wide() float64 { return b.right - b.left }

// across is how much of the lower one of two boxes lies beside the other, 0 to 1.
func (b box) across(o box) float64 {
	return (min(b.bottom, o.bottom) - max(b.top, o.top)) / max(min(b.high(), o.high()), 1e-6)
}

// over tells whether the boxes share a part of the width. One without a width is over itself, too.
func (b box) over(o box) bool { return b.left <= o.right && o.left <= b.right }

// and is the box around both.
func (b box) and(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

func (l *line) add(w word) {
	if len(l.words) == 0 {
		l.box = w.box
	}
	l.box = l.and(w.box)
	l.words = append(l.words, w)
}

func (l *line) text() string {
	var words []string
	for _, w := range l.words {
		words = append(words, w.text)
	}
	return strings.Join(words, " ")
}

// size is how high the letters of a line are, in half points.
func (l *line) size() float64 {
	high := 0.0
	for _, w := range l.words {
		high = max(high, w.high())
	}
	return math.Round(2*high) / 2
}

// clean gives a word as it is written elsewhere: ligatures as letters (NFKC of them alone: m² stays), signs composed, no
// signs that cannot be seen.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2010' || r == '\u2011':
			return '-'
		case string(r) == softHyphen:
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar || unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, text)
	if strings.ContainsFunc(text, ligature) {
		var b strings.Builder
		for _, r := range text {
			if ligature(r) {
				b.WriteString(norm.NFKC.String(string(r)))
			} else {
				b.WriteRune(r)
			}
		}
		text = b.String()
	}
	return divided(strings.TrimSpace(norm.NFC.String(text)))
}

// softHyphen says where a word may be divided.
const softHyphen = "\u00ad"

// divided is a word with a soft hyphen only at its end, where it is divided, whether that is shown there or not.
func divided(word string) string {
	whole := strings.ReplaceAll(word, softHyphen, "")
	if strings.HasSuffix(strings.TrimSuffix(word, "-"), softHyphen) {
		return strings.TrimSuffix(whole, "-") + softHyphen
	}
	return whole
}

func ligature(r rune) bool { return r >= '\ufb00' && r <= '\ufb4f' }

// body is the size of most of the text.
func (f *file) body() float64 {
	letters := map[float64]int{}
	best := 0.0
	for _, p := range f.pages {
		for _, l := range p.lines {
			letters[l.size()] += len(l.text())
		}
	}
	for size, n := range letters {
		if n > letters[best] || n == letters[best] && size < best {
			best = size
		}
	}
	return best
}
