package pdf

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/markdown"
)

// A writer turns what stands on pages into text.
type writer struct {
	markdown.Writer
	joiner
	sizes []float64 // of headings, largest first
	title string
	pages []int           // where the first block of each page stands; -1 before there is one
	open  string          // the paragraph that is being read
	items []markdown.Item // the list that is being read
	lefts []float64       // of the marks of the items
	last  *line           // of what is being read
}

// document writes the file.
func (f *file) document() (Document, error) {
	if !slices.ContainsFunc(f.pages, func(p *page) bool { return len(p.lines) > 0 }) {
		return Document{}, ErrScanned
	}
	f.clear()
	w := &writer{joiner: newJoiner(f), sizes: f.headings()}
	for _, p := range f.pages {
		w.page(p)
	}
	w.flush()
	for i := len(w.pages) - 1; i >= 0; i-- {
		switch {
		case w.pages[i] >= 0:
		case i+1 < len(w.pages):
			w.pages[i] = w.pages[i+1] // nothing begins there
		default:
			w.pages[i] = len(w.String())
		}
	}
	d := Document{Title: w.title, Text: w.String(), Pages: w.pages}
	if d.Title == "" && !program.MatchString(f.title) {
		d.Title = f.title
	}
	return d, nil
}

// program is a title that a program gave: the name of a file.
var program = regexp.MustCompile(`(?i)^(untitled|unbenannt|microsoft word|about:blank|document\d*$|dokument\d*$|(file|https?):)|\.(docx?|pdf|tex|indd|odt|html?|dvi)$`)

// page writes a page, block by block.
func (w *writer) page(p *page) {
	w.pages = append(w.pages, -1)
	tables := p.tables(w.joiner)
	var block []*line
	for _, l := range p.lines {
		if n := len(block); n > 0 && (l.block != block[0].block || l.gone || w.level(l) != w.level(block[n-1])) {
			w.block(p, block)
			block = nil
		}
		if at := slices.IndexFunc(tables, func(t table) bool { return t.first == l }); at >= 0 {
			w.begin()
			w.Table(tables[at].rows)
		}
		if !l.gone {
			block = append(block, l)
		}
	}
	w.block(p, block)
}

// block writes lines of one block and one size.
func (w *writer) block(p *page, lines []*line) {
	if len(lines) == 0 {
		return
	}
	if level := w.heading(lines); level > 0 {
		w.begin()
		text := ""
		for _, l := range lines {
			text = w.join(text, l.text())
		}
		if w.title == "" && level == 1 && len(w.pages) == 1 {
			w.title = text
		}
		w.Heading(level, visible(text))
		return
	}
	for i, l := range lines {
		fresh := i == 0 || p.ended(lines[i-1], l)
		switch m := mark.FindStringSubmatch(l.text() + " "); {
		case m != nil && (fresh || len(w.items) > 0):
			w.item(m, l)
		case w.inItem(p, l, i == 0):
			last := &w.items[len(w.items)-1]
			last.Text = visible(w.join(last.Text, markdown.Escape(l.text())))
		default:
			w.line(l, i == 0, fresh)
		}
		w.last = l
	}
}

// inItem tells whether a line goes on with the last item of a list: it stands to the right of its mark, and in the same block,
// beside the mark, or right below a line that had no room for it.
func (w *writer) inItem(p *page, l *line, first bool) bool {
	if len(w.items) == 0 || l.left <= w.lefts[len(w.lefts)-1]+0.3*l.high() {
		return false
	}
	return !first || w.items[len(w.items)-1].Text == "" || l.top-w.last.bottom < 0.6*l.high() && l.top > w.last.top && !p.ended(w.last, l)
}

// line goes on with a paragraph, or begins one. A paragraph goes on in the next block where its sentence does.
func (w *writer) line(l *line, first, fresh bool) {
	text := markdown.Escape(l.text())
	switch {
	case w.open == "" || len(w.items) > 0 || first && !goesOn(w.open, l.text()):
		w.begin()
		w.open = text
	case fresh && !first:
		w.open += "\n" + text
	default:
		w.open = w.join(w.open, text)
	}
}

// item begins an item of a list.
func (w *writer) item(m []string, l *line) {
	if len(w.items) == 0 {
		w.begin()
	}
	depth := 0
	for depth < len(w.items) && len(w.lefts) > depth && l.left > w.lefts[depth]+0.5*l.high() {
		depth++
	}
	w.lefts = append(w.lefts[:depth], l.left)
	text := strings.TrimSpace(strings.TrimPrefix(l.text()+" ", m[0]))
	w.items = append(w.items, markdown.Item{Depth: depth, Number: count(m[1]), Text: visible(markdown.Escape(text))})
}

// begin ends what is being read, and notes where the page's first block stands.
func (w *writer) begin() {
	w.flush()
	if n := len(w.pages) - 1; w.pages[n] < 0 {
		w.pages[n] = w.Place()
	}
}

func (w *writer) flush() {
	w.Paragraph(visible(w.open))
	w.List(w.items)
	w.open, w.items, w.lefts = "", nil, nil
}

// visible takes away the places where a word could have been divided.
func visible(text string) string { return strings.ReplaceAll(text, "\u00ad", "") }
