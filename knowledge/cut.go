package knowledge

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/lang"
)

// PassageWords is the longest passage, in words. Around 80 did best on the open retrieval suites: shorter ones lose their
// context, longer ones blur what they are about.
const PassageWords = 80

// AnswerWords is the longest answer that stays whole under the question it answers, in words.
const AnswerWords = 2 * PassageWords

// Cut divides a document into passages along its structure: the title for itself, and under each heading its paragraphs,
// lists and tables, cut between sentences, items and rows where they are longer than [PassageWords]. What stands under a
// heading that is a question stays whole up to [AnswerWords].
func Cut(d Document) []Passage {
	c := cutter{doc: d}
	for _, title := range append([]string{d.Title}, d.Asked...) {
		if strings.TrimSpace(title) != "" {
			c.add(Passage{Kind: KindTitle, Text: strings.TrimSpace(title)})
		}
	}
	all := blocks(d.Text)
	for i := 0; i < len(all); i++ {
		c.take(all[i])
		if n := answer(all[i:]); n > 0 {
			c.whole(all[i+1 : i+1+n])
			i += n
		}
	}
	c.flush()
	return c.passages
}

// answer is how many blocks answer the question that the first is; 0 if it is none, or if they are cut as usual: a table,
// one block, what is short anyway, and what is too long.
func answer(all []block) int {
	if all[0].level == 0 || !strings.HasSuffix(strings.Join(all[0].lines, " "), "?") {
		return 0
	}
	n, words, lists := 0, 0, false
	for _, b := range all[1:] {
		if b.level > 0 {
			break
		}
		if b.kind == KindTable {
			return 0
		}
		n, lists = n+1, lists || b.kind != KindText
		for _, line := range b.lines {
			words += countWords(line)
		}
	}
	if words > AnswerWords || n < 2 && lists || !lists && words <= PassageWords {
		return 0
	}
	return n
}

// whole makes one passage of blocks.
func (c *cutter) whole(all []block) {
	p := Passage{Kind: KindAnswer, Anchor: all[0].anchor, Start: all[0].start, End: all[len(all)-1].end}
	for _, b := range all {
		p.Text = strings.TrimSpace(p.Text + "\n" + strings.Join(b.lines, "\n"))
	}
	c.add(p)
}

// A cutter walks over the blocks of a document.
type cutter struct {
	doc      Document
	headings []heading
	open     Passage // what is being gathered: sentences of paragraphs
	words    int     // in open
	last     int     // where the paragraph stands that was gathered last
	passages []Passage
}

type heading struct {
	level int
	text  string
}

func (c *cutter) take(b block) {
	switch {
	case b.level > 0:
		c.flush()
		c.under(heading{b.level, strings.Join(b.lines, " ")})
	case b.kind == KindText:
		if c.doc.pageAt(b.start) != c.doc.pageAt(c.open.Start) {
			c.flush() // a citation opens the page its quote stands on
		}
		for _, line := range b.lines {
			c.gather(line, b)
		}
	default:
		lead, b := c.lead(b)
		c.flush()
		c.list(lead, b)
	}
}

// under moves to a heading. One that repeats the title says nothing new.
func (c *cutter) under(h heading) {
	for len(c.headings) > 0 && c.headings[len(c.headings)-1].level >= h.level {
		c.headings = c.headings[:len(c.headings)-1]
	}
	if h.text != c.doc.Title {
		c.headings = append(c.headings, h)
	}
}

// gather adds a line of a paragraph, sentence by sentence.
func (c *cutter) gather(line string, b block) {
	for i, s := range sentences(line) {
		n := countWords(s)
		if c.words > 0 && c.words+n > PassageWords {
			c.flush()
		}
		between := " "
		if i == 0 {
			between = "\n"
		}
		if c.words == 0 {
			c.open, between = Passage{Kind: KindText, Anchor: b.anchor, Start: b.start}, ""
		}
		c.open.Text += between + s
		c.open.End, c.last = b.end, b.start
		c.words += n
	}
}

func (c *cutter) flush() {
	if c.words > 0 {
		c.add(c.open)
	}
	c.open, c.words = Passage{}, 0
}

// lead takes the sentence that introduces a list ("You need:") away from the open passage.
func (c *cutter) lead(b block) (string, block) {
	text := strings.TrimSpace(c.open.Text)
	if !strings.HasSuffix(text, ":") {
		return "", b
	}
	at := strings.LastIndexByte(text, '\n') + 1
	last := sentences(text[at:])
	lead := last[len(last)-1]
	c.open.Text = strings.TrimSpace(strings.TrimSuffix(text, lead))
	if c.words -= countWords(lead); c.open.Text == "" {
		b.anchor, b.start, c.words = c.open.Anchor, c.open.Start, 0
	} else if at := strings.LastIndex(c.doc.Text[c.last:b.start], lead); at >= 0 {
		b.start = c.last + at
	} else {
		b.start = c.last // it is written with markup
	}
	return lead, b
}

// list cuts a list or table between its lines; every piece keeps the lead, and knows the whole.
func (c *cutter) list(lead string, b block) {
	whole := joinLines(lead, b.lines)
	var pieces []string
	var lines []string
	words := countWords(lead)
	for _, line := range b.lines {
		n := countWords(line)
		if len(lines) > 0 && words+n > PassageWords {
			pieces, lines, words = append(pieces, joinLines(lead, lines)), nil, countWords(lead)
		}
		lines, words = append(lines, line), words+n
	}
	pieces = append(pieces, joinLines(lead, lines))
	for _, text := range pieces {
		p := Passage{Kind: b.kind, Text: text, Anchor: b.anchor, Start: b.start, End: b.end}
		if len(pieces) > 1 {
			p.Whole = whole
		}
		c.add(p)
	}
}

func (c *cutter) add(p Passage) {
	p.ID = fmt.Sprintf("%s#%d", c.doc.ID, len(c.passages))
	p.Document, p.Title, p.URL, p.Language, p.Scope = c.doc.ID, c.doc.Title, c.doc.URL, c.doc.Language, c.doc.Scope
	if p.Kind != KindTitle {
		for _, h := range c.headings {
			p.Headings = append(p.Headings, h.text)
		}
		p.Page = c.doc.pageAt(p.Start)
	}
	c.passages = append(c.passages, p)
}

func joinLines(lead string, lines []string) string {
	if lead == "" {
		return strings.Join(lines, "\n")
	}
	return lead + "\n" + strings.Join(lines, "\n")
}

// sentences splits a line; a sentence longer than a passage is cut between words.
func sentences(line string) []string {
	var all []string
	for _, at := range lang.Sentences(line) {
		s := strings.TrimSpace(line[at.Start:at.End])
		for countWords(s) > PassageWords {
			end := wordEnd(s, PassageWords)
			all, s = append(all, s[:end]), strings.TrimSpace(s[end:])
		}
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}

func countWords(s string) int { return len(strings.Fields(s)) }

// wordEnd is where the nth word of s ends.
func wordEnd(s string, n int) int {
	in := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			if in {
				if n--; n == 0 {
					return i
				}
			}
			in = false
			continue
		}
		in = true
	}
	return len(s)
}
