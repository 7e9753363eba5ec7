// Package followup understands a question that leans on what was said before it ("And for business customers?", "Wie lange
// dauert das?"), without a model: it finds out that the question leans, and on which words.
package followup

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// A question of so few words, and so few of them with a meaning, may lean on the one before it without saying so: "How long?",
// "For students?". A whole sentence ("How do I descale?") stands alone however little it says.
const (
	fewWords   = 3
	fewMeaning = 2
)

// most is how many words are carried: more would speak louder than the question itself.
const most = 8

// Carry gives the words of earlier questions of the customer, the latest last, that a question leans on; nil for one that
// stands alone.
func Carry(question, language string, earlier []string) []string {
	if len(earlier) == 0 || !Leans(question, language) {
		return nil
	}
	own := map[string]bool{} // by stem
	for _, w := range content(question, language) {
		own[lang.Stem(w, language)] = true
	}
	for _, before := range slices.Backward(earlier) {
		words := content(before, language)
		var carried []string
		for _, w := range words {
			if len(carried) < most && !own[lang.Stem(w, language)] {
				carried = append(carried, w)
			}
		}
		if len(words) > 0 {
			return carried
		}
	}
	return nil
}

// Leans tells whether a question needs what was said before: it goes on ("and ..."), points back ("it", "dafür"), or is too short to
// stand alone.
func Leans(question, language string) bool {
	tokens := lang.Tokens(question)
	if first := at(tokens, 0); starts[first] || at(tokens, 1) == "about" && (first == "what" || first == "how") {
		return true
	}
	for i := range tokens {
		if points(tokens, i, language) {
			return true
		}
	}
	return len(tokens) <= fewWords && len(content(question, language)) <= fewMeaning
}

// points tells whether a word points to what was said before. "Sie" is how customers are addressed, "das Paket" has an article, and
// "es gibt" points to nothing.
func points(tokens []lang.Token, i int, language string) bool {
	w := lang.Fold(tokens[i].Text)
	switch {
	case language != lang.English && articles[w] || language != lang.German && w == "that":
		return i+1 == len(tokens) || lang.Stop(lang.Fold(tokens[i+1].Text), language)
	case w == "es" && (at(tokens, i-1) == "gibt" || at(tokens, i+1) == "gibt"):
		return false
	case w == "sie" && tokens[i].Text != "sie":
		return false
	}
	return language != lang.English && pointers[lang.German][w] || language != lang.German && pointers[lang.English][w]
}

// at is a word, folded; empty where there is none.
func at(tokens []lang.Token, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return lang.Fold(tokens[i].Text)
}

func content(text, language string) []string {
	var all []string
	for _, t := range lang.Tokens(text) {
		w := strings.ToLower(t.Text)
		stop := lang.Stop(w, language) || language == "" && (lang.Stop(w, lang.German) || lang.Stop(w, lang.English))
		if !stop && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

// starts are words with which a question goes on, folded.
var starts = set(`und oder aber and or but also so`)

// articles are German words that point back only where no noun follows them, folded.
var articles = set(`das der die den dem`)

// pointers are words that point to what was said before, folded.
var pointers = map[string]map[string]bool{
	lang.German: set(`es er sie ihn ihm dies diese dieser dieses diesen diesem dafür davon damit dazu darin darauf daran darüber dabei
		dagegen dort solche solcher solches jene jener jenes derselbe dieselbe dasselbe`),
	lang.English: set(`it its they them their he him his she her this these those ones such same`),
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[lang.Fold(w)] = true
	}
	return all
}
