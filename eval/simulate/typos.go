package simulate

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// How many words slip: one in five of those that are long enough, and never more than two in an utterance. The figures are
// ours. What slips is not: four of five errors in typed words are one wrong, missing, added or swapped letter (Damerau 1964).
const (
	slipOneIn  = 5
	mostSlips  = 2
	slipLength = 4 // letters; shorter words are typed without looking
)

// rows of the letters on keyboards: DIN 2137 and the American layout.
var rows = map[string][]string{
	"de": {"qwertzuiopü", "asdfghjklöä", "yxcvbnm"},
	"en": {"qwertyuiop", "asdfghjkl", "zxcvbnm"},
}

// mistyped lets fingers slip. Numbers, addresses and codes are spared: a wrong one is another one, and no typo.
func mistyped(text, language string, chance *rand.Rand) string {
	slips := 0
	words := strings.SplitAfter(text, " ")
	for i, w := range words {
		bare := strings.TrimSpace(w)
		if slips == mostSlips || !plainWord(bare) || len([]rune(bare)) < slipLength || chance.IntN(slipOneIn) > 0 {
			continue
		}
		words[i] = slip([]rune(w), len([]rune(bare)), language, chance)
		slips++
	}
	return strings.Join(words, "")
}

// slip mistypes one letter of the first n, but for the first: that one is looked for.
func slip(word []rune, n int, language string, chance *rand.Rand) string {
	at := 1 + chance.IntN(n-2)
	switch before, after := string(word[:at]), string(word[at+1:]); chance.IntN(4) {
	case 0: // the key beside
		return before + string(beside(word[at], language, chance)) + after
	case 1: // missing
		return before + after
	case 2: // twice
		return before + string(word[at]) + string(word[at:])
	default: // swapped with the next
		return before + string(word[at+1]) + string(word[at]) + string(word[at+2:])
	}
}

// beside is a letter whose key lies beside that of another; the same if it has no key of its own.
func beside(r rune, language string, chance *rand.Rand) rune {
	lower := unicode.ToLower(r)
	for y, row := range rows[language] {
		keys := []rune(row)
		for x, key := range keys {
			if key != lower {
				continue
			}
			near := neighbours(rows[language], x, y)
			found := near[chance.IntN(len(near))]
			if lower != r {
				return unicode.ToUpper(found)
			}
			return found
		}
	}
	return r
}

// neighbours are the keys around one: beside it, above it to both sides, below it to both sides.
func neighbours(rows []string, x, y int) (near []rune) {
	for _, at := range [][2]int{{x - 1, y}, {x + 1, y}, {x, y - 1}, {x + 1, y - 1}, {x - 1, y + 1}, {x, y + 1}} {
		if at[1] < 0 || at[1] >= len(rows) {
			continue
		}
		if keys := []rune(rows[at[1]]); at[0] >= 0 && at[0] < len(keys) {
			near = append(near, keys[at[0]])
		}
	}
	return near
}
