package private

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/quick"
)

//go:embed names/given.txt
var givenList string

//go:embed names/family.txt
var familyList string

//go:embed names/words.txt
var wordList string

// What the lists know, in lower case.
var (
	given  = list(givenList)
	family = list(familyList)
	either = list(wordList) // names that are everyday words as well: they count only beside another name
)

func list(text string) map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			all[line] = true
		}
	}
	return all
}

// Words after which a name follows, however it is written, and those after which it does if it has a capital.
var (
	nameCue = quick.MustCompile(`(?i)(?:\bich hei(?:ß|ss)e|\bmein(?:e)?[ \w]{0,12} name (?:ist|lautet|war)|\bname\?(?: user:)?|\bnamens|\b(?:is|was|am|wird|werde) (?:called|genannt)|\b(?:s|er) name|\bmy (?:full |last |first |maiden |middle )?name(?: is|'s|:)|\bname ?:|\bthe name(?:'s| on the (?:account|card)\?? (?:user:|is))` +
		`|\b(?:vor|nach|mädchen|ansprech)name(?:n)?(?: ist|:)|\bangemeldet (?:ist|als)|\b(?:first|last|maiden) name (?:is|was|:)|\bi go by|\bcall me|\bnenn mich)[\s:]{1,6}`)
	// a name with an initial in the middle
	initialForm = quick.MustCompile(`\p{Lu}[\p{Ll}’'-]{2,} \p{Lu}(?:\. ?| )\p{Lu}[\p{L}’'-]{2,}`)
	// a line of names above the lines of an address
	headForm = quick.MustCompile(`(?m)^[>? ]*(?P<x>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]*\.?){1,3}) *\n(?:[>? ]*[^\n\d]*\n){0,3}[>? ]*\d{1,6} \p{L}`)
	titleCue = quick.MustCompile(`(?:\b(?:Herrn?|Frau|Fräulein|Familie|Fam\.|Hr\.|Fr\.|Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\.?(?: (?:Dr|Prof|med)\.?)*|\b(?:hier ist|hier spricht|this is|it's|ich bin|i am|i'm|I am|I'm|Ich bin|Hier ist|This is)) `)
	byeCue   = quick.MustCompile(`(?i)(?:gr(?:ü|u|ue)(?:ß|ss)en?|gruß|\bvg|\blg|\bmfg|regards|sincerely|cheers|thanks|hochachtungsvoll|yours)[ ,!.]{0,3}\n\s{0,3}`)
	greetCue = quick.MustCompile(`(?i)(?:\b(?:liebe[rs]?|dear|hallo|hi|hello|moin|hey|sehr geehrte[r]?) )`)
)

