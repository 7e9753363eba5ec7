package forms

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// A way says a sentence in another way; false if there is nothing in it that it could change.
type way struct {
	way    string
	change func(language, sentence, seed string) (string, bool)
}

// distortions change what a sentence says.
var distortions = []way{
	{"another number", otherNumber},
	{"another number word", swapping(numberPairs)},
	{"denied or not", denied},
	{"another unit", swapping(unitPairs)},
	{"another date", swapping(datePairs)},
	{"may or must", swapping(modalPairs)},
	{"more or less", swapping(comparePairs)},
	{"all or some", swapping(quantityPairs)},
	{"the contrary", swapping(contraryPairs)},
	{"names exchanged", namesExchanged},
	{"numbers exchanged", numbersExchanged},
}

// rewordings keep it.
var rewordings = []way{
	{"numbers written otherwise", rewriting(numberForms)},
	{"contracted or not", rewriting(contractedForms)},
	{"another word", rewriting(synonymForms)},
	{"addressed otherwise", rewriting(addressForms)},
	{"a phrase moved", phraseMoved},
	{"an aside left out", asideLeftOut},
}

var figureForm = regexp.MustCompile(`\d+`)

// otherNumber changes one number, and keeps how many figureForm it has.
func otherNumber(_, sentence, seed string) (string, bool) {
	all := figureForm.FindAllStringIndex(sentence, -1)
	if len(all) == 0 {
		return "", false
	}
	at := all[draw(seed, "number")%uint64(len(all))]
	old := sentence[at[0]:at[1]]
	n, err := strconv.Atoi(old)
	if err != nil || strings.HasPrefix(old, "0") {
		return "", false
	}
	other := n + 1 + int(draw(seed, "by")%uint64(max(2, n/3)))
	return sentence[:at[0]] + strconv.Itoa(other) + sentence[at[1]:], true
}

// numbersExchanged changes the places of two numbers.
func numbersExchanged(_, sentence, _ string) (string, bool) {
	all := figureForm.FindAllStringIndex(sentence, -1)
	if len(all) != 2 || len(lang.Tokens(sentence[all[0][1]:all[1][0]])) < 2 { // "between 2010 and 2005" says the same
		return "", false
	}
	return exchanged(sentence, all[0], all[1])
}

// namesExchanged changes the places of two names around a verb, of English alone: a German verb may have its object first.
func namesExchanged(language, sentence, _ string) (string, bool) {
	all := nameForm.FindAllStringSubmatchIndex(sentence, -1)
	if language != lang.English || len(all) < 2 {
		return "", false
	}
	a, b := all[0][2:4], all[len(all)-1][2:4]
	between := sentence[a[1]:b[0]]
	if len(lang.Tokens(between)) < 2 || strings.Contains(between, " and ") || strings.Contains(between, ",") || strings.Contains(between, " or ") {
		return "", false
	}
	return exchanged(sentence, a, b)
}

func exchanged(text string, a, b []int) (string, bool) {
	x, y := text[a[0]:a[1]], text[b[0]:b[1]]
	if x == y {
		return "", false
	}
	return text[:a[0]] + y + text[a[1]:b[0]] + x + text[b[1]:], true
}

var (
	deniesDE = regexp.MustCompile(`\bnicht \b`)
	deniesEN = regexp.MustCompile(`\b(is|are|was|were|can|could|will|would|must|should|do|does|did|has|have) not\b|\b(is|are|was|were|do|does|did)n[’']t\b`)
	verbDE   = regexp.MustCompile(`\b(ist|sind|war|waren|wird|werden|kann|können|muss|müssen|hat|haben|wurde|wurden)\b`)
	verbEN   = regexp.MustCompile(`\b(is|are|was|were|can|could|will|would|must|should|has|have)\b`)
)

