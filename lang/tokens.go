package lang

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is a run of letters and digits.
type Token struct {
	Text       string // in normal form C, otherwise as it was written
	Start, End int    // bytes of the text it was found in
}

// Tokens finds the runs of letters and digits of a text. A combining mark belongs to the letter before it, so that texts
// match however their umlauts are encoded.
func Tokens(text string) []Token {
	tokens := make([]Token, 0, len(text)/6+1)
	start, ascii := -1, true
	for i := 0; i < len(text); {
		var inside bool
		size := 1
		if b := text[i]; b < utf8.RuneSelf {
			inside = wordByte[b]
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			inside = unicode.IsLetter(r) || unicode.IsDigit(r) || start >= 0 && unicode.IsMark(r)
			ascii = ascii && !inside
		}
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			tokens = append(tokens, token(text, start, i, ascii))
			start, ascii = -1, true
		}
		i += size
	}
	if start >= 0 {
		tokens = append(tokens, token(text, start, len(text), ascii))
	}
	return tokens
}

func token(text string, start, end int, ascii bool) Token {
	word := text[start:end]
	if !ascii {
		word = norm.NFC.String(word)
	}
	return Token{Text: word, Start: start, End: end}
}

// wordByte says which ASCII bytes belong to a token.
var wordByte = func() (table [utf8.RuneSelf]bool) {
	for b := range table {
		r := rune(b)
		table[b] = unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return table
}()
