package chat

import (
	"fmt"
	"strings"
)

// An edit is one line of a played beat: as it stands, struck out because it does not hold, or what would have to stand there.
type edit struct {
	op   byte // ' ' kept, '-' struck out, '+' missing, '!' a move that cannot be made, '*' not expected and not contradicted
	line *line
	rows []string
}

func kept(l *line) edit                 { return edit{' ', l, l.raw} }
func struck(l *line) edit               { return edit{'-', l, l.raw} }
func refused(l *line) edit              { return edit{'!', l, l.raw} }
func missing(word, text string) edit    { return edit{'+', nil, Written(word, text)} }
func unexpected(word, text string) edit { return edit{'*', nil, Written(word, text)} }

// judge compares a beat with what happened. Struck out and missing lines are what failed.
func judge(b beat, s seen) []edit {
	said := judgeReplies(b, s)
	edits := []edit{kept(b.at)}
	burst := b.burst()
	for _, l := range b.rest[:burst] {
		edits = append(edits, kept(l))
	}
	edits = append(edits, said[nil]...)
	for _, l := range b.rest[burst:] {
		switch {
		case said[l] != nil:
			edits = append(edits, said[l]...)
		case l.expect == nil:
			edits = append(edits, kept(l))
		default:
			edits = append(edits, judgeLine(l, s)...)
		}
	}
	return edits
}

func judgeLine(l *line, s seen) []edit {
	got, holds := l.expect.check(s)
	if holds {
		return []edit{kept(l)}
	}
	return []edit{struck(l), missing(l.word, got)}
}

// failed counts the expectations that do not hold.
func failed(edits []edit) int {
	n := 0
	for i, e := range edits {
		if e.op == '-' || e.op == '!' || e.op == '+' && (i == 0 || edits[i-1].op != '-') {
			n++
		}
	}
	return n
}

// show writes edits as a diff, with the numbers of the lines in the file. Comments at the end belong to what follows.
func show(edits []edit) string {
	var b strings.Builder
	for n := len(edits); n > 0 && edits[n-1].line != nil && edits[n-1].line.word == ""; n = len(edits) {
		edits = edits[:n-1]
	}
	for _, e := range edits {
		if e.op == '!' {
			e.op = '-' // to a reader it does not hold; only an update leaves it, since nothing else can stand there
		}
		for i, row := range e.rows {
			switch {
			case e.op == '*' || strings.TrimSpace(row) == "":
			case e.line != nil:
				fmt.Fprintf(&b, "%5d %c %s\n", e.line.number+i, e.op, row)
			default:
				fmt.Fprintf(&b, "%5s %c %s\n", "", e.op, row)
			}
		}
	}
	return b.String()
}
