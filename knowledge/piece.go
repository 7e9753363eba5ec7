package knowledge

import (
	"regexp"
	"strings"
)

// A piece is a passage of the article as a candidate, with how well each of its sentences or lines supports an answer.
type piece struct {
	passage Passage
	units   []string
	support []float64
	at      int // of the best unit
	score   float64
}

// units are the sentences of a text, or the lines of a list or table, that are meant for readers.
func units(p Passage) []string {
	text := firstOf(p.Whole, p.Text)
	if p.Kind != KindText && p.Kind != KindAnswer {
		return forReaders(strings.Split(text, "\n"))
	}
	var all []string
	for _, line := range strings.Split(text, "\n") {
		if p.Kind == KindAnswer && bullet.MatchString(line) {
			all = append(all, line)
		} else {
			all = append(all, sentences(line)...)
		}
	}
	return forReaders(all)
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
	for c.passage.Kind == KindAnswer && end < len(c.units) && bullet.MatchString(c.units[end]) {
		end++ // the whole list
	}
	for c.passage.Kind == KindAnswer && begin > 0 && bullet.MatchString(c.units[begin]) {
		begin-- // and what introduces it
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
		if c.support[i] >= c.support[c.at]-1e-9 && rest < quoteSentences && (len(picked) == 0 || i > 0) {
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
