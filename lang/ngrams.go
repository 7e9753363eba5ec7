package lang

import "unicode/utf8"

// Edge marks the beginning and the end of a word in its n-grams.
const Edge = "_"

// NGrams gives all runs of n characters of a word with an [Edge] before and after it: NGrams("tee", 4) is "_tee", "tee_". A
// word that is too short is one n-gram, whole. The n-grams share the memory of one string.
func NGrams(word string, n int) []string {
	if word == "" || n < 1 {
		return nil
	}
	marked := Edge + word + Edge
	length := utf8.RuneCountInString(marked)
	if length <= n {
		return []string{marked}
	}
	grams := make([]string, 0, length-n+1)
	end := 0
	for range n {
		end += width(marked, end)
	}
	for start := 0; ; {
		grams = append(grams, marked[start:end])
		if end == len(marked) {
			return grams
		}
		start += width(marked, start)
		end += width(marked, end)
	}
}

func width(s string, at int) int {
	if s[at] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return size
}
