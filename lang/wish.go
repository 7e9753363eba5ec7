package lang

import (
	"strings"
)

// A Wish is what every bot must understand in every state.
type Wish string

// The wishes.
const (
	WishNone   Wish = ""
	WishPerson Wish = "person" // to be served by a person
	WishCancel Wish = "cancel" // to stop what is going on
	WishHelp   Wish = "help"
	WishBack   Wish = "back" // to the step before
)

// WishOf tells which of these wishes a text says, and how sure that is, 0 to 1. It understands German and English whatever
// the language is; the language decides which is tried first. A text that only mentions a person, a cancellation or help
// ("Wie kann ich eine Bestellung abbrechen?", "is a person needed for descaling?"), or says that it does not want it, is no
// wish. A wish for a person may stand anywhere in a text; the others are the whole text, but for courtesies.
func WishOf(text, language string) (Wish, float64) {
	said := hear(text)
	order := [...]*wishWords{&wishesDE, &wishesEN}
	if language == English {
		order[0], order[1] = order[1], order[0]
	}
	for _, w := range order {
		if confidence := w.person(said); confidence > 0 {
			return WishPerson, confidence
		}
	}
	for _, w := range order {
		if wish := w.command(said); wish != WishNone {
			return wish, 0.95
		}
	}
	return WishNone, 0
}

// said is an utterance as the rules read it: folded words, and where its clauses begin.
type said struct {
	words  []string
	starts []int // of clauses, as positions in words
}

func hear(text string) (s said) {
	tokens := Tokens(text)
	s.words = make([]string, len(tokens))
	for i, t := range tokens {
		s.words[i] = Fold(t.Text)
		if i == 0 || endsClause(text[tokens[i-1].End:t.Start]) {
			s.starts = append(s.starts, i)
		}
	}
	return s
}

func endsClause(between string) bool { return strings.ContainsAny(between, ".,;:!?\n–—") }

// clauses calls each with the words of every clause until it answers false.
func (s said) clauses(each func(words []string) bool) {
	for i, start := range s.starts {
		end := len(s.words)
		if i+1 < len(s.starts) {
			end = s.starts[i+1]
		}
		if !each(s.words[start:end]) {
			return
		}
	}
}

// wishWords are the rules of one language; all words are folded.
type wishWords struct {
	commands   map[string]Wish     // what is left of a text without its fillers
	fillers    map[string]bool     // courtesies and the grammar around a command
	servers    map[string]bool     // who serves, and is asked for with any word that asks
	asking     map[string]bool     // words that ask
	told       map[string]bool     // words that tell, or ask about somebody
	persons    map[string]bool     // who is certainly a person that serves: "Mitarbeiter"
	somebodies map[string]bool     // who may be anybody: "jemand"
	triggers   map[string]bool     // a text without any of these words asks for nobody
	requests   []pattern           // ways to ask for a person
	grievances []pattern           // ways to say that the bot is no help
	negations  map[string]bool     // words that turn a request around
	pleas      map[string]bool     // words that turn it back: "warum kann ich nicht ..."
	duties     map[string]bool     // what makes of a request the question whether it is needed: "muss ich"
	groups     map[string][]string // words that a pattern names together
}

// command finds the wish that the whole text is.
func (w *wishWords) command(s said) Wish {
	if len(s.words) > 12 {
		return WishNone
	}
	var space [128]byte
	left := space[:0]
	for _, word := range s.words {
		if w.fillers[word] {
			continue
		}
		if len(left) > 0 {
			left = append(left, ' ')
		}
		left = append(left, word...)
	}
	return w.commands[string(left)]
}

// The confidence of a wish for a person by how it is said: a judgement, not a calibration. A plain request is almost never
// meant otherwise; a grievance often is one for a person, and often only a grievance.
const (
	sureRequest   = 0.96
	likelyRequest = 0.9
	sureGrievance = 0.7
)

// person tells how sure it is that the text asks for a person.
func (w *wishWords) person(s said) float64 {
	likely := 0.0
	if w.wantsServer(s) {
		likely = likelyRequest
	}
	if !w.triggered(s.words) {
		return likely
	}
	if w.onlyPerson(s.words) {
		return sureRequest
	}
	best := 0.0
	s.clauses(func(words []string) bool {
		if w.asks(words, w.requests, true) {
			best = sureRequest
		} else if best == 0 && w.asks(words, w.grievances, false) {
			best = sureGrievance
		}
		return best < sureRequest
	})
	return max(best, likely)
}

func (w *wishWords) triggered(words []string) bool {
	for _, word := range words {
		if w.triggers[word] {
			return true
		}
	}
	return false
}

// onlyPerson tells that a text is nothing but a person and courtesies: "Mitarbeiter bitte", "a real human!".
func (w *wishWords) onlyPerson(words []string) bool {
	found := false
	for _, word := range words {
		switch {
		case w.persons[word]:
			found = true
		case !w.fillers[word] && !w.isIn("real", word):
			return false
		}
	}
	return found && len(words) <= 6
}

func (w *wishWords) isIn(group, word string) bool {
	for _, other := range w.groups[group] {
		if other == word {
			return true
		}
	}
	return false
}

// asks tells that one of the patterns is in the clause and, if it can be, is not negated there.
func (w *wishWords) asks(clause []string, patterns []pattern, negatable bool) bool {
	for _, p := range patterns {
		for start := range clause {
			if w.match(p, clause[start:]) && (!negatable || !w.negated(clause[:start])) {
				return true
			}
		}
	}
	return false
}

// negated tells that the words before a request turn it around, or ask whether it is needed.
func (w *wishWords) negated(before []string) bool {
	no := false
	for i, word := range before {
		if w.pleas[word] {
			return false
		}
		no = no || w.negations[word] && i >= len(before)-6
	}
	return no || w.duties[strings.Join(before[max(0, len(before)-2):], " ")] || w.duties[strings.Join(before[max(0, len(before)-4):], " ")]
}
