package gloss

import (
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// Gloss gives the English of a German text, word by word; a word that nothing is known of stays as it is.
func (l *Lexicon) Gloss(text string) string {
	var out strings.Builder
	for _, t := range lang.Tokens(text) {
		english, _ := l.Word(strings.ToLower(t.Text))
		if english == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(english)
	}
	return out.String()
}

// Word gives the English of a German word in lower case, or the word itself and false.
func (l *Lexicon) Word(word string) (string, bool) {
	if english, ok := functionWords[word]; ok {
		return english, true
	}
	return l.word(word, 0)
}

// manyTimes is the evidence from which a form is taken as it is; a rarer one gives way to a lemma with more.
const manyTimes = 8

// deepest is how many parts of a compound are split off.
const deepest = 2

func (l *Lexicon) word(word string, depth int) (string, bool) {
	if form := l.form(word); form != "" {
		english, _ := l.find(form)
		return english, true
	}
	if depth < deepest && len(word) >= 8 {
		if english, ok := l.compound(word, depth); ok {
			return english, true
		}
	}
	return word, false
}

// form is the form of a word that the lexicon knows most about; empty if it knows none.
func (l *Lexicon) form(word string) string {
	_, count := l.find(word)
	if count < manyTimes {
		if form := own().form(word); form != "" {
			return form
		}
	}
	switch {
	case count == 0:
		return l.lemma(word, "", 0)
	case count < manyTimes && len(word) > 4:
		return l.lemma(word, word, count)
	}
	return word
}

// endings of German words, and what a lemma has in their place.
var (
	endings = [...]string{"test", "tet", "ten", "est", "te", "en", "er", "es", "em", "et", "st", "e", "n", "s", "t"}
	lemmas  = [...]string{"en", "", "n", "e", "ern", "eln"}
)

// lemma looks for a form with more evidence: the infinitive of a verb, the singular of a noun.
func (l *Lexicon) lemma(word, best string, count int) string {
	for _, ending := range endings {
		body, ok := strings.CutSuffix(word, ending)
		if !ok || len(body) < 3 {
			continue
		}
		for _, lemma := range lemmas {
			form := body + lemma
			if form == word {
				continue
			}
			if _, c := l.find(form); c > 3*count {
				best, count = form, c
			}
		}
	}
	return best
}

// compound takes the English of the longest known first part, and of what follows.
func (l *Lexicon) compound(word string, depth int) (string, bool) {
	head, tail := l.cut(word, depth)
	if head == "" {
		return "", false
	}
	first, _ := l.find(head)
	rest, _ := l.word(tail, depth+1)
	return first + " " + rest, true
}

// cut takes a compound apart: into its longest known first part, and what follows that is known, too.
func (l *Lexicon) cut(word string, depth int) (head, tail string) {
	for cut := len(word) - 4; cut >= 4; cut-- {
		if _, count := l.find(word[:cut]); count == 0 {
			continue
		}
		for _, joint := range [...]string{"", "s", "n"} {
			tail, ok := strings.CutPrefix(word[cut:], joint)
			if !ok || len(tail) < 3 {
				continue
			}
			if _, ok := l.word(tail, depth+1); ok {
				return word[:cut], tail
			}
		}
	}
	return "", ""
}

// functionWords are the small words whose forms no dictionary lists; "sich" has no English.
var functionWords = pairs(grammar)

const grammar = `
kann can; kannst can; können can; könnt can; könnte could; könnten could; habe have; hast have; hat has; haben have; habt have;
hatte had; hatten had; bin am; bist are; ist is; sind are; seid are; war was; waren were; wird will; werde will; werden will;
wurde was; wurden were; wäre would; würde would; muss must; müssen must; darf may; dürfen may; soll should; sollte should;
sollen should; will want; wollen want; möchte want; möchten want; mir me; mich me; uns us; ihr your; ihre your; ihren your;
ihrem your; ihrer your; sie you; ihnen you; euch you; euer your; eure your; dein your; deine your; deinen your; deinem your;
deiner your; dir you; dich you; mein my; meine my; meinen my; meinem my; meiner my; unser our; unsere our; es it; er he;
der the; die the; das the; den the; dem the; des the; ein a; eine a; einen a; einem a; einer a; nicht not; kein no; keine no;
keinen no; und and; oder or; aber but; mit with; ohne without; für for; von of; vom of; zu to; zum to; zur to; im in; ins into; am on;
auf on; bei at; beim at; nach after; vor before; wenn if; dass that; weil because; wo where; wie how; was what; wann when;
warum why; wieso why; wer who; wen whom; wem whom; welche which; welcher which; welches which; welchen which; bitte please;
man you; sich -; an at; aus from; über about; unter under; durch by; bis until; noch still; mehr more; auch also; nur only;
sehr very; schon already; hier here; dort there; gibt give; bekomme get; bekommen get; mache make; machen make; macht makes;
geht works; ich i; wir we; du you; ja yes; nein no; viel much; viele many; lange long; diese this; dieser this; dieses this;
diesen this; diesem this; jetzt now; dann then; da there; hin there; her here;
hätte would; hätten would; hättest would; konnte could; konnten could; könntest could; wollte want; wollten want; musste must;
mussten must; müsste should; müssten should; durfte may; solltest should; sollst should; magst like; fürs for; ans on; aufs on;
dran it; drauf it; drin in; womit how; wofür why; wozu why; woher where; wohin where; worauf what; woran what; worüber what;
wessen whose; wollt want; dürft may; hattest had; hatten had; wärst would; wären would; gewesen was`

func pairs(list string) map[string]string {
	m := map[string]string{}
	for pair := range strings.SplitSeq(list, ";") {
		german, english, _ := strings.Cut(strings.TrimSpace(pair), " ")
		m[german] = strings.Trim(english, "-")
	}
	return m
}
