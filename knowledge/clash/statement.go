package clash

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// A statement is a sentence of a passage, or a line of a list or table.
type statement struct {
	passage *knowledge.Passage
	text    string
	items   []item
	words   []string // stems that carry meaning, each once; without numbers and negations
	subject []string // likewise, of the title and the headings, with their numbers
	codes   []string // names of things with digits in them: A2, E7; sorted
	denies  int      // how many negations it has
	values  int      // how many numbers and dates

	template bool // its document says the same again with other values
}

// How long a statement is that is compared, in words that carry meaning: shorter ones say too little to be about the same, and
// longer ones are several.
const (
	leastWords = 3
	mostWords  = 40
)

// statements are those of a passage that are worth comparing.
func statements(p *knowledge.Passage) (all []statement) {
	if p.Kind == knowledge.KindTitle {
		return nil
	}
	subject := subject(p)
	for _, line := range strings.Split(p.Text, "\n") {
		for _, text := range sentences(p, line) {
			s := newStatement(p, text)
			s.subject = subject
			if n := len(s.words); n >= leastWords && n <= mostWords && !strings.HasSuffix(text, "?") {
				all = append(all, s)
			}
		}
	}
	return all
}

func sentences(p *knowledge.Passage, line string) (all []string) {
	if p.Kind != knowledge.KindText {
		return []string{strings.TrimSpace(bullet.ReplaceAllString(line, ""))}
	}
	for _, at := range lang.Sentences(line) {
		if s := strings.TrimSpace(line[at.Start:at.End]); s != "" {
			all = append(all, s)
		}
	}
	return all
}

func newStatement(p *knowledge.Passage, text string) statement {
	s := statement{passage: p, text: text, items: itemsOf(text, p.Language)}
	seen := map[string]bool{}
	for _, it := range s.items {
		switch it.kind {
		case negation:
			s.denies++
		case number, date:
			s.values++
		case word:
			if !seen[it.stem] && !it.grammar {
				seen[it.stem] = true
				s.words = append(s.words, it.stem)
				if strings.ContainsAny(it.stem, "0123456789") {
					s.codes = append(s.codes, it.stem)
				}
			}
		}
	}
	slices.Sort(s.codes)
	return s
}

// subject are the words of what a passage is about.
func subject(p *knowledge.Passage) (all []string) {
	for _, it := range itemsOf(strings.Join(append([]string{p.Title}, p.Headings...), "\n"), p.Language) {
		switch {
		case it.kind == number:
			all = append(all, it.text)
		case !it.grammar:
			all = append(all, it.stem)
		}
	}
	return all
}
