package gaps

import "strings"

// headings of a draft, in the languages of the program's own words.
var headings = map[string]struct{ articles, agents, right, nothing string }{
	"de": {"Was die Artikel sagen", "Was Kollegen geantwortet haben", "Was nach Kollegen richtig wäre", "Dazu ist noch nichts geschrieben und nichts geantwortet worden."},
	"en": {"What the articles say", "What colleagues answered", "What colleagues say is right", "Nothing has been written or answered about this yet."},
}

// quoted puts the material of a draft one below the other, each with where it is from.
func (m material) quoted() string {
	h, ok := headings[m.gap.Language]
	if !ok {
		h = headings["en"]
	}
	var b strings.Builder
	for i, s := range m.sources {
		title(&b, i, h.articles)
		quote(&b, strings.Join(s.quotes, " "), "["+s.document.Title+"]("+s.document.URL+")")
	}
	for i, s := range m.answers {
		title(&b, i, h.agents)
		quote(&b, s.Answer, s.At.Format("2006-01-02"))
	}
	for i, text := range m.right {
		title(&b, i, h.right)
		quote(&b, text, "")
	}
	if b.Len() == 0 {
		b.WriteString(h.nothing + "\n")
	}
	return b.String()
}

// title writes a heading before the first of its kind.
func title(b *strings.Builder, i int, heading string) {
	if i == 0 {
		b.WriteString("## " + heading + "\n\n")
	}
}

func quote(b *strings.Builder, text, from string) {
	b.WriteString("> " + strings.ReplaceAll(text, "\n", "\n> ") + "\n")
	if from != "" {
		b.WriteString(">\n> — " + from + "\n")
	}
	b.WriteString("\n")
}
