package knowledge

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
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
	if p.Kind == KindText || p.Kind == KindAnswer {
		text := together(neutral(q.text, p, best.take()))
		return mark(text), []bot.Citation{Cite(p, text)}
	}
	text := best.lines(q)
	return mark(introduced(p, text)), []bot.Citation{Cite(p, text)}
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
