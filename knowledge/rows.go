package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/page"
	"github.com/lotse-bot/lotse/lang"
)

// A row is a line of a file of many documents.
type row struct {
	file   string
	line   int
	fields map[string]string
	lists  map[string][]string
}

// usual names of fields and columns.
var usual = struct{ id, title, html, markdown, text, asked, language, url []string }{
	id:       []string{"id"},
	title:    []string{"title", "question", "titel", "frage"},
	html:     []string{"html"},
	markdown: []string{"markdown"},
	text:     []string{"text", "answer", "antwort"},
	asked:    []string{"asked", "questions", "fragen"},
	language: []string{"language", "lang", "sprache"},
	url:      []string{"url", "link"},
}

// named is the field of a name that the source gives, or of the first usual name that says something.
func (r row) named(own string, usual []string) string {
	if own != "" {
		return r.fields[own]
	}
	for _, name := range usual {
		if r.fields[name] != "" {
			return r.fields[name]
		}
	}
	return ""
}

// list is likewise the first that holds texts.
func (r row) list(own string, usual []string) []string {
	if own != "" {
		usual = []string{own}
	}
	for _, name := range usual {
		if len(r.lists[name]) > 0 {
			return r.lists[name]
		}
	}
	return nil
}

// document makes a document of a row.
func (s Source) document(r row, of matter) (Document, bot.Fault, bool) {
	fail := func(problem, remedy string) (Document, bot.Fault, bool) {
		return Document{}, broken(r.file, r.line, problem, remedy), false
	}
	said, problem, remedy := r.said(of)
	if problem != "" {
		return fail(problem, remedy)
	}
	d := Document{
		ID: r.named(s.Fields.ID, usual.id), Title: r.named(s.Fields.Title, usual.title), URL: r.named(s.Fields.URL, usual.url),
		Language: firstOf(r.named(s.Fields.Language, usual.language), said.Language, s.Language),
		Asked:    r.list(s.Fields.Asked, usual.asked), Translations: said.Translations, Scope: said.scope(s.Zone), File: r.file, Line: r.line,
	}
	switch {
	case d.ID == "" && s.ID == "":
		return fail("the document has no ID", `add "id", or name the field under fields: id:`)
	case d.Title == "" && r.named(s.Fields.Text, slices.Concat(usual.html, usual.markdown, usual.text)) == "":
		return fail("the document has neither title nor text", `add "title" and "text", or name the fields under fields:`)
	}
	var err error
	if d.Text, err = s.body(r); err != nil {
		return fail("its HTML cannot be read", "mend the HTML, or use plain text")
	}
	return d, bot.Fault{}, true
}

// body finds the text of a row, whatever it is written in.
func (s Source) body(r row) (string, error) {
	own, address := s.Fields.Text, fill(s.URL, r.fields)
	if text := r.named(own, usual.html); text != "" && (own == "" || looksLikeHTML(text)) {
		return page.Markdown(text, address)
	}
	if text := r.fields["markdown"]; text != "" && (own == "" || own == "markdown") {
		return text, nil
	}
	text := r.named(own, usual.text)
	if looksLikeHTML(text) {
		return page.Markdown(text, address)
	}
	return FromPlain(text), nil
}

var tag = regexp.MustCompile(`(?i)<(p|br|a|ul|ol|li|div|h[1-6]|table|b|strong|em|i|span)(\s[^>]*)?/?>`)

func looksLikeHTML(text string) bool { return tag.MatchString(text) }

// slugWords are enough to tell one question from others, and few enough for an address.
const slugWords = 10

// slug makes the ID of a document that has none: the file's, the words of its question, and for whom and about what it is.
func slug(file, question string, r row) string {
	id, _ := identity(file)
	words := foldedParts(question)
	words = words[:min(len(words), slugWords)]
	for _, tag := range []string{"audience", "products", "versions"} {
		words = append(words, foldedParts(strings.Join(r.lists[tag], " "))...)
	}
	return id + "/" + strings.Join(words, "-")
}

func foldedParts(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = lang.Fold(w)
	}
	return words
}
