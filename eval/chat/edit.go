package chat

import (
	"fmt"
	"slices"
	"strings"
)

// An edit is one line of a played beat: as it stands, struck out because it does not hold, or what would have to stand there.
type edit struct {
	op   byte // ' ' kept, '-' struck out, '+' missing, '*' not expected and not contradicted: only an update writes it
	line *line
	rows []string
}

func kept(l *line) edit                 { return edit{' ', l, l.raw} }
func struck(l *line) edit               { return edit{'-', l, l.raw} }
func missing(word, text string) edit    { return edit{'+', nil, written(word, text)} }
func unexpected(word, text string) edit { return edit{'*', nil, written(word, text)} }

// judge compares a beat with what happened. Struck out and missing lines are what failed.
func judge(b beat, s seen) []edit {
	said := judgeReplies(b, s)
	edits := []edit{kept(b.at)}
	if head := said[nil]; head != nil {
		edits = append(edits, head...)
	}
	for _, l := range b.rest {
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

// judgeReplies compares what was said with the beat's lotse lines. The edits are given by the line they stand at; those that
// stand at none come right after the move.
func judgeReplies(b beat, s seen) map[*line][]edit {
	lines, silent := b.replies()
	replies := s.replies()
	switch {
	case silent != nil && len(replies) == 0:
		return map[*line][]edit{silent: {kept(silent)}}
	case silent != nil:
		edits := []edit{struck(silent)}
		for _, r := range replies {
			edits = append(edits, missing(wordLotse, spoken(r.Text)))
		}
		return map[*line][]edit{silent: edits}
	case len(lines) == 0:
		return map[*line][]edit{nil: record(b, s)}
	}
	return judgeLines(lines, s)
}

// record writes what the bot says where the script does not say it.
func record(b beat, s seen) []edit {
	edits := []edit{}
	replies := s.replies()
	for _, r := range replies {
		edits = append(edits, unexpected(wordLotse, spoken(r.Text)))
	}
	bare := !slices.ContainsFunc(b.rest, func(l *line) bool { return l.expect != nil })
	if got, none := (choices{}).check(s); bare && !none {
		edits = append(edits, unexpected("choices", got))
	}
	return edits
}

func judgeLines(lines []*line, s seen) map[*line][]edit {
	replies := s.replies()
	edits := map[*line][]edit{}
	open := func(w int) bool { return lines[w].said.open }
	match := func(w, g int) bool { return lines[w].said.matches(replies[g].Text) }
	at, spare := lines[0], len(replies) == 0
	for _, p := range align(len(lines), len(replies), open, match) {
		if p.want >= 0 {
			at = lines[p.want]
		}
		switch {
		case p.want < 0:
			edits[at] = append(edits[at], missing(wordLotse, spoken(replies[p.got].Text)))
		case open(p.want):
			edits[at], spare = append(edits[at], kept(at)), false
		case p.got < 0:
			edits[at] = append(edits[at], struck(at))
		case match(p.want, p.got):
			edits[at] = append(edits[at], kept(at))
		default:
			edits[at] = append(edits[at], struck(at), missing(wordLotse, spoken(replies[p.got].Text)))
		}
	}
	if spare {
		edits[at] = append(edits[at], missing(wordSilent, ""))
	}
	return edits
}

// failed counts the expectations that do not hold.
func failed(edits []edit) int {
	n := 0
	for i, e := range edits {
		if e.op == '-' || e.op == '+' && (i == 0 || edits[i-1].op != '-') {
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
