// Package markdown writes documents of other formats as Markdown that says what they say, whatever signs are in their text.
package markdown

import (
	"fmt"
	"strings"
)

// A Writer puts blocks behind each other. Their texts are inline Markdown: what comes from elsewhere goes through [Escape].
// The zero value is an empty document.
type Writer struct{ b strings.Builder }

// An Item is one of a list, with how deep it lies in it.
type Item struct {
	Depth  int // 0 at the top
	Number int // 0 is a bullet
	Text   string
}

// String is the document.
func (w *Writer) String() string { return w.b.String() }

// Place is where the next block will stand, in bytes.
func (w *Writer) Place() int {
	if w.b.Len() == 0 {
		return 0
	}
	return w.b.Len() + len(between)
}

// between are the lines between blocks.
const between = "\n\n"

func (w *Writer) next() {
	if w.b.Len() > 0 {
		w.b.WriteString(between)
	}
}

// Heading writes a heading, of level 1 to 6.
func (w *Writer) Heading(level int, text string) {
	if text = oneLine(text); text == "" {
		return
	}
	w.next()
	w.b.WriteString(strings.Repeat("#", min(max(level, 1), 6)) + " " + text)
}

// Paragraph writes a paragraph. The ends of its lines are meant.
func (w *Writer) Paragraph(text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	w.next()
	w.b.WriteString(Lines(text))
}

// Lines is the text of a paragraph, with its line ends as hard breaks.
func Lines(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = atStart(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "  \n")
}

// List writes a list.
func (w *Writer) List(items []Item) {
	if len(items) == 0 {
		return
	}
	w.next()
	var widths []int // of the marks down to the item: what lies below is indented by them
	for i, item := range items {
		depth := min(item.Depth, len(widths))
		widths = widths[:depth]
		indent := 0
		for _, width := range widths {
			indent += width
		}
		mark := "- "
		if item.Number > 0 {
			mark = fmt.Sprintf("%d. ", item.Number)
		}
		widths = append(widths, len(mark))
		if i > 0 {
			w.b.WriteByte('\n')
		}
		w.b.WriteString(strings.Repeat(" ", indent) + mark + atStart(oneLine(item.Text)))
	}
}

// Table writes a table; its first row is the head. Rows may be shorter than others.
func (w *Writer) Table(rows [][]string) {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	w.next()
	for i, row := range rows {
		if i > 0 {
			w.b.WriteByte('\n')
		}
		for c := range columns {
			cell := ""
			if c < len(row) {
				cell = oneLine(row[c])
			}
			w.b.WriteString("| " + cell + " ")
		}
		w.b.WriteByte('|')
		if i == 0 {
			w.b.WriteString("\n" + strings.Repeat("| --- ", columns) + "|")
		}
	}
}

// Code writes lines that are shown as they are.
func (w *Writer) Code(text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	w.next()
	w.b.WriteString(fence + "\n" + strings.Trim(text, "\n") + "\n" + fence)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
