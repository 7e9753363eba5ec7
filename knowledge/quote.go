package knowledge

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/reading"
)

// How much is quoted.
const (
	quoteUnits = 8  // sentences, lines of a table, or whole lists
	wholeWords = 50 // a passage of so few words, and wholeUnits sentences, is quoted whole
	wholeUnits = 3
	longList   = 12 // lines; of longer lists only the lines that answer are quoted, unless they are steps
)

// quote makes an answer of the lines of the article that answer best, in its order: every stretch of them is a citation.
func (a article) quote() (text string, citations []bot.Citation) {
	for _, s := range a.stretches() {
		said := s.text()
		citations = append(citations, Cite(s.passage, said))
		if text != "" {
			text += "\n"
		}
		text += mark(labelled(s.passage, introduced(s.passage, said)), len(citations))
	}
	return text, citations
}

// likeliest is what of all that is quoted answers most likely.
func (a article) likeliest() bot.Citation {
	best, most := stretch{}, 0.0
	for _, s := range a.stretches() {
		if s.likely > most {
			best, most = s, s.likely
		}
	}
	return Cite(best.passage, best.text())
}

// A stretch is lines that follow each other in a passage.
type stretch struct {
	passage Passage
	lines   []string
	likely  float64 // that the likeliest of them answers
}

func (s stretch) text() string {
	if k := s.passage.Kind; k == KindText || k == KindAnswer {
		return together(s.lines)
	}
	return strings.Join(s.lines, "\n")
}

// stretches are the lines that are quoted.
func (a article) stretches() (all []stretch) {
	last, likely := -2, slices.Clone(a.reading.Likely)
	a.insist(likely)
	for _, i := range a.chosen(likely) {
		l := a.lines[i]
		if n := len(all); i == last+1 && l.passage.ID == all[n-1].passage.ID {
			all[n-1].lines = append(all[n-1].lines, l.text)
		} else {
			all = append(all, stretch{passage: *l.passage, lines: []string{l.text}})
		}
		s := &all[len(all)-1]
		s.likely = max(s.likely, likely[i])
		last = i
	}
	return all
}

// chosen are the lines that answer best, with what belongs to them.
func (a article) chosen(likely []float64) []int {
	if a.question.onlyNames(a.title) {
		return a.opening()
	}
	chosen := reading.Choose(likely, a.units(), quoteUnits)
	for i := len(a.lines) - 1; i > 0; i-- {
		if slices.Contains(chosen, i) && !slices.Contains(chosen, i-1) && a.needs(i) {
			chosen = append(chosen, i-1)
		}
	}
	slices.Sort(chosen)
	return chosen
}

// opening is what the article begins with: a few sentences, or a whole list or table that is not long.
func (a article) opening() (lines []int) {
	for i, l := range a.lines {
		most := longList
		if k := l.passage.Kind; k == KindText || k == KindAnswer {
			most = wholeUnits
		}
		if i == most || l.passage.ID != a.lines[0].passage.ID {
			break
		}
		lines = append(lines, i)
	}
	return lines
}

// needs tells whether a line cannot be read without the one before it.
func (a article) needs(i int) bool {
	l, before := a.lines[i], a.lines[i-1]
	return l.passage.ID == before.passage.ID && (reading.LeansBack(l.text) || strings.HasSuffix(before.text, ":"))
}

// units are what is quoted together or not at all: steps, a list that is not long, a short passage. Anything else is a unit for itself.
func (a article) units() (all [][]int) {
	for from := 0; from < len(a.lines); {
		to := from + 1
		for to < len(a.lines) && a.lines[to].passage.ID == a.lines[from].passage.ID {
			to++
		}
		all = append(all, a.unitsOf(from, to)...)
		from = to
	}
	return all
}

// unitsOf are the units of one passage.
func (a article) unitsOf(from, to int) (all [][]int) {
	p := a.lines[from].passage
	whole := p.Kind == KindSteps || p.Kind == KindList && to-from <= longList
	if p.Kind == KindText && to-from <= wholeUnits && to-from == len(a.lines) {
		words := 0
		for _, l := range a.lines[from:to] {
			words += countWords(l.text)
		}
		whole = words <= wholeWords
	}
	for i := from; i < to; i++ {
		listed := p.Kind == KindAnswer && i > from && bullet.MatchString(a.lines[i].text)
		if n := len(all); n > 0 && (whole || listed) {
			all[n-1] = append(all[n-1], i)
		} else {
			all = append(all, []int{i})
		}
	}
	return all
}

// Rules are what holds everywhere, and is too rare in what was learned from.
const (
	namesCode     = 0.95 // a line that names every code of the question answers it
	otherCode     = 0.05 // of rows, if another one names the code
	headingCounts = 4.0  // log-odds, for the whole question
	otherHeading  = 0.1  // of lines, if another heading asks what is asked
	otherRow      = 0.1  // of rows, if another one of the table speaks of more of the question
	howSteps      = 0.9  // steps answer how something is done,
	leastSteps    = 0.5  // if they speak of so much of the question,
	besideSteps   = 0.5  // and then the rest of the article does less so
)

