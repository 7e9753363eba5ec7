package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences finds the sentences of a text in German or English: they end at . ! ? … or : before a line's end, at empty lines
// and before list items, but not after abbreviations, ordinals ("24. Dezember"), inside numbers, dates, URLs and
// e-mail addresses. Space around a sentence does not belong to it.
func Sentences(text string) []Span {
	var out []Span
	start := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		switch {
		case r == '\n':
			if breaksLine(text, start, i) {
				out = appendSpan(out, text, start, end)
				start = end
			}
		case isTerminal(r):
			end = closing(text, end)
			if endsSentence(text, start, i, end) {
				out = appendSpan(out, text, start, end)
				start = end
			}
		}
		i = end
	}
	return appendSpan(out, text, start, len(text))
}

func isTerminal(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// closing runs over further marks and closing quotes and brackets after the mark that ends a sentence.
func closing(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !isTerminal(r) && !strings.ContainsRune(`"'”“»«)]’`, r) {
			break
		}
		at += size
	}
	return at
}

// endsSentence tells whether the mark at dot, together with what follows up to end, closes the sentence begun at start.
func endsSentence(text string, start, dot, end int) bool {
	if end == len(text) {
		return true
	}
	next, size := utf8.DecodeRuneInString(text[end:])
	if !unicode.IsSpace(next) {
		return false // 1.5, 24.12., example.com, z.B.
	}
	follows := firstLetter(text[end+size:])
	if text[dot] != '.' {
		return !unicode.IsLower(follows) // "Wirklich?" fragte sie.
	}
	if end-dot > 1 && text[end-1] == '.' {
		return unicode.IsUpper(follows) || follows == 0 // an ellipsis
	}
	return endsAtDot(text[start:dot], text[end:], follows)
}

// endsAtDot decides for a full stop followed by space.
func endsAtDot(before, after string, follows rune) bool {
	word := lastWord(before)
	switch {
	case strings.TrimSpace(before) == word && isItem(word):
		return false // the number of a list item
	case isNumber(word):
		return !isOrdinal(word, after)
	case len(word) == 1 && word != "I":
		return false // an initial
	case abbreviations[strings.ToLower(word)]:
		return false
	case beforeNumber[strings.ToLower(word)] && unicode.IsDigit(follows):
		return false
	case sometimesEnds[strings.ToLower(word)]:
		return unicode.IsUpper(follows) && nextLine(after)
	}
	return !unicode.IsLower(follows)
}

func isItem(word string) bool { return len(word) <= 2 && word != "" }

func isNumber(word string) bool {
	return word != "" && strings.Trim(word, "0123456789.") == "" && word[0] != '.'
}

// isOrdinal tells that a number with a full stop goes on: "24. Dezember", "am 3. Tag", "24.12. um 8". A long number does not.
func isOrdinal(number, after string) bool {
	if nextLine(after) {
		return false
	}
	if strings.Contains(number, ".") {
		return true
	}
	return len(number) <= 2
}

func nextLine(after string) bool {
	for i := 0; i < len(after); i++ {
		switch after[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return true
}

// lastWord is what stands before the mark, back to the last space or bracket.
func lastWord(s string) string {
	return s[strings.LastIndexAny(s, " \t\r\n(\"„“'")+1:]
}

func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

// breaksLine tells that a line's end closes a sentence: before an empty line or a list item, and after a heading or a colon.
func breaksLine(text string, start, at int) bool {
	line := strings.TrimSpace(text[start:at])
	if line == "" {
		return false
	}
	rest := text[at+1:]
	next, _, _ := strings.Cut(rest, "\n")
	next = strings.TrimSpace(next)
	return next == "" || startsItem(next) || strings.HasSuffix(line, ":") || line[0] == '#' || next[0] == '#' || startsItem(line)
}

// startsItem tells that a line is an item of a list: "- ", "* ", "• ", "1. ", "a) ".
func startsItem(line string) bool {
	mark, rest, ok := strings.Cut(line, " ")
	if !ok || rest == "" {
		return false
	}
	switch mark {
	case "-", "*", "•", "–", "+":
		return true
	}
	body := strings.TrimRight(mark, ".)")
	return len(body) < len(mark) && body != "" && len(body) <= 2 && strings.Trim(body, "0123456789") == ""
}

func appendSpan(out []Span, text string, start, end int) []Span {
	part := text[start:end]
	left := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	right := len(strings.TrimRightFunc(part, unicode.IsSpace))
	if left >= right {
		return out
	}
	return append(out, Span{Start: start + left, End: start + right})
}

// abbreviations never end a sentence in the middle of a line: something must follow them.
var abbreviations = words(`bzw ca dr evtl ggf inkl insb prof sog str vgl zzgl bspw d.h i.d.r m.e o.g s.o s.u u.a v.a z.b z.t
e.g i.e mr mrs ms vs approx dept mo mi fr hr hrsg einschl exkl lt tgl jan feb mär apr jul aug sept sep okt oct dez dec`)

// beforeNumber are words, or nearly words, that are abbreviations if a number follows: "Art. 5", "max. 3".
var beforeNumber = words(`abb abs art bd fig max min mind nov no nr s tel vol kap gem ab zus`)

// sometimesEnds may stand at the end of a sentence; they do if a new line follows.
var sometimesEnds = words(`usw etc u.s.w bzgl inc ltd co corp gmbh jr sr p.m a.m u.ä o.ä ff`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[strings.ToLower(w)] = true
	}
	return m
}
