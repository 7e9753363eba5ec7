package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// How much is quoted.
const (
	quoteSentences = 3
	wholeWords     = 50 // an article as short as this is quoted whole
	longList       = 12 // lines; longer lists are quoted only if they are steps
)

// quote makes an answer of the best supported sentences of the article, or of a whole list where that is the answer.
func quote(q question, f Finding) (string, []bot.Citation) {
	best, ok := choose(q, f)
	if !ok {
		return "", nil
	}
	p := best.passage
	if p.Kind == KindText {
		text := strings.Join(best.take(), " ")
		return mark(text), []bot.Citation{Cite(p, text)}
	}
	text := best.lines(q)
	return mark(introduced(p, text)), []bot.Citation{Cite(p, text)}
}

// introduced puts the heading before a list that has no sentence to introduce it.
func introduced(p Passage, list string) string {
	first, rest, many := strings.Cut(list, "\n")
	if p.Kind == KindTable || !many || strings.HasSuffix(first, ":") && rest != "" {
		return list
	}
	heading := p.Title
	if len(p.Headings) > 0 {
		heading = p.Headings[len(p.Headings)-1]
	}
	return strings.TrimRight(heading, ":.") + ":\n" + list
}

// mark puts the number of the only citation behind the text; before a list, so that it does not seem to belong to its end.
func mark(text string) string {
	first, rest, list := strings.Cut(text, "\n")
	if list && strings.HasSuffix(first, ":") {
		return first + " [1]\n" + rest
	}
	return text + " [1]"
}

// A piece is a passage of the article as a candidate, with how well each of its sentences or lines supports an answer.
type piece struct {
	passage Passage
	units   []string
	support []float64
	at      int // of the best unit
	score   float64
}

// choose finds the passage that answers best.
func choose(q question, f Finding) (piece, bool) {
	relevance := relevances(f)
	var best piece
	found := false
	for i, p := range content(f.Article) {
		c := weigh(q, p, relevance[p.ID])
		c.score -= 0.03 * float64(min(i, 5)) // what stands first matters most, all else being equal
		if len(c.units) > 0 && (!found || c.score > best.score) {
			best, found = c, true
		}
	}
	return best, found
}

// content are the passages that can be quoted. Pieces of one list stand in it once, whole.
func content(article []Passage) []Passage {
	var all []Passage
	for _, p := range article {
		if p.Kind == KindTitle {
			continue
		}
		if n := len(all); n > 0 && p.Whole != "" && all[n-1].Whole == p.Whole {
			continue
		}
		all = append(all, p)
	}
	return all
}

// relevances are the fused scores of the passages that were found, the best being 1.
func relevances(f Finding) map[string]float64 {
	all := map[string]float64{}
	top := 0.0
	for _, h := range f.Hits {
		top = max(top, h.Score)
	}
	for _, h := range f.Hits {
		if top > 0 {
			all[h.Passage.ID] = max(0, h.Score/top)
		}
	}
	return all
}

func weigh(q question, p Passage, relevance float64) piece {
	c := piece{passage: p, units: units(p)}
	about := terms(strings.Join(append([]string{p.Title}, p.Headings...), " "), p.Language)
	codes := codes(q.text)
	best := 0.0
	for i, u := range c.units {
		own := terms(u, p.Language)
		s := q.covered(append(own, about...)) + 0.5*q.covered(own) + q.fits(u)
		if len(codes) > 0 {
			s += mentioned(codes, u)
		}
		c.support = append(c.support, s)
		if i == 0 || s > best+1e-9 {
			best, c.at = s, i
		}
	}
	c.score = best + 0.6*relevance + q.wants(p)
	return c
}

// units are the sentences of a text, or the lines of a list or table.
func units(p Passage) []string {
	text := p.Text
	if p.Whole != "" {
		text = p.Whole
	}
	if p.Kind != KindText {
		return strings.Split(text, "\n")
	}
	var all []string
	for _, line := range strings.Split(text, "\n") {
		all = append(all, sentences(line)...)
	}
	return all
}