// denied takes a denial away, or puts one behind the first auxiliary verb.
func denied(language, sentence, _ string) (string, bool) {
	denies, verb, not := deniesDE, verbDE, "nicht"
	if language == lang.English {
		denies, verb, not = deniesEN, verbEN, "not"
	}
	if at := denies.FindStringSubmatchIndex(sentence); at != nil {
		kept := ""
		for g := 2; g+1 < len(at); g += 2 {
			if at[g] >= 0 {
				kept = sentence[at[g]:at[g+1]]
			}
		}
		return sentence[:at[0]] + kept + sentence[at[1]:], true
	}
	if at := verb.FindStringIndex(sentence); at != nil && !strings.Contains(sentence, "kein") && !strings.Contains(sentence, " no ") && !strings.Contains(sentence, "n't") && !strings.Contains(sentence, "n’t") {
		return sentence[:at[1]] + " " + not + sentence[at[1]:], true
	}
	return "", false
}

// swapping puts one word of a pair for the other, the first that there is.
func swapping(pairs map[string]string) func(language, sentence, seed string) (string, bool) {
	both := map[string]string{}
	for _, p := range strings.Fields(strings.Join([]string{pairs["de"], pairs["en"]}, " ")) {
		a, b, _ := strings.Cut(p, "/")
		both[a] = b
		if _, there := both[b]; !there {
			both[b] = a
		}
	}
	return func(_, sentence, seed string) (string, bool) {
		var found []lang.Token
		for i, t := range lang.Tokens(sentence) {
			if _, ok := both[t.Text]; ok && i > 0 {
				found = append(found, t)
			}
		}
		if len(found) == 0 {
			return "", false
		}
		t := found[draw(seed, "word")%uint64(len(found))]
		return sentence[:t.Start] + both[t.Text] + sentence[t.End:], true
	}
}

// rewriting puts one form for another, the first that there is.
func rewriting(pairs map[string][][2]string) func(language, sentence, seed string) (string, bool) {
	type form struct {
		from *regexp.Regexp
		to   string
	}
	forms := map[string][]form{}
	for language, all := range pairs {
		for _, p := range all {
			forms[language] = append(forms[language], form{regexp.MustCompile(p[0]), p[1]})
		}
	}
	return func(language, sentence, _ string) (string, bool) {
		for _, f := range forms[language] {
			if at := f.from.FindStringSubmatchIndex(sentence); at != nil {
				return sentence[:at[0]] + string(f.from.ExpandString(nil, f.to, sentence, at)) + sentence[at[1]:], true
			}
		}
		return "", false
	}
}

var introductions = map[string][]string{
	"de": {"Ja, %s", "Laut Artikel gilt: %s", "Bitte beachte: %s", "Außerdem gilt: %s"},
	"en": {"Yes, %s", "According to the article, %s", "Please note: %s", "In addition, %s"},
}

// introduced puts words before a sentence that say nothing of their own.
func introduced(language, sentence, seed string) string {
	all := introductions[language]
	if len(all) == 0 {
		return sentence
	}
	return fmt.Sprintf(all[draw(seed, "introduction")%uint64(len(all))], sentence)
}

var (
	movable = regexp.MustCompile(`^((?:In|On|At|During|After|Before|By|Since|Until|From|For|With|Under) [^,.]{3,60}), ([^.]+)\.$`)
	aside   = regexp.MustCompile(` \([^()]*\)`)
)

// phraseMoved puts the phrase in front to the end. German sentences would need another order of words.
func phraseMoved(language, sentence, _ string) (string, bool) {
	m := movable.FindStringSubmatch(sentence)
	if language != lang.English || m == nil || strings.Contains(m[2], ",") {
		return "", false
	}
	first, size := m[2][:1], 1
	return strings.ToUpper(first) + m[2][size:] + " " + strings.ToLower(m[1][:1]) + m[1][1:] + ".", true
}

func asideLeftOut(_, sentence, _ string) (string, bool) {
	at := aside.FindStringIndex(sentence)
	if at == nil {
		return "", false
	}
	return sentence[:at[0]] + sentence[at[1]:], true
}
