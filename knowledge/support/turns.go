package support

import (
	"strings"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/quick"
)

// A turn is what an operator does to its clause: of one kind, another value makes another statement of it.
type turn struct {
	kind  kind
	value string
}

type kind string

// The kinds of operators. Those that narrow must be in the sentence if they are in its source.
const (
	denial    kind = "denial"
	modality  kind = "modality"
	quantity  kind = "quantity"
	limit     kind = "limit"
	degree    kind = "degree"
	order     kind = "order in time"
	lacking   kind = "with or without"
	choice    kind = "and or or"
	how       kind = "frequency"
	condition kind = "condition"
	particle  kind = "particle"
	level     kind = "above or below"
)

// turns are the operators of both languages, folded.
var turns = table(map[turn]string{
	{denial, "not"}:      "nicht kein keine keinen keinem keiner keines keins nie niemals nichts niemand niemanden niemandem weder nirgends not never no none nothing nobody neither nor cannot",
	{modality, "may"}:    "kann kannst konnen konnt konnte konntest konnten darf darfst durfen durft durfte durften can could may might",
	{modality, "must"}:   "muss musst mussen musste mussten must",
	{modality, "should"}: "soll sollst sollen sollt sollte sollten should ought",
	{quantity, "all"}:    "alle allen aller alles jede jeder jedes jeden jedem samtliche samtlichen all every each everyone everything everybody",
	{quantity, "some"}:   "einige einigen manche manchen teilweise some several partly mehrere mehreren",
	{quantity, "many"}:   "viele vielen many",
	{quantity, "few"}:    "wenige wenigen few",
	{quantity, "most"}:   "meisten most",
	{limit, "only"}:      "nur ausschliesslich lediglich only solely exclusively merely",
	{limit, "at least"}:  "mindestens wenigstens minimum least",
	{limit, "at most"}:   "hochstens maximal maximum",
	{degree, "more"}:     "mehr more",
	{degree, "less"}:     "weniger less fewer",
	{order, "before"}:    "bevor vorher before ehe vor prior",
	{order, "after"}:     "nachdem nachher after nach",
	{order, "until"}:     "bis until till",
	{order, "since"}:     "seit since",
	{order, "during"}:    "wahrend during",
	{condition, "if"}:    "wenn falls sofern wer if unless whoever",
	{lacking, "without"}: "ohne ausser ausgenommen without except",
	{choice, "or"}:       "oder or",
	{choice, "against"}:  "gegen against",
	{how, "always"}:      "immer stets always",
	{how, "often"}:       "oft haufig often frequently",
	{how, "rarely"}:      "selten rarely seldom",
	{how, "sometimes"}:   "manchmal gelegentlich sometimes occasionally",
	{how, "usually"}:     "meist meistens normalerweise usually normally generally typically ublicherweise",
	{level, "over"}:      "uber oberhalb over above",
	{level, "under"}:     "unter unterhalb under below",
	{particle, "off"}:    "off",
	{particle, "up"}:     "up",
	{particle, "down"}:   "down",
	{particle, "out"}:    "out",
})

// narrows are the kinds of operators that a sentence must keep if the clause it rests on has them.
var narrows = map[kind]bool{denial: true, modality: true, limit: true, lacking: true, degree: true, particle: true, quantity: true, how: true, choice: true, level: true, order: true, condition: true}

// separable are the particles of German verbs.
var separable = map[string]string{"ein": "in", "aus": "off", "an": "on", "ab": "off", "auf": "up", "zu": "shut", "zuruck": "back"}

func table(lists map[turn]string) map[string]turn {
	all := map[string]turn{}
	for t, words := range lists {
		for _, w := range strings.Fields(words) {
			all[w] = t
		}
	}
	return all
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[lang.Fold(w)] = true
	}
	return all
}

var (
	// breaks begin a clause whose operators are its own.
	breaks = set("aber but sondern however jedoch wenn if falls weil because dass that obwohl although which während while")
	// joins may join two statements.
	joins = set("und and aber but sowie")
	// leaning words point to what was said before.
	leaning = set("er sie es dies diese dieser dieses das dazu dafür dabei davon damit daher darum deshalb dann danach dort hier sein seine seinen ihr ihre ihren he she it they this that these those his her its their there then here")
	// light words may be said by whoever repeats something: they add nothing.
	light = set(`bitte please laut zufolge gemäß according außerdem zudem zusätzlich ferner weiterhin furthermore moreover additionally therefore thus hence namely
		addition like anything übrigens allerdings somit also beachte beachten note artikel article folgendes folgende folgenden following insgesamt generell grundsätzlich hinweis
		gibt liegt liegen befindet befinden handelt bedeutet heißt lautet lauten erfolgt means meaning called located based information informationen info
		ja yes nein gern gerne natürlich course certainly unfortunately leider nun well example beispiel beispielsweise instance etwa rund circa ca approximately
		dear hello hallo danke thanks thank sure gut good okay ok direkt einfach simply zuerst gilt gelten jedoch obwohl although though zwar dabei sowie wobei anschließend schließlich finally next step schritt`)
	noNumber = set("ein eine einen einem einer eines kein keine keinen keinem keiner keines none zu zweit dritt viert fünft sechst siebt half a an null")
)

// expanded writes contractions out.
func expanded(text string) string {
	text = strings.ReplaceAll(text, "’", "'")
	for _, c := range contractions {
		text = c.form.ReplaceAllString(text, c.whole)
	}
	return text
}

var contractions = []struct {
	form  *quick.Regexp
	whole string
}{
	{quick.MustCompile(`(?i)\bcan't\b|\bcannot\b`), "can not"},
	{quick.MustCompile(`(?i)\bwon't\b`), "will not"},
	{quick.MustCompile(`(?i)n't\b`), " not"},
	{quick.MustCompile(`(?i)\b(need|needs|have|has|had)\s+to\b`), "must"},
	{quick.MustCompile(`(?i)\b(?:is|are|be)\s+(?:required|obliged)\s+to\b`), "must"},
	{quick.MustCompile(`(?i)\b(?:is|are|be)\s+(?:able|allowed|permitted)\s+to\b`), "can"},
	{quick.MustCompile(`(?i)\bmore\s+than\b|\bmehr\s+als\b`), "over"},
	{quick.MustCompile(`(?i)\b(?:less|fewer)\s+than\b|\bweniger\s+als\b`), "under"},
	{quick.MustCompile(`(?i)\bz\.\s?B\.`), "zum Beispiel"},
	{quick.MustCompile(`(?i)\bwithin\b`), "in"},
	{quick.MustCompile(`(?i)\bat\s+most\b|\bno\s+more\s+than\b|\bup\s+to\b`), "höchstens"},
	{quick.MustCompile(`(?i)\bat\s+the\s+most\b`), "höchstens"},
}
