package chat

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// Parse reads a script. File is the name that faults are reported under. A script with faults that are errors must not be
// played; all of its faults are reported at once.
func Parse(file string, source []byte) (*Script, []bot.Fault) {
	p := &parser{script: &Script{File: file, start: DefaultStart}}
	if !utf8.Valid(source) {
		p.report(0, 0, fault("the file is not UTF-8", "save it as UTF-8"))
		return p.script, p.faults
	}
	for i, row := range rows(source) {
		p.row(i+1, row)
	}
	for _, l := range p.script.lines {
		p.understand(l)
	}
	p.order()
	return p.script, p.faults
}

// rows are the physical lines of a file, without their ends and without a byte order mark.
func rows(source []byte) []string {
	text := string(bytes.TrimPrefix(source, []byte("\ufeff")))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if text = strings.TrimSuffix(text, "\n"); text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

type parser struct {
	script *Script
	open   *line   // the line that an indented one would continue
	given  []*line // those that wait for the move they are for
	faults []bot.Fault
}

func (p *parser) report(number, column int, f *bot.Fault) {
	f.File, f.Line, f.Column = p.script.File, number, column
	p.faults = append(p.faults, *f)
}

// row sorts one physical line: comment or blank, continuation, header, or a word and its text.
func (p *parser) row(number int, row string) {
	l := &line{number: number, raw: []string{row}}
	row = lang.Compose(row)
	trimmed := strings.TrimSpace(row)
	switch {
	case trimmed == "" || strings.HasPrefix(row, "#"):
		p.comment(trimmed)
	case column(row) > 1:
		if p.continues(number, row, trimmed) {
			p.open.raw = append(p.open.raw, l.raw...)
			p.open.text += "\n" + trimmed
			return
		}
	case len(p.script.beats) == 0 && isHeader(row):
		p.header(number, row)
	default:
		p.words(l, row)
	}
	p.open = nil
	if w, _ := wordNamed(l.word); w.longer {
		p.open = l
	}
	p.add(l)
}

// aligned is a line that looks as if it began with a word, but for the blanks before it.
var aligned = regexp.MustCompile(`^([a-z]+)(?:\s{2,}|\t)`)

// continues says whether an indented line goes on with the text above.
func (p *parser) continues(number int, row, trimmed string) bool {
	if m := aligned.FindStringSubmatch(trimmed); m != nil {
		if _, known := wordNamed(m[1]); known {
			p.report(number, column(row), fault(m[1]+" is indented, so that it would continue the text above", "remove the blanks before it; if it is said like that, write one blank behind it"))
			return false
		}
	}
	if p.open == nil {
		p.report(number, column(row), fault("an indented line continues a text, and there is none above", "begin the line with a word, as in: lotse     "+trimmed))
	}
	return p.open != nil
}

// add puts a line where it belongs: every line is in the file, and each after a move is in that move's beat. What an action
// answers is for the next move, too.
func (p *parser) add(l *line) {
	s := p.script
	s.lines = append(s.lines, l)
	w, _ := wordNamed(l.word)
	n := len(s.beats)
	switch {
	case w.moves != nil:
		s.beats = append(s.beats, beat{at: l, given: p.given})
		p.given = nil
	case n > 0:
		s.beats[n-1].rest = append(s.beats[n-1].rest, l)
	}
	if l.word == wordGiven {
		p.given = append(p.given, l)
	}
}

func (p *parser) comment(text string) {
	if p.script.Title == "" && len(p.script.beats) == 0 {
		p.script.Title = strings.TrimSpace(strings.TrimLeft(text, "#"))
	}
}

// words splits a line into its word and its text, at whatever blank its author's editor writes.
func (p *parser) words(l *line, row string) {
	name, rest := row, ""
	if at := strings.IndexFunc(row, unicode.IsSpace); at >= 0 {
		name, rest = row[:at], row[at:]
	}
	l.text = strings.TrimSpace(rest)
	l.column = utf8.RuneCountInString(row) - utf8.RuneCountInString(strings.TrimLeftFunc(rest, unicode.IsSpace)) + 1
	if _, known := wordNamed(name); known {
		l.word = name
		return
	}
	if bare, colon := strings.CutSuffix(name, ":"); colon {
		if _, known := wordNamed(bare); known {
			p.report(l.number, len(name), fault(quoted(name)+" has a colon", "write "+bare+" without it"))
			return
		}
	}
	p.report(l.number, 1, fault("unknown word "+quoted(name), nearest(name)))
}

func column(row string) int {
	return utf8.RuneCountInString(row) - utf8.RuneCountInString(strings.TrimLeftFunc(row, unicode.IsSpace)) + 1
}

func quoted(text string) string { return strconv.Quote(text) }

// straight is the remedy for something that is no JSON: most often an editor that makes quotes look nice.
func straight(text, remedy string) string {
	if strings.ContainsAny(text, "“”„‟″‘’") {
		return `write straight quotes, as in {"key": "value"}`
	}
	return remedy
}
