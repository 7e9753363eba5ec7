package channels

import "strings"

// Split cuts a reply's text into parts of at most limit UTF-16 code units; 0 is no limit. What fits into one part stays in one:
// a paragraph, else a list item or a line, else a sentence, else a word; what is marked up, a citation's mark, a sign. Where a
// marked-up stretch alone is longer than the limit, it loses its marks. Put together again, the parts are the text, up to white space.
func Split(text string, limit int) []string {
	if limit <= 0 || Length(text) <= limit {
		return []string{text}
	}
	s := splitter{limit: limit}
	s.add(text, 0)
	s.flush()
	if len(s.parts) == 0 {
		return []string{""} // nothing but white space
	}
	return s.parts
}

// cuts take a piece of text apart into smaller ones, each level finer than the one before. Put together, the pieces are what
// was cut, white space included.
var cuts = []func(piece string, limit int) []string{paragraphs, lines, sentences, words, stretches, words, signs}

type splitter struct {
	limit int
	parts []string
	open  strings.Builder // the part being filled
	units int             // its length
}

// add puts a piece into the open part if it fits, or into the next one, or takes it apart.
func (s *splitter) add(piece string, level int) {
	inner := Length(strings.TrimRightFunc(piece, isSpace))
	switch {
	case s.units+inner <= s.limit:
		s.append(piece)
	case Length(strings.TrimFunc(piece, isSpace)) <= s.limit || level == len(cuts):
		s.flush()
		s.append(strings.TrimLeftFunc(piece, isSpace))
	default:
		for _, finer := range cuts[level](piece, s.limit) {
			s.add(finer, level+1)
		}
	}
}

func (s *splitter) append(piece string) {
	s.open.WriteString(piece)
	s.units += Length(piece)
}

func (s *splitter) flush() {
	if part := strings.TrimFunc(s.open.String(), isSpace); part != "" {
		s.parts = append(s.parts, part)
	}
	s.open.Reset()
	s.units = 0
}

// paragraphs end with their blank lines. A heading belongs to what follows it.
func paragraphs(text string, _ int) (all []string) {
	blank, titled := false, false
	var open strings.Builder
	for line := range strings.SplitAfterSeq(text, "\n") {
		empty := strings.TrimFunc(line, isSpace) == ""
		if blank && !empty && !titled {
			all = append(all, open.String())
			open.Reset()
		}
		open.WriteString(line)
		if blank = empty; !empty {
			_, kind, _ := beginning(line)
			titled = kind == Heading
		}
	}
	return append(all, open.String())
}

func lines(paragraph string, _ int) []string { return strings.SplitAfter(paragraph, "\n") }

// sentences end where a word does that ends with a full stop or the like. An abbreviation ends one too: it does no harm here.
func sentences(line string, limit int) (all []string) {
	var open strings.Builder
	for _, w := range words(line, limit) {
		open.WriteString(w)
		bare := strings.TrimRight(strings.TrimRightFunc(w, isSpace), ` "'”“»)]0123456789[`)
		if strings.HasSuffix(bare, ".") || strings.HasSuffix(bare, "!") || strings.HasSuffix(bare, "?") || strings.HasSuffix(bare, "…") {
			all = append(all, open.String())
			open.Reset()
		}
	}
	if open.Len() > 0 {
		all = append(all, open.String())
	}
	return all
}

// words end with the white space behind them. What is marked up is one word, a citation belongs to the word before it, and what
// would begin a list or a heading if a part began with it stays behind the word before it.
func words(line string, _ int) (all []string) {
	marker, _, _ := beginning(line)
	marked := marks(line[marker:])
	begun, space := 0, false
	for at := marker; at < len(line); {
		if len(marked) > 0 && marked[0].from+marker == at {
			m := marked[0]
			marked = marked[1:]
			if space && m.span.Kind != SpanCitation {
				all, begun = append(all, line[begun:at]), at
			}
			space = false
			at += m.to - m.from
			continue
		}
		size := grapheme(line[at:])
		white := strings.TrimFunc(line[at:at+size], isSpace) == ""
		if space && !white && !begins(line[at:]) {
			all, begun = append(all, line[begun:at]), at
		}
		space = white
		at += size
	}
	return append(all, line[begun:])
}

// begins tells whether a part would begin with a list or a heading if it began here, at a word.
func begins(rest string) bool {
	end := strings.IndexFunc(rest[:min(len(rest), longestMarker)], isSpace)
	if end <= 0 {
		return false
	}
	marker, _, _ := beginning(rest[:end] + " ")
	return marker > 0
}

// longestMarker is enough for "123)", "####" or "•" and the white space behind it, in bytes.
const longestMarker = 8

// stretches cuts a word that is longer than a part between what is marked up in it and what is not.
func stretches(word string, limit int) (all []string) {
	at := 0
	for _, m := range marks(word) {
		if m.from > at {
			all = append(all, word[at:m.from])
		}
		all = append(all, bared(word[m.from:m.to], m.span, limit))
		at = m.to
	}
	if at < len(word) {
		all = append(all, word[at:])
	}
	return all
}

// bared takes the marks off a stretch that does not fit with them.
func bared(stretch string, s Span, limit int) string {
	switch {
	case Length(stretch) <= limit || s.Text == stretch || s.Kind == SpanCitation:
		return stretch
	case s.Kind == SpanLink:
		return s.Text + " " + s.URL
	}
	return s.Text
}

// signs cuts what has no better place to cut into what readers take for single signs, or, if one of them does not fit, into
// its code points.
func signs(stretch string, limit int) (all []string) {
	for stretch != "" {
		n := grapheme(stretch)
		sign := stretch[:n]
		stretch = stretch[n:]
		if Length(sign) <= limit {
			all = append(all, sign)
			continue
		}
		for _, r := range sign {
			all = append(all, string(r))
		}
	}
	return all
}
