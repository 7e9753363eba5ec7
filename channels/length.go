package channels

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// space is what the widget's patterns take for white space, as a class of a regular expression.
const space = `[\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]`

func isSpace(r rune) bool {
	return r != 0x85 && unicode.IsSpace(r) || r == 0xfeff
}

// Length is the length of a text in UTF-16 code units, as platforms count it.
func Length(text string) int {
	n := 0
	for _, r := range text {
		n += unitsOf(r)
	}
	return n
}

func unitsOf(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// Shorten cuts a text to at most limit UTF-16 code units, at a word where it can, and marks the cut with "…". A limit of 0 cuts
// nothing.
func Shorten(text string, limit int) string {
	if limit <= 0 || Length(text) <= limit {
		return text
	}
	cut, n, word := 0, 0, 0
	for at := 0; at < len(text); {
		size := grapheme(text[at:])
		r, _ := utf8.DecodeRuneInString(text[at:])
		if isSpace(r) {
			word = at
		}
		if n += Length(text[at : at+size]); n > limit-1 {
			break
		}
		at += size
		cut = at
	}
	if word > cut/2 {
		cut = word
	}
	return strings.TrimRightFunc(text[:cut], isSpace) + "…"
}

// Signs that belong to the one before them: joiners, skin tones, the tags of flags, and the vowels and finals of Hangul. With
// the marks of Unicode and pairs of regional indicators they are what matters of Unicode's rules (UAX 29) for cutting a text.
var extending = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x1160, Hi: 0x11ff, Stride: 1}, {Lo: 0x200c, Hi: 0x200d, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0x1f3fb, Hi: 0x1f3ff, Stride: 1}, {Lo: 0xe0020, Hi: 0xe007f, Stride: 1}},
}

const joiner = 0x200d

// grapheme is the size in bytes of what a reader takes for the first sign of a text.
func grapheme(text string) int {
	last, n := utf8.DecodeRuneInString(text)
	flag := isRegional(last)
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		switch {
		case unicode.Is(unicode.M, r), unicode.Is(extending, r), last == joiner, last == '\r' && r == '\n':
		case flag && isRegional(r):
			flag = false
		default:
			return n
		}
		last, n = r, n+size
	}
	return n
}

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
