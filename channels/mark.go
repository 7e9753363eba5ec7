package channels

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A mark is a stretch of a line that is marked up: line[from:to], read as span.
type mark struct {
	from, to int
	span     Span
}

// Longest contents of marks, in UTF-16 code units. From each bracket that never closes only so far is looked ahead.
const (
	longestBold   = 500
	longestItalic = 502
	longestCode   = 200
	longestLabel  = 200
	longestURL    = 2000
)

// marks finds what is marked up in a line, from the left, without overlaps.
func marks(line string) (all []mark) {
	for at := 0; at < len(line); {
		if m, ok := markAt(line, at); ok {
			all = append(all, m)
			at = m.to
			continue
		}
		at++
	}
	return all
}

func markAt(line string, at int) (mark, bool) {
	var s Span
	n := 0
	switch line[at] {
	case '*', '_':
		if s, n = bold(line[at:]); n == 0 {
			s, n = italic(line, at)
		}
	case '`':
		s, n = code(line[at:])
	case '[':
		if s, n = link(line[at:]); n == 0 {
			s, n = citation(line[at:])
		}
	case 'h':
		s, n = bare(line[at:])
	}
	return mark{at, at + n, s}, n > 0
}

func bold(s string) (Span, int) {
	rest, ok := strings.CutPrefix(s, "**")
	if !ok {
		return Span{}, 0
	}
	n := within(rest, longestBold, func(r rune) bool { return r == '*' })
	if n <= 0 || !strings.HasPrefix(rest[n:], "**") {
		return Span{}, 0
	}
	return Span{Kind: SpanBold, Text: rest[:n]}, n + 4
}

// italic wants no letter, digit or star around its marks: 2*3*4 and a_b_c are none.
func italic(line string, at int) (Span, int) {
	if at > 0 && (isWord(line[at-1]) || line[at-1] == '*') {
		return Span{}, 0
	}
	rest := line[at+1:]
	n := within(rest, longestItalic, func(r rune) bool { return r == '*' || r == '_' })
	if n <= 0 {
		return Span{}, 0
	}
	first, _ := utf8.DecodeRuneInString(rest)
	last, _ := utf8.DecodeLastRuneInString(rest[:n])
	after := rest[n+1:]
	if isSpace(first) || isSpace(last) || after != "" && (isWord(after[0]) || after[0] == '*') {
		return Span{}, 0
	}
	return Span{Kind: SpanItalic, Text: rest[:n]}, n + 2
}

func code(s string) (Span, int) {
	n := within(s[1:], longestCode, func(r rune) bool { return r == '`' })
	if n <= 0 {
		return Span{}, 0
	}
	return Span{Kind: SpanCode, Text: s[1 : 1+n]}, n + 2
}

func link(s string) (Span, int) {
	n := within(s[1:], longestLabel, func(r rune) bool { return r == ']' })
	if n <= 0 {
		return Span{}, 0
	}
	label, rest := s[1:1+n], s[n+2:]
	if !strings.HasPrefix(rest, "(") {
		return Span{}, 0
	}
	u := within(rest[1:], longestURL, func(r rune) bool { return r == ')' || isSpace(r) })
	if u <= 0 || rest[1+u] != ')' {
		return Span{}, 0
	}
	url, end := rest[1:1+u], n+u+4
	if !Safe(url) {
		return Span{Kind: SpanText, Text: s[:end]}, end
	}
	return Span{Kind: SpanLink, Text: label, URL: url}, end
}

func citation(s string) (Span, int) {
	end := strings.IndexByte(s[:min(len(s), 4)], ']')
	if end < 2 {
		return Span{}, 0
	}
	n, err := strconv.ParseUint(s[1:end], 10, 8)
	if err != nil {
		return Span{}, 0
	}
	return Span{Kind: SpanCitation, Number: int(n)}, end + 1
}

// bare finds an address that stands for itself. It ends where the sentence does.
func bare(s string) (Span, int) {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return Span{}, 0
		}
	}
	n, units := len(rest), 0
	for i, r := range rest {
		if units += unitsOf(r); isSpace(r) || strings.ContainsRune(`<>"`, r) || units > longestURL+1 {
			n = i
			break
		}
	}
	url := strings.TrimRight(rest[:n], ".,;:!?)]")
	if url == "" {
		return Span{}, 0
	}
	url = s[:len(s)-len(rest)+len(url)]
	return Span{Kind: SpanLink, Text: url, URL: url}, len(url)
}

// within is the index of the first rune that ends what began, or -1 if there is none within the longest content.
func within(s string, longest int, end func(rune) bool) int {
	units := 0
	for i, r := range s {
		if end(r) {
			return i
		}
		if units += unitsOf(r); units > longest {
			return -1
		}
	}
	return -1
}

// Safe tells whether an address may be followed: no scripts, no data, no schemes nobody knows.
func Safe(url string) bool {
	lower := strings.ToLower(url[:min(len(url), 8)])
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if strings.HasPrefix(lower, scheme) {
			return true
		}
	}
	return strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") && !strings.HasPrefix(url, `/\`)
}

func isWord(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