// take gives the best sentence and those around it that belong to the answer.
func (c piece) take() []string {
	words := 0
	for _, u := range c.units {
		words += countWords(u)
	}
	if words <= wholeWords && len(c.units) <= quoteSentences {
		return c.units
	}
	begin, end := c.at, c.at+1
	if begin > 0 && leansBack(c.units[begin]) {
		begin--
	}
	for end < len(c.units) && end-begin < quoteSentences && c.belongs(end) {
		end++
	}
	return c.units[begin:end]
}

// belongs tells whether the sentence at a position goes on with what the best one says.
func (c piece) belongs(at int) bool {
	return leansBack(c.units[at]) || c.support[at] >= 0.75*c.support[c.at] || countWords(c.units[c.at]) < 6
}

var leaning = regexp.MustCompile(`(?i)^(dann|danach|anschließend|dazu|dafür|dabei|davon|dies|diese|dieser|dieses|das|es|er|sie|so|außerdem|sonst|aber|` +
	`then|this|these|that|it|they|so|otherwise|also|but|after that|in that case)\b`)

// leansBack tells whether a sentence needs the one before it.
func leansBack(s string) bool { return leaning.MatchString(s) }

// lines gives the list whole, or of a table or a long list the lines that answer.
func (c piece) lines(q question) string {
	if c.passage.Kind == KindSteps || c.passage.Kind == KindList && len(c.units) <= longList {
		return strings.Join(c.units, "\n")
	}
	var picked []string
	if strings.HasSuffix(c.units[0], ":") && c.at != 0 {
		picked = append(picked, c.units[0])
	}
	rest := 0
	for i, u := range c.units {
		if c.support[i] >= c.support[c.at]-1e-9 && rest < quoteSentences && !(len(picked) > 0 && i == 0) {
			picked = append(picked, bulletless(u, c.passage.Kind))
			rest++
		}
	}
	return strings.Join(picked, "\n")
}

func bulletless(line string, k Kind) string {
	if k == KindTable {
		return line
	}
	return strings.TrimSpace(line)
}

var (
	asksHow    = regexp.MustCompile(`(?i)\b(wie|how)\b`)
	asksAmount = regexp.MustCompile(`(?i)\b(wie (lange?|oft|viele?|teuer|hoch|groß|weit|schnell|spät)|wann|how (long|often|many|much|far|fast|soon|late|big)|when|kostet|kosten|cost|costs|price|preis)\b`)
	numeral    = regexp.MustCompile(`(?i)\d|\b(ein|eine|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|zwölf|one|two|three|four|five|six|seven|eight|ten|twelve|täglich|wöchentlich|monatlich|daily|weekly|monthly|kostenlos|free)\b`)
)

// wants prefers steps for a question how to do something.
func (q question) wants(p Passage) float64 {
	if p.Kind == KindSteps && asksHow.MatchString(q.text) && !asksAmount.MatchString(q.text) {
		return 0.35
	}
	return 0
}

// fits prefers sentences with a number for a question about an amount or a time.
func (q question) fits(sentence string) float64 {
	if asksAmount.MatchString(q.text) && numeral.MatchString(bullet.ReplaceAllString(sentence, "")) {
		return 0.15
	}
	return 0
}

// missing are the rarer words of the question that neither the article nor any passage that was found mentions.
func (q question) missing(f Finding) []string {
	var by []term
	for _, h := range f.Hits {
		by = append(by, terms(h.Passage.Indexed(), h.Passage.Language)...)
	}
	for _, p := range f.Article {
		by = append(by, terms(p.Text, p.Language)...)
	}
	var words []string
	for _, t := range q.terms {
		if t.best(by) == 0 && !slices.Contains(words, t.word) {
			words = append(words, fmt.Sprintf("%q", t.word))
		}
	}
	return words
}

// negations of both languages.
func negated(sentence string) bool {
	for _, t := range lang.Tokens(sentence) {
		w := lang.Fold(t.Text)
		if negations[w] || strings.HasPrefix(w, "kein") {
			return true
		}
	}
	return strings.Contains(sentence, "n't") || strings.Contains(sentence, "n’t")
}

var negations = map[string]bool{"nicht": true, "nie": true, "niemals": true, "nichts": true, "ohne": true, "weder": true,
	"not": true, "never": true, "no": true, "none": true, "without": true, "cannot": true, "neither": true, "nor": true}