// insist puts the rules over what was read.
func (a article) insist(likely []float64) {
	a.echo(likely)
	a.heed(likely)
	a.pick(likely)
	codes := codes(a.question.text)
	named := false
	for i, l := range a.lines {
		if len(codes) > 0 && mentioned(codes, l.text) == 1 {
			likely[i], named = max(likely[i], namesCode), true
		}
	}
	for i, l := range a.lines {
		if named && l.seen.Item && mentioned(codes, l.text) < 1 {
			likely[i] = min(likely[i], otherCode)
		}
	}
	if !reading.AsksSteps(a.question.text) {
		return
	}
	from, to := a.steps()
	for i := range likely {
		switch {
		case from <= i && i < to:
			likely[i] = max(likely[i], howSteps)
		case to > 0:
			likely[i] *= besideSteps
		}
	}
}

// heed lets headings and pages count: where there are some, a passage that speaks of less of the question with its heading than
// another does is less likely to answer.
func (a article) heed(likely []float64) {
	if !slices.ContainsFunc(a.lines, func(l quotable) bool { return l.seen.Heading != "" || l.passage.Page > 0 }) {
		return
	}
	spoken, most := a.spoken()
	for i, l := range a.lines {
		less := math.Exp(headingCounts * (spoken[l.passage.ID] - most))
		likely[i] = likely[i] * less / (1 - likely[i] + likely[i]*less)
	}
}

// spoken is how much of the question each passage speaks of with its heading, and the most that any does.
func (a article) spoken() (by map[string]float64, most float64) {
	by = map[string]float64{}
	for _, l := range a.lines {
		c := a.question.share(either(l.seen.Says, l.seen.Headed))
		by[l.passage.ID], most = max(by[l.passage.ID], c), max(most, c)
	}
	return by, most
}

// echo lets a heading that asks what is asked count: who asks when is not told how. What stands first under it is as likely to answer as
// anything else there.
func (a article) echo(likely []float64) {
	asked := func(l quotable) bool { return reading.AsksAlike(a.question.text, l.seen.Heading) }
	if !slices.ContainsFunc(a.lines, asked) {
		return
	}
	spoken, most := a.spoken()
	alike := func(l quotable) bool { return spoken[l.passage.ID] == most && asked(l) }
	if !slices.ContainsFunc(a.lines, alike) {
		return
	}
	for i, l := range a.lines {
		if !alike(l) {
			likely[i] *= otherHeading
			continue
		}
		for j := i; l.seen.Begins && j < len(likely) && a.lines[j].passage.ID == l.passage.ID; j++ {
			likely[i] = max(likely[i], likely[j])
		}
	}
}

// pick takes the rows of a table that speak most of the question: who asks about Austria is not told about other countries.
func (a article) pick(likely []float64) {
	most := map[string]float64{}
	for _, l := range a.lines {
		most[l.passage.ID] = max(most[l.passage.ID], a.question.share(l.seen.Says))
	}
	for i, l := range a.lines {
		if l.passage.Kind == KindTable && a.question.share(l.seen.Says) < most[l.passage.ID] {
			likely[i] = min(likely[i], otherRow)
		}
	}
}

// either is the better of two.
func either(a, b reading.Says) reading.Says {
	if b == nil {
		return a
	}
	out := make(reading.Says, len(a))
	for j := range a {
		out[j] = max(a[j], b[j])
	}
	return out
}

// steps are those of the article that speak most of the question, from a line to before another; none if they do not speak of half
// of it.
func (a article) steps() (from, to int) {
	best := leastSteps
	for i := 0; i < len(a.lines); {
		p, j := a.lines[i].passage, i
		for ; j < len(a.lines) && a.lines[j].passage.ID == p.ID; j++ {
		}
		if p.Kind == KindSteps {
			if c := a.question.covered(a.question.closer.parse(*p).terms()); c > best {
				from, to, best = i, j, c
			}
		}
		i = j
	}
	return from, to
}

// together joins sentences; lines of a list stay lines.
func together(units []string) string {
	var b strings.Builder
	for i, u := range units {
		switch {
		case i == 0:
		case bullet.MatchString(u):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(u)
	}
	return b.String()
}

// introduced puts the heading before a list that has no sentence to introduce it.
func introduced(p Passage, list string) string {
	first, rest, many := strings.Cut(list, "\n")
	if p.Kind == KindText || p.Kind == KindAnswer || p.Kind == KindTable || !many || strings.HasSuffix(first, ":") && rest != "" {
		return list
	}
	heading := p.Title
	if len(p.Headings) > 0 {
		heading = p.Headings[len(p.Headings)-1]
	}
	return strings.TrimRight(heading, ":.") + ":\n" + list
}

// mark puts the number of a citation behind a text; before a list, so that it does not seem to belong to its end.
func mark(text string, number int) string {
	first, rest, list := strings.Cut(text, "\n")
	if list && strings.HasSuffix(first, ":") {
		return fmt.Sprintf("%s [%d]\n%s", first, number, rest)
	}
	return fmt.Sprintf("%s [%d]", text, number)
}
