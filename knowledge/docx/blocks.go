package docx

import (
	"strings"

	"github.com/lotse-bot/lotse/knowledge/markdown"
)

// A reader writes the text of a document.
type reader struct {
	markdown.Writer
	styles          map[string]style
	counts          map[listing]int // what lists that count begin with
	links           map[string]string
	notes           map[string]*node
	title, language string
	titled          bool // by a paragraph in the style of a title

	at      map[listing]int // where lists that count have come
	items   []markdown.Item // the list that is being read
	pending []string        // notes, to be written behind what refers to them
	noted   int
}

// blocks reads paragraphs and tables.
func (r *reader) blocks(n *node) {
	for _, c := range n.children {
		switch c.name {
		case "p":
			r.paragraph(c)
		case "tbl":
			r.flush()
			r.table(c)
			r.flush()
		case "del", "moveFrom", "sdtPr", "Fallback", "sectPr":
		default:
			r.blocks(c) // insertions, content controls, alternatives
		}
	}
}

func (r *reader) paragraph(p *node) {
	properties := p.child("pPr")
	s := r.styleOf(properties)
	in := r.inline(p)
	text := in.text()
	switch {
	case text == "":
	case s.title && !r.titled:
		r.flush()
		r.title, r.titled = plain(text), true
		r.Heading(1, text)
	case s.level > 0:
		r.flush()
		r.Heading(s.level, text)
	case s.list != nil && s.list.id != "" && s.list.id != "0":
		r.items = append(r.items, markdown.Item{Depth: s.list.depth, Number: r.count(*s.list), Text: text})
	default:
		r.flush()
		r.Paragraph(text)
	}
	r.pending = append(r.pending, in.notes...)
	for _, box := range in.boxes {
		r.flush()
		r.blocks(box)
	}
}

// count is the number of a list's next item; 0 if it does not count. Items in between of a list below begin anew.
func (r *reader) count(l listing) int {
	start, counts := r.counts[l]
	if !counts {
		return 0
	}
	if r.at == nil {
		r.at = map[listing]int{}
	}
	for depth := l.depth + 1; depth < 9; depth++ {
		delete(r.at, listing{l.id, depth})
	}
	if _, begun := r.at[l]; !begun {
		r.at[l] = start - 1
	}
	r.at[l]++
	return r.at[l]
}

// flush writes the list that is being read, and the notes to what was written last.
func (r *reader) flush() {
	r.List(r.items)
	r.items = nil
	for _, note := range r.pending {
		r.Paragraph(note)
	}
	r.pending = nil
}

// plain undoes what [markdown.Escape] did.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, `\`, "")), " ")
}
