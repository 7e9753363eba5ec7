package channels

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Block is one part of a reply's text: a paragraph, a heading or a list.
type Block struct {
	Kind     BlockKind
	Spans    []Span   // of a paragraph or a heading
	Items    [][]Span // of a list
	Numbered bool     // of a list
	Start    int      // of a numbered list: its first number
}

// BlockKind names a kind of block.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	List      BlockKind = "list"
)

// A Span is one run of text within a block, all of one kind. Spans do not nest.
type Span struct {
	Kind   SpanKind
	Text   string
	URL    string // of a link; safe to follow
	Number int    // of a citation: its place in the reply's citations, counted from 1
}

// SpanKind names a kind of span.
type SpanKind string

// The kinds of spans.
const (
	SpanText     SpanKind = "text"
	SpanBold     SpanKind = "bold"
	SpanItalic   SpanKind = "italic"
	SpanCode     SpanKind = "code"
	SpanLink     SpanKind = "link"
	SpanCitation SpanKind = "citation"
	SpanBreak    SpanKind = "break" // a new line within a paragraph
)

// The beginnings of lines that make lists and headings.
var (
	bullet   = regexp.MustCompile(`^` + space + `*[-*•]` + space + `+`)
	numbered = regexp.MustCompile(`^` + space + `*(\d{1,3})[.)]` + space + `+`)
	heading  = regexp.MustCompile(`^#{1,4}` + space + `+`)
)

// Parse takes the light markdown of replies apart, into the same tree that the widget shows.
func Parse(markdown string) []Block {
	var p parser
	for line := range strings.SplitSeq(markdown, "\n") {
		p.line(line)
	}
	return p.blocks
}

type parser struct {
	blocks []Block
	open   *Block // what the next line may belong to
}

func (p *parser) push(b Block) {
	p.blocks = append(p.blocks, b)
	p.open = &p.blocks[len(p.blocks)-1]
}

func (p *parser) line(line string) {
	if strings.TrimFunc(line, isSpace) == "" {
		if p.open != nil && p.open.Kind != List {
			p.open = nil // items of a list may stand apart
		}
		return
	}
	marker, kind, number := beginning(line)
	switch {
	case kind == List:
		if p.open == nil || p.open.Kind != List || p.open.Numbered != (number >= 0) {
			p.push(Block{Kind: List, Numbered: number >= 0, Start: max(number, 0)})
		}
		p.open.Items = append(p.open.Items, spans(line[marker:]))
	case kind == Heading:
		p.push(Block{Kind: Heading, Spans: spans(line[marker:])})
	case p.open != nil && p.open.Kind == Paragraph:
		p.open.Spans = append(append(p.open.Spans, Span{Kind: SpanBreak}), spans(line)...)
	default:
		p.push(Block{Kind: Paragraph, Spans: spans(line)})
	}
}

// beginning tells what a line begins, and how long its marker is. Number is that of a numbered item, else -1.
func beginning(line string) (marker int, kind BlockKind, number int) {
	if !strings.ContainsAny(firstOf(strings.TrimLeftFunc(line, isSpace)), "-*•#0123456789") {
		return 0, Paragraph, -1 // as almost all do
	}
	if m := bullet.FindString(line); m != "" && oneLine(line[len(m):]) {
		return len(m), List, -1
	}
	if m := numbered.FindStringSubmatch(line); m != nil && oneLine(line[len(m[0]):]) {
		number, _ = strconv.Atoi(m[1]) // up to three digits
		return len(m[0]), List, number
	}
	if m := heading.FindString(line); m != "" && oneLine(line[len(m):]) {
		return len(m), Heading, -1
	}
	return 0, Paragraph, -1
}

func firstOf(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// oneLine is false for what other programs would break: to the widget's patterns a carriage return ends the line.
func oneLine(rest string) bool { return !strings.ContainsAny(rest, "\r\u2028\u2029") }

func spans(line string) (all []Span) {
	at := 0
	for _, m := range marks(line) {
		if m.from > at {
			all = append(all, Span{Kind: SpanText, Text: line[at:m.from]})
		}
		all = append(all, m.span)
		at = m.to
	}
	if at < len(line) {
		all = append(all, Span{Kind: SpanText, Text: line[at:]})
	}
	return all
}

// Plain is the text without its markup: for notifications and for places that show none. Citations keep their marks.
func Plain(markdown string) string {
	var lines []string
	for _, b := range Parse(markdown) {
		if b.Kind != List {
			lines = append(lines, plain(b.Spans))
		}
		for i, item := range b.Items {
			marker := "• "
			if b.Numbered {
				marker = strconv.Itoa(b.Start+i) + ". "
			}
			lines = append(lines, marker+plain(item))
		}
	}
	return strings.Join(lines, "\n")
}

func plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch s.Kind {
		case SpanBreak:
			b.WriteByte('\n')
		case SpanCitation:
			b.WriteString("[" + strconv.Itoa(s.Number) + "]")
		case SpanLink:
			b.WriteString(s.Text)
			if s.URL != s.Text {
				b.WriteString(" (" + s.URL + ")")
			}
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}