// particles stand between the parts of a name.
var particles = map[string]bool{"von": true, "van": true, "zu": true, "de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "der": true, "den": true, "ter": true, "bin": true, "al": true, "el": true, "la": true, "le": true, "y": true}

// people finds names: rows of words that begin with a capital and stand after a word that introduces a name, or of which the
// lists know one.
func people(text string) []Span {
	tokens, c := nameTokens(text), readCues(text)
	var all []Span
	for i := 0; i < len(tokens); {
		n := nameAt(c, tokens[i:])
		if n == 0 {
			i++
			continue
		}
		all = append(all, Span{Name, tokens[i].start, tokens[i+n-1].end})
		i += n
	}
	all = claim(all, found(Name, initialForm, text))
	return again(claim(all, found(Name, headForm, text)), tokens, text)
}

// again finds the parts of names where they stand alone.
func again(all []Span, tokens []nameToken, text string) []Span {
	parts := map[string]bool{}
	for _, s := range all {
		for _, at := range nameWords(text[s.Start:s.End]) {
			w := text[s.Start:s.End][at[0]:at[1]]
			parts[w] = len(w) > 2 && !particles[w] && !either[strings.ToLower(w)]
		}
	}
	for _, t := range tokens {
		if parts[t.text] && t.capital && !t.common() {
			all = claim(all, []Span{{Name, t.start, t.end}})
		}
	}
	return all
}

// A nameToken is a word that could be a part of a name.
type nameToken struct {
	start, end int
	text       string
	lower      string
	capital    bool
	initial    bool
	gap        string // what stands between it and the next one
}

// nameWords finds the runs of letters of a text, and what hyphens and apostrophes make of several.
func nameWords(text string) (all [][2]int) {
	for i := 0; i < len(text); {
		end := letters(text, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		for joint, size := utf8.DecodeRuneInString(text[end:]); joint == '\'' || joint == '’' || joint == '-'; {
			next := letters(text, end+size)
			if next == end+size {
				break
			}
			end = next
			joint, size = utf8.DecodeRuneInString(text[end:])
		}
		all = append(all, [2]int{i, end})
		i = end
	}
	return all
}

// letters is where the letters end that stand in a text from a place on.
func letters(text string, from int) int {
	for i, r := range text[from:] {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return from + i
		}
	}
	return len(text)
}

func nameTokens(text string) []nameToken {
	found := nameWords(text)
	all := make([]nameToken, len(found))
	for i, m := range found {
		w := text[m[0]:m[1]]
		if base, had := strings.CutSuffix(w, "'s"); had {
			w, m[1] = base, m[1]-2
		}
		first, _ := utf8.DecodeRuneInString(w)
		t := nameToken{start: m[0], end: m[1], text: w, lower: strings.ToLower(w), capital: unicode.IsUpper(first)}
		t.initial = t.capital && utf8.RuneCountInString(w) == 1
		next := len(text)
		if i+1 < len(found) {
			next = found[i+1][0]
		}
		t.gap = text[t.end:next]
		all[i] = t
	}
	return all
}

// cues are where the words end that introduce a name.
type cues struct{ name, title, person, bye, greet map[int]bool }

func readCues(text string) cues {
	return cues{ends(nameCue, text), ends(titleCue, text), ends(titled, text), ends(byeCue, text), ends(greetCue, text)}
}

func ends(re *quick.Regexp, text string) map[int]bool {
	all := map[int]bool{}
	for _, m := range re.FindAllStringIndex(text, -1) {
		all[m[1]] = true
	}
	return all
}

// nameAt says how many tokens from here on are one name; 0 if none.
func nameAt(c cues, ts []nameToken) int {
	first := ts[0]
	at := first.start
	cued := c.name[at]
	switch {
	case cued || c.bye[at]:
		if lang.Stop(first.lower, lang.German) || lang.Stop(first.lower, lang.English) {
			return 0
		}
		return row(ts, cued, true)
	case c.title[at] && first.capital && (c.person[at] || first.known() || first.couldBe() || pair(ts)):
		return row(ts, false, true)
	case c.greet[at] && first.capital && (first.known() || first.couldBe()):
		return row(ts, false, false)
	case first.known():
		return row(ts, !first.capital, false)
	case (first.couldBe() || first.capital && !first.common()) && len(ts) > 1 && first.gap == " " && ts[1].capital && ts[1].known():
		return row(ts, false, true)
	}
	return 0
}

// pair is true of two words with a capital that are no everyday words: who introduces herself has two names.
func pair(ts []nameToken) bool {
	return len(ts) > 1 && ts[0].gap == " " && ts[1].capital && !ts[0].common() && !ts[1].common() && !either[ts[1].lower]
}

// titled ends in a title that nothing but a name follows.
var titled = quick.MustCompile(`(?:Herrn?|Frau|Fräulein|Familie|Fam\.|Hr\.|Mr|Mrs|Ms|Miss|Prof|Dr)\.? `)

// known is true of a word that is a name and nothing else. In lower case only a longer one is trusted.
func (t nameToken) known() bool {
	listed := given[t.lower] || family[t.lower]
	if !listed && strings.Contains(t.lower, "-") {
		a, b, _ := strings.Cut(t.lower, "-")
		listed = (given[a] || family[a]) && (given[b] || family[b] || either[b])
	}
	return listed && (t.capital || given[t.lower] && utf8.RuneCountInString(t.text) > 4)
}

func (t nameToken) couldBe() bool { return t.capital && either[t.lower] }

// common is true of words that begin sentences, or stand in every text.
func (t nameToken) common() bool {
	return lang.Stop(t.lower, lang.German) || lang.Stop(t.lower, lang.English) || frequent[t.lower]
}

// frequent are words of service talk that are written with a capital and often stand beside names.
var frequent = list(strings.ReplaceAll(`hallo hello hi hey moin guten tag morgen abend liebe lieber dear herr frau mr mrs ms dr prof meine mein my the bestellung
rechnung lieferung paket maschine kaffee bitte danke thanks thank please name kunde kundin user bot agent card karte order phone email adresse address konto account
und and with from regards grüße gruß straße street what when where who wann wo wer was wie how why warum can could kann könnte is are ist sind here hier this dies`, " ", "\n"))

// row is how far a name reaches from its first part on: over capitals, initials and particles, four at most. Small says that the
// parts may be in lower case, sure that the first part need not be known.
func row(ts []nameToken, small, sure bool) int {
	n, last := 0, 0
	for i, t := range ts[:min(len(ts), 6)] {
		ok := t.capital || small && (t.known() || given[t.lower] || family[t.lower] || either[t.lower] || i == 0 && sure)
		switch {
		case i > 0 && t.common() && !particles[t.lower]:
			ok = false
		case i > 0 && particles[t.lower] && !t.capital:
			ok = true
		case i > 0 && !sure && !t.initial && !t.known() && !t.couldBe() && !ts[i-1].named():
			ok = false
		}
		if !ok || last >= 4 {
			break
		}
		n++
		last++
		if t.gap != " " && (!t.initial || t.gap != ". ") {
			break
		}
	}
	for n > 0 && particles[ts[n-1].lower] && !ts[n-1].capital {
		n-- // a name ends in no particle
	}
	return n
}

// named is true of what a family name may follow: a given name, or an initial.
func (t nameToken) named() bool {
	return t.initial || given[t.lower] || either[t.lower] || particles[t.lower]
}
