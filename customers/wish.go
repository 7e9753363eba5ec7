package customers

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// wish is what a customer can want about links, in words.
type wish string

const (
	wishNone wish = ""
	wishNew  wish = "new"  // to go on elsewhere
	wishUndo wish = "undo" // to undo a link
)

// Folded words (see lang.Fold) of both languages: they do not collide.
var (
	goingOn = set("weitermachen", "weiterschreiben", "weiterreden", "weiterfuhren", "weiter", "fortsetzen", "fortfuhren", "wechseln",
		"umziehen", "mitnehmen", "ubertragen", "continue", "carry", "go", "switch", "move", "proceed", "resume")
	places = set("handy", "smartphone", "telefon", "tablet", "mobil", "telegram", "slack", "whatsapp", "messenger", "browser", "website", "webseite",
		"computer", "rechner", "laptop", "pc", "phone", "mobile", "cellphone")
	towards  = set("auf", "am", "im", "in", "an", "per", "uber", "mit", "zu", "zum", "bei", "on", "to", "via", "with", "from", "aufs", "ans", "ins")
	articles = set("dem", "das", "den", "der", "mein", "meinem", "meinen", "meiner", "ein", "einem", "einen", "einer", "anderen", "anderem",
		"my", "the", "a", "another", "other", "anderes", "andere")
	gerate = set("gerat", "device", "kanal", "channel") // of these only another one is a place
	others = set("anderen", "anderem", "anderes", "andere", "another", "other")

	negations = set("nicht", "kein", "keine", "not", "don", "cannot", "never", "nie") // a question may have them all the same

	undoTexts = set("verbindung trennen", "trenne die verbindung", "verbindung losen", "verbindung aufheben", "verknupfung aufheben",
		"verknupfung losen", "verknupfung trennen", "trennen", "unlink", "disconnect", "undo the link", "remove the link", "unlink me")
	courtesies = set("bitte", "please", "bot", "jetzt", "now", "die", "the", "wieder")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// commands are what messengers send for menu entries; they mean the same in every language.
var commands = map[string]wish{"/link": wishNew, "/unlink": wishUndo}

// How many words, and bytes, a wish has at most; longer texts are about something else as well.
const (
	longestWish = 14
	longestText = 200
)

// wishOf tells what a text wants about links. To undo one is only wanted in so many words, and only of a conversation that is
// linked: other connections can be parted, too.
func wishOf(text string, linked bool) wish {
	text = strings.TrimSpace(text)
	switch {
	case len(text) > longestText:
		return wishNone // before it is parted into words: every turn comes by here
	case strings.HasPrefix(text, "/"):
		return commands[strings.ToLower(text)]
	}
	words := wordsOf(text)
	switch {
	case len(words) > longestWish:
		return wishNone
	case linked && wantsUndo(words):
		return wishUndo
	case slices.ContainsFunc(words, func(w string) bool { return negations[w] }) && !strings.Contains(text, "?"):
		return wishNone
	case slices.ContainsFunc(words, func(w string) bool { return goingOn[w] }) && elsewhere(words):
		return wishNew
	}
	return wishNone
}

func wordsOf(text string) []string {
	tokens := lang.Tokens(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = lang.Fold(t.Text)
	}
	return words
}

func wantsUndo(words []string) bool {
	left := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return courtesies[w] })
	return undoTexts[strings.Join(words, " ")] || undoTexts[strings.Join(left, " ")]
}

// elsewhere finds a way to another place: "am Handy", "on my phone", "auf einem anderen Gerät".
func elsewhere(words []string) bool {
	for i, w := range words {
		if !towards[w] {
			continue
		}
		other := false
		for j := i + 1; j < len(words); j++ {
			if places[words[j]] || other && gerate[words[j]] {
				return true
			}
			if !articles[words[j]] {
				break
			}
			other = other || others[words[j]]
		}
	}
	return false
}
