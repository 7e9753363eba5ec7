package lang

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes a word in lower case and without marks, so that "Müller", "Mueller" and "Muller" meet: ß becomes ss, letters
// lose their diacritics, and ae, oe and ue become a, o and u where they can stand for an umlaut. Following Snowball's
// German2, ue stays after q and each of them stays after a vowel (Steuer, Frauen); at the end of a word they stay too (neue,
// value, shoe).
func Fold(word string) string {
	if folded(word) {
		return word
	}
	var space [64]byte
	out := plain(space[:0], word)
	return string(umlauts(out))
}

// folded tells that Fold would change nothing; most words of a running text are spared the copy.
func folded(word string) bool {
	for i := 0; i < len(word); i++ {
		b := word[i]
		if b >= utf8.RuneSelf || 'A' <= b && b <= 'Z' {
			return false
		}
		if b == 'e' && i > 0 && i+1 < len(word) && isUmlaut(word[i-1]) {
			return false
		}
	}
	return true
}

// plain appends the word in lower case and ASCII where there is an ASCII letter for it.
func plain(out []byte, word string) []byte {
	for _, r := range word {
		switch {
		case 'A' <= r && r <= 'Z':
			out = append(out, byte(r+'a'-'A'))
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		default:
			out = letter(out, unicode.ToLower(r))
		}
	}
	return out
}

// letter appends the plain letters for one of the Latin languages around us, in lower case.
func letter(out []byte, r rune) []byte {
	switch r {
	case 'ä', 'à', 'á', 'â', 'ã', 'å', 'æ':
		return append(out, 'a')
	case 'ö', 'ò', 'ó', 'ô', 'õ', 'ø', 'œ':
		return append(out, 'o')
	case 'ü', 'ù', 'ú', 'û':
		return append(out, 'u')
	case 'é', 'è', 'ê', 'ë':
		return append(out, 'e')
	case 'ß':
		return append(out, 's', 's')
	}
	return rare(out, r)
}

// rare appends any other letter without its marks, in the compatible letters it is made of.
func rare(out []byte, r rune) []byte {
	for _, part := range norm.NFKD.String(string(r)) {
		switch part = unicode.ToLower(part); {
		case unicode.IsMark(part):
		case part == 'æ': // these four are no letter with a mark
			out = append(out, 'a')
		case part == 'ø' || part == 'œ':
			out = append(out, 'o')
		case part == 'ß':
			out = append(out, 's', 's')
		default:
			out = utf8.AppendRune(out, part)
		}
	}
	return out
}

// umlauts drops the e of ae, oe and ue in place.
func umlauts(word []byte) []byte {
	kept := word[:0]
	var before byte // the letter before the pair, as it was written
	for i := 0; i < len(word); i++ {
		b := word[i]
		kept = append(kept, b)
		if isUmlaut(b) && i+2 < len(word) && word[i+1] == 'e' && word[i+2] != 'e' && !keepsPair(before, b) {
			i++
			before = 'e'
			continue
		}
		before = b
	}
	return kept
}

func isUmlaut(b byte) bool { return b == 'a' || b == 'o' || b == 'u' }

// keepsPair tells that a pair after this letter is two sounds.
func keepsPair(before, first byte) bool {
	switch before {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	case 'q':
		return first == 'u'
	}
	return false
}
