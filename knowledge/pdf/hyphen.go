package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A joiner puts the lines of a paragraph together.
type joiner struct{ known map[string]bool } // words of the file that are not divided, in lower case

func newJoiner(f *file) joiner {
	known := map[string]bool{}
	for _, p := range f.pages {
		for _, l := range p.lines {
			for _, w := range l.words {
				if !strings.HasSuffix(w.text, "-") && !strings.HasSuffix(w.text, softHyphen) {
					known[bare(w.text)] = true
				}
			}
		}
	}
	return joiner{known}
}

// join puts two lines together: a word divided between them becomes whole.
func (j joiner) join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	head, soft := strings.CutSuffix(a, softHyphen)
	if !soft {
		var divided bool
		if head, divided = strings.CutSuffix(a, "-"); !divided || head == "" {
			return a + " " + b
		}
	}
	first, _ := utf8.DecodeRuneInString(b)
	last, _ := utf8.DecodeLastRuneInString(head)
	next, _, _ := strings.Cut(b, " ")
	front := head[strings.LastIndexByte(head, ' ')+1:]
	switch {
	case soft:
		return head + b
	case !unicode.IsLetter(last) && !unicode.IsDigit(last), suspended[bare(next)]:
		return a + " " + b // a dash, or "ein- und ausschalten"
	case !unicode.IsLower(first):
		return a + b // "Kaffee-Maschine"
	case j.known[bare(front+"-"+next)] && !j.known[bare(front+next)]:
		return a + b // "well-known"
	}
	return head + b
}

// suspended are words after which a hyphen stands for a part that is left out.
var suspended = map[string]bool{"und": true, "oder": true, "bzw": true, "sowie": true, "bis": true, "and": true, "or": true, "to": true}

// bare is a word without the signs around it, in lower case.
func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}
