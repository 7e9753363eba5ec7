package knowledge

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// asks tells whether a text could be a question to the documents. It is generous: a single word may be one ("Garantie?").
func asks(text, language string) bool {
	tokens := lang.Tokens(text)
	if len(tokens) == 0 {
		return false
	}
	if wish, _ := lang.WishOf(text, language); wish != lang.WishNone {
		return false
	}
	if len(tokens) <= shortUtterance && saysValue(text, language) {
		return false
	}
	for _, t := range tokens {
		if w := lang.Fold(t.Text); !small[w] && !lang.Stop(w, language) && strings.Trim(w, "0123456789") != "" {
			return true
		}
	}
	return false
}

// shortUtterance is the longest utterance, in words, that may be nothing but a value.
const shortUtterance = 4

// saysValue tells whether a text is an answer to some other question: an e-mail address, even one that is mistyped, yes or no.
func saysValue(text, language string) bool {
	if _, ok := lang.Email(text); ok || host.MatchString(strings.TrimSpace(text)) {
		return true
	}
	_, ok := lang.YesNo(text, language)
	return ok && !complains(text)
}

// host is a name with dots in it, and nothing else.
var host = regexp.MustCompile(`^[\w@-]+(?:\.[\w@-]+){1,4}$`)

// complains tells whether a text says that something is not as it should be: "es geht nicht" is no mere no.
func complains(text string) bool {
	return slices.ContainsFunc(lang.Tokens(text), func(t lang.Token) bool { return vague[lang.Fold(strings.ToLower(t.Text))] && !small[lang.Fold(t.Text)] })
}

// small talk and commands, folded.
var small = set(`hallo hi hey hello moin servus gruss grusse guten gute good morgen tag abend nacht morning evening afternoon day
	danke dankeschon dank vielen thanks thank thx bitte please tschuss tschau ciao bye goodbye wiedersehen auf wieder
	ok okay oke alles klar super prima toll gut great fine perfect nice cool genau richtig stimmt right exactly
	ja jo jep yes yeah yep sure klar nein ne nee nope no
	abbrechen abbruch stop stopp stoppen cancel ende end beenden zuruck back weiter continue next hilfe help menu start neustart restart reset
	lotse bot`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}
