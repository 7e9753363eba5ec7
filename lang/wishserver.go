package lang

import "slices"

// reachOf is how far from somebody who serves a word may stand that asks for her.
const reachOf = 8

// wantsServer tells that a clause names somebody who serves, in whatever way, near a word that asks. Who tells of her, asks how many
// there are, or means her own, asks for nobody.
func (w *wishWords) wantsServer(s said) (wanted bool) {
	s.clauses(func(words []string) bool {
		if slices.ContainsFunc(words, func(word string) bool { return w.told[word] || w.negations[word] }) {
			return true
		}
		for i, word := range words {
			near := words[max(0, i-reachOf):min(len(words), i+reachOf)]
			wanted = wanted || slices.ContainsFunc(near, func(word string) bool { return w.asking[word] }) && w.serves(word) &&
				(i == 0 || !w.isIn("own", words[i-1])) && (i+1 == len(words) || !w.isIn("things", words[i+1]))
		}
		return !wanted
	})
	return wanted
}

// serves tells whether a word is one for somebody who serves, even if it is mistyped.
func (w *wishWords) serves(word string) bool {
	if w.servers[word] {
		return true
	}
	for server := range w.servers {
		if mistyped(word, server) {
			return true
		}
	}
	return false
}

// mistyped tells whether a word of five letters or more is another but for one letter too many, too few or another, or two that
// changed places.
func mistyped(word, meant string) bool {
	if len(meant) < 5 || len(word) < len(meant)-1 || len(word) > len(meant)+1 || word[0] != meant[0] {
		return false
	}
	i := 0
	for i < min(len(word), len(meant)) && word[i] == meant[i] {
		i++
	}
	switch a, b := word[i:], meant[i:]; {
	case len(a) > len(b):
		return a[1:] == b
	case len(a) < len(b):
		return a == b[1:]
	case len(a) < 2:
		return true
	default:
		return a[1:] == b[1:] || a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
	}
}
