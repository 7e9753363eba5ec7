package docx

import (
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/markdown"
)

// inline is what the runs of a paragraph say, as Markdown in lines.
type inline struct {
	reader *reader
	b      strings.Builder
	boxes  []*node  // text that stands beside the paragraph
	notes  []string // that it refers to
}

// inline reads what is in a paragraph. Deletions that are tracked, and what was moved elsewhere, are no longer in it.
func (r *reader) inline(p *node) *inline {
	in := &inline{reader: r}
	in.walk(p)
	return in
}

func (in *inline) text() string {
	var lines []string
	for line := range strings.SplitSeq(in.b.String(), "\n") {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func (in *inline) walk(n *node) {
	for _, c := range n.children {
		in.take(c)
	}
}

func (in *inline) take(n *node) {
	switch n.name {
	case "del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "Fallback":
	case "r":
		if !n.child("rPr", "vanish").on() {
			in.walk(n)
		}
	case "t":
		in.b.WriteString(markdown.Escape(n.text))
	case "tab", "ptab":
		in.b.WriteByte(' ')
	case "br", "cr":
		in.b.WriteByte('\n')
	case "noBreakHyphen":
		in.b.WriteByte('-')
	case "footnoteReference":
		in.note("footnote" + n.attr("id"))
	case "endnoteReference":
		in.note("endnote" + n.attr("id"))
	case "docPr": // of a picture
		in.picture(n.attr("descr"))
	case "imagedata":
		in.picture(n.attr("title"))
	case "hyperlink":
		in.link(n)
	case "txbxContent":
		in.boxes = append(in.boxes, n)
	default:
		in.walk(n)
	}
}

// note puts the mark of a note, and remembers what it says.
func (in *inline) note(id string) {
	r := in.reader
	n := r.notes[id]
	if n == nil {
		return
	}
	delete(r.notes, id) // it may refer to itself
	said := strings.ReplaceAll(r.inline(n).text(), "\n", " ")
	if said == "" {
		return
	}
	r.noted++
	mark := superscript(r.noted)
	in.b.WriteString(mark)
	in.notes = append(in.notes, mark+" "+said)
}

func superscript(n int) string {
	return strings.Map(func(digit rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[digit-'0'] }, strconv.Itoa(n))
}

func (in *inline) picture(says string) {
	if says = strings.TrimSpace(says); says != "" {
		in.b.WriteString(" " + markdown.Escape(says) + " ")
	}
}

func (in *inline) link(n *node) {
	inner := in.reader.inline(n)
	in.boxes, in.notes = append(in.boxes, inner.boxes...), append(in.notes, inner.notes...)
	text, to := inner.text(), in.reader.links[n.attr("id")]
	lead := inner.b.String()
	switch {
	case text == "":
	case to == "" || strings.ContainsAny(to, " \n<>"):
		in.b.WriteString(lead)
	default:
		if strings.HasPrefix(lead, " ") {
			in.b.WriteByte(' ')
		}
		in.b.WriteString("[" + strings.ReplaceAll(text, "\n", " ") + "](<" + to + ">)")
		if strings.HasSuffix(lead, " ") {
			in.b.WriteByte(' ')
		}
	}
}
