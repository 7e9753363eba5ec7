package knowledge

import (
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/reading"
)

// A sight is how a question sees the words of an article: by its own words, and by what else the glossary calls them.
type sight struct {
	question question
	language string
	words    []*term                 // of the question, and behind them those of its names, in their order
	seen     map[string]reading.Says // by word of the article: how much it means each of words
}

func (q question) sight(language string) *sight {
	s := &sight{question: q, language: language, words: slices.Clone(q.terms), seen: map[string]reading.Says{}}
	for _, names := range q.names {
		s.words = append(s.words, slices.Concat(names...)...)
	}
	return s
}

// says is how well a text speaks of each word of the question.
func (s *sight) says(text string) reading.Says {
	all := make(reading.Says, len(s.words))
	for _, w := range words(text) {
		for i, l := range s.word(w) {
			all[i] = max(all[i], l)
		}
	}
	return s.named(all)
}

// named lets a word of the question be spoken of by any of its names whose words are all spoken of.
func (s *sight) named(all reading.Says) reading.Says {
	own, rest := all[:len(s.question.terms)], all[len(s.question.terms):]
	for i, names := range s.question.names {
		for _, n := range names {
			own[i] = max(own[i], slices.Min(rest[:len(n)]))
			rest = rest[len(n):]
		}
	}
	return own
}

func (s *sight) word(w string) reading.Says {
	if known, ok := s.seen[w]; ok {
		return known
	}
	var all reading.Says
	if !stop(w, s.language) {
		own := s.question.closer.words.term(w, s.language)
		for i, t := range s.words {
			if l := t.like(own); l > 0 {
				if all == nil {
					all = make(reading.Says, len(s.words))
				}
				all[i] = l
			}
		}
	}
	s.seen[w] = all
	return all
}

// A quotable is a line of an article that can be quoted.
type quotable struct {
	passage *Passage
	text    string // of a list with its mark
	seen    reading.Line
}

// An article is a document as a question reads it.
type article struct {
	question question
	title    reading.Says
	lines    []quotable
	reading  reading.Reading
}

// read finds what the article says to the question.
func (q question) read(f Finding) article {
	a := q.apart(f)
	a.reading = reading.Read(a.asked(), a.seen())
	return a
}

// apart takes the article apart into what can be quoted.
func (q question) apart(f Finding) article {
	a := article{question: q}
	relevance := relevances(f)
	sights := map[string]*sight{}
	all := content(f.Article)
	for n := range all {
		p := &all[n]
		s := sights[p.Language]
		if s == nil {
			s = q.sight(p.Language)
			sights[p.Language] = s
		}
		if n == 0 {
			a.title = s.says(p.Title)
		}
		heading := strings.Join(p.Headings, " ")
		var headed reading.Says
		if heading != "" {
			headed = s.says(heading)
		}
		for i, u := range neutral(q.text, *p, units(*p)) {
			if len(a.lines) == 0 && strings.EqualFold(strings.TrimSpace(u), p.Title) {
				continue // texts often begin with their own title
			}
			a.lines = append(a.lines, quotable{p, u, reading.Line{
				Text: strings.TrimSpace(u), Says: s.says(u), Heading: heading, Headed: headed, Begins: i == 0, Near: relevance[p.ID],
				Item: p.Kind == KindTable || bullet.MatchString(u),
			}})
		}
	}
	return a
}

// asked and seen are what [reading.Read] is given.
func (a article) asked() reading.Question {
	return reading.Question{Text: a.question.text, Weights: a.question.weights}
}

func (a article) seen() reading.Text {
	t := reading.Text{Title: a.title, Lines: make([]reading.Line, len(a.lines))}
	for i, l := range a.lines {
		t.Lines[i] = l.seen
	}
	return t
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

// relevances are the scores of the passages that were found, the best being 1.
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

// Reads is how the lines of a document look to a question: what [reading.Read] is given.
func (a *Answers) Reads(ctx context.Context, q Inquiry, document string) (reading.Question, reading.Text, error) {
	s, hits, err := a.look(ctx, q, document, findHits)
	if err != nil {
		return reading.Question{}, reading.Text{}, err
	}
	f, err := a.finding(ctx, q, s, hits)
	if err != nil {
		return reading.Question{}, reading.Text{}, err
	}
	article := a.question(f).apart(f)
	return article.asked(), article.seen(), nil
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
