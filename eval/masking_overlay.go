package eval

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/lang/private"
)

// A secret is a piece of a text: [start, end) in Unicode code points.
type secret struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Free  bool   `json:"free"` // may be masked or not: a country, a company
}

// An overlay is a text, what is personal in it, and what was found, letter by letter.
type overlay struct {
	text   []rune
	secret []secret
	found  [][2]int
	wanted []bool
	free   []bool
	masked []bool
	wrong  error // a span that lies outside of the text
}

func newOverlay(row secretive, f *private.Finder) *overlay {
	o := &overlay{text: []rune(row.Text)}
	n := len(o.text)
	o.wanted, o.free, o.masked = make([]bool, n), make([]bool, n), make([]bool, n)
	for _, s := range row.Spans {
		if s.Start < 0 || s.End > n || s.Start >= s.End {
			o.wrong = fmt.Errorf("the span [%d, %d) is not in the text of %d letters", s.Start, s.End, n)
			continue
		}
		o.secret = append(o.secret, s)
		fill(map[bool][]bool{true: o.free, false: o.wanted}[s.Free], s.Start, s.End)
	}
	at := codePoints(row.Text)
	for _, s := range f.Find(row.Text) {
		from, to := at[s.Start], at[s.End]
		o.found = append(o.found, [2]int{from, to})
		fill(o.masked, from, to)
	}
	return o
}

func fill(marks []bool, from, to int) {
	for i := from; i < to; i++ {
		marks[i] = true
	}
}

// codePoints gives the number of the code point at each byte of a text, and at its end.
func codePoints(text string) []int {
	at := make([]int, len(text)+1)
	n := 0
	for i := range text {
		at[i] = n
		n++
	}
	at[len(text)] = n
	return at
}

func (o *overlay) letters() (m score.Masking) {
	for i, c := range o.text {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			continue
		}
		if o.wanted[i] {
			m.Wanted++
		}
		switch {
		case o.masked[i] && o.wanted[i]:
			m.Covered++
			m.Right++
			m.Masked++
		case o.masked[i] && !o.free[i]:
			m.Masked++
		}
	}
	return m
}

func (o *overlay) spans() (m score.Masking) {
	for _, s := range o.secret {
		if !s.Free {
			m.Wanted++
			if slices.Contains(o.found, [2]int{s.Start, s.End}) {
				m.Covered++
			}
		}
	}
	for _, f := range o.found {
		exact := slices.ContainsFunc(o.secret, func(s secret) bool { return !s.Free && s.Start == f[0] && s.End == f[1] })
		switch {
		case exact:
			m.Right++
			m.Masked++
		case slices.Contains(o.wanted[f[0]:f[1]], true) || !slices.Contains(o.free[f[0]:f[1]], true):
			m.Masked++
		}
	}
	return m
}

// detail shows what was missed and what was masked without need.
func (o *overlay) detail() string {
	var parts []string
	for _, s := range o.secret {
		if !s.Free && slices.Contains(o.masked[s.Start:s.End], false) {
			parts = append(parts, fmt.Sprintf("%s %q is not masked, or not wholly", s.Type, string(o.text[s.Start:s.End])))
		}
	}
	for _, f := range o.found {
		if !slices.Contains(o.wanted[f[0]:f[1]], true) && !slices.Contains(o.free[f[0]:f[1]], true) {
			parts = append(parts, fmt.Sprintf("%q is masked without need", string(o.text[f[0]:f[1]])))
		}
	}
	return fmt.Sprintf("%q: %s", string(o.text), strings.Join(parts, "; "))
}
