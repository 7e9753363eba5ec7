package knowledge

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A block is one paragraph, heading, list or table of a document: what is cut, quoted and linked to.
type block struct {
	kind       Kind
	level      int      // of a heading, 1 to 6; 0 for anything else
	lines      []string // plain text: a list has a line an item, a table a line a row
	anchor     string   // of the element that [Render] makes of it
	start, end int      // bytes of the document's text
}

// markdown reads and renders all documents, so that anchors in passages and in articles are the same.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// blocks reads the structure of a document.
func blocks(source string) []block {
	src := []byte(source)
	root := outline(src)
	var all []block
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, read(n, src)...)
	}
	return all
}

// outline parses the text and gives every block that can be linked to its anchor: b1, b2, ... in order.
func outline(src []byte) ast.Node {
	root := markdown.Parser().Parse(text.NewReader(src))
	n := 0
	_ = ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		switch node.Kind() {
		case ast.KindHeading, ast.KindParagraph, ast.KindList, table.KindTable, ast.KindBlockquote:
			if entering {
				n++
				node.SetAttributeString("id", []byte(fmt.Sprintf("b%d", n)))
			}
		}
		return ast.WalkContinue, nil
	})
	return root
}

func read(n ast.Node, src []byte) []block {
	b := block{kind: KindText}
	if id, ok := n.AttributeString("id"); ok {
		b.anchor = string(id.([]byte))
	}
	b.start, b.end = span(n)
	b.start = 1 + bytes.LastIndexByte(src[:b.start], '\n') // with what marks the block
	switch n := n.(type) {
	case *ast.Heading:
		b.level, b.lines = n.Level, []string{plain(n, src)}
	case *ast.List:
		b.kind, b.lines = KindList, items(n, src, "")
		if n.IsOrdered() {
			b.kind = KindSteps
		}
	case *table.Table:
		b.kind, b.lines = KindTable, rows(n, src)
	case *ast.Blockquote:
		return inside(n, src)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.lines = []string{strings.TrimSpace(string(n.Lines().Value(src)))}
	case *ast.ThematicBreak, *ast.HTMLBlock:
		return nil
	default:
		b.lines = strings.Split(plain(n, src), "\n")
	}
	if strings.TrimSpace(strings.Join(b.lines, "")) == "" {
		return nil
	}
	return []block{b}
}

func inside(n ast.Node, src []byte) []block {
	var all []block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		all = append(all, read(c, src)...)
	}
	return all
}

// items gives a line for each item of a list, numbered as a reader sees them; lists inside it are indented.
func items(l *ast.List, src []byte, indent string) []string {
	var lines []string
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if l.IsOrdered() {
			mark = fmt.Sprintf("%d. ", number)
			number++
		}
		var said []string
		var below []string
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			if inner, ok := c.(*ast.List); ok {
				below = append(below, items(inner, src, indent+"  ")...)
			} else if s := plain(c, src); s != "" {
				said = append(said, strings.ReplaceAll(s, "\n", " "))
			}
		}
		lines = append(append(lines, indent+mark+strings.Join(said, " ")), below...)
	}
	return lines
}

// rows gives a line for each row of a table, every cell behind the head of its column, so that a row can be read alone.
func rows(t *table.Table, src []byte) []string {
	var heads, lines []string
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, strings.ReplaceAll(plain(c, src), "\n", " "))
		}
		if row.Kind() == table.KindTableHeader {
			heads = cells
			continue
		}
		lines = append(lines, joinRow(heads, cells))
	}
	return lines
}

func joinRow(heads, cells []string) string {
	var parts []string
	for i, cell := range cells {
		switch {
		case cell == "":
		case i < len(heads) && heads[i] != "":
			parts = append(parts, heads[i]+": "+cell)
		default:
			parts = append(parts, cell)
		}
	}
	return strings.Join(parts, "; ")
}
