package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/knowledge/markdown"
)

// A table is found where words stand in clear columns.
type table struct {
	first *line // in whose place it is written
	rows  [][]string
}

// A row is what stands beside each other on a page.
type row struct {
	box
	cells []cell
}

// A cell is words without a wide gap between them.
type cell struct {
	box
	words []string
	of    *line
}

// Tables are told from columns of text, and from text with gaps, by these.
const (
	gap      = 1.1 // between cells, in heights of a letter; words of justified text stay below
	apart    = 3.0 // between rows of one table, likewise
	proseLen = 4.0 // words a cell: columns of text have more
	full     = 0.7 // of the cells in a column of text have no room for the next word
)

// tables finds the tables of a page, and marks their lines as gone.
func (p *page) tables(j joiner) []table {
	var all []table
	rows := p.rows()
	for i := 0; i < len(rows); {
		n := run(rows[i:])
		if t, ok := makeTable(rows[i:i+n], j); ok && whole(rows[i:i+n]) {
			t.first = p.firstOf(rows[i : i+n])
			all = append(all, t)
			for _, r := range rows[i : i+n] {
				for _, c := range r.cells {
					c.of.gone = true
				}
			}
		}
		i += max(n, 1)
	}
	return all
}

// whole tells whether all cells of each line are in the rows: what stands higher or lower than its line may be in others.
func whole(rows []row) bool {
	there := map[*line]int{}
	for _, r := range rows {
		for _, c := range r.cells {
			there[c.of]++
		}
	}
	for l, n := range there {
		if n != l.cells {
			return false
		}
	}
	return true
}

// rows are the lines of a page, by what stands beside each other.
func (p *page) rows() []row {
	var cells []cell
	for _, l := range p.lines {
		for i, w := range l.words {
			if i == 0 || w.left-l.words[i-1].right > gap*l.high() {
				cells = append(cells, cell{box: w.box, of: l})
				l.cells++
			}
			c := &cells[len(cells)-1]
			c.box, c.words = c.and(w.box), append(c.words, w.text)
		}
	}
	slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(a.top+a.bottom, b.top+b.bottom) })
	var rows []row
	for _, c := range cells {
		if n := len(rows); n > 0 && rows[n-1].across(c.box) > 0.4 {
			rows[n-1].box, rows[n-1].cells = rows[n-1].and(c.box), append(rows[n-1].cells, c)
		} else {
			rows = append(rows, row{c.box, []cell{c}})
		}
	}
	for _, r := range rows {
		slices.SortStableFunc(r.cells, func(a, b cell) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.top, b.top)) })
	}
	return rows
}

// run is how many rows from the first on could be one table: it begins with two cells, and a single cell goes on with one of
// them close below.
func run(rows []row) int {
	var around box
	n := 0
	for i, r := range rows {
		high := r.cells[0].high()
		switch {
		case i == 0 && len(r.cells) == 1:
			return 0
		case i == 0:
			around = r.box
		case r.top-rows[i-1].bottom > apart*high:
			return n
		case len(r.cells) == 1 && (r.wide() > 0.6*around.wide() || r.top-rows[i-1].bottom > 0.4*high):
			return n
		}
		around, n = around.and(r.box), i+1
	}
	return n
}

// columns are the parts of the width in which cells stand above each other.
func columns(rows []row) []box {
	var all []box
	for _, r := range rows {
		for _, c := range r.cells {
			at := c.box
			all = slices.DeleteFunc(all, func(o box) bool {
				if o.over(at) {
					at = at.and(o)
					return true
				}
				return false
			})
			all = append(all, at)
		}
	}
	slices.SortFunc(all, func(a, b box) int { return cmp.Compare(a.left, b.left) })
	return all
}

func makeTable(rows []row, j joiner) (table, bool) {
	cols := columns(rows)
	if len(rows) < 2 || len(cols) < 2 || prose(rows, cols) || unclear(rows, cols) {
		return table{}, false
	}
	var t table
	for i, r := range rows {
		if i == 0 || !wrapped(rows, i, cols) {
			t.rows = append(t.rows, make([]string, len(cols)))
		}
		to := t.rows[len(t.rows)-1]
		for _, c := range r.cells {
			at := slices.IndexFunc(cols, c.over)
			to[at] = j.join(to[at], markdown.Escape(strings.Join(c.words, " ")))
		}
	}
	if !filled(t.rows) || len(cols) == 2 && marks(t.rows) {
		return table{}, false
	}
	if !head(t.rows[0]) {
		t.rows = append([][]string{make([]string, len(cols))}, t.rows...)
	}
	return t, true
}

// prose tells columns of text from those of a table: their lines are long, and most are full.
func prose(rows []row, cols []box) bool {
	words, cells, followed, filled := 0, 0, 0, 0
	above := make([]*cell, len(cols))
	for _, r := range rows {
		for i := range r.cells {
			c := &r.cells[i]
			words, cells = words+len(c.words), cells+1
			at := slices.IndexFunc(cols, c.over)
			if before := above[at]; before != nil {
				followed++
				if before.right+c.first() > cols[at].right {
					filled++
				}
			}
			above[at] = c
		}
	}
	return float64(words) > proseLen*float64(cells) && float64(filled) > full*float64(followed)
}

// first is about how much room its first word takes, with a space.
func (c *cell) first() float64 {
	all := len(strings.Join(c.words, " "))
	return c.wide() * float64(len(c.words[0])+1) / float64(max(all, 1))
}

// unclear tells that rows have cells beside each other in one column: the gaps are no columns.
func unclear(rows []row, cols []box) bool {
	bad := 0
	for _, r := range rows {
		for i, c := range r.cells {
			if i > 0 && slices.IndexFunc(cols, c.over) == slices.IndexFunc(cols, r.cells[i-1].over) && c.across(r.cells[i-1].box) > 0.5 {
				bad++
				break
			}
		}
	}
	return bad*10 > len(rows)
}

// wrapped tells whether a row goes on with the cells of the one above: it stands as close as lines do where rows stand wider
// apart, or it does not begin in the first column.
func wrapped(rows []row, i int, cols []box) bool {
	near, far := 1e9, 0.0
	for k := 1; k < len(rows); k++ {
		space := rows[k].top - rows[k-1].bottom
		near, far = min(near, space), max(far, space)
	}
	high := rows[i].cells[0].high()
	space := rows[i].top - rows[i-1].bottom
	if far-near > 0.3*high {
		return space < (near+far)/2 && space < 0.4*high
	}
	return !rows[i].cells[0].over(cols[0])
}

// filled tells whether two rows or more have cells beside each other.
func filled(rows [][]string) bool {
	n := 0
	for _, r := range rows {
		if len(r)-len(slices.DeleteFunc(slices.Clone(r), func(c string) bool { return c != "" })) > 1 {
			n++
		}
	}
	return n > 1
}

// marks tells a list from a table: its first column holds bullets or numbers alone.
func marks(rows [][]string) bool {
	return !slices.ContainsFunc(rows, func(r []string) bool { return r[0] != "" && !mark.MatchString(r[0]+" ") })
}

// head tells whether a row names the columns: every cell says something short, and none has a number.
func head(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool {
		return c == "" || len(strings.Fields(c)) > 5 || strings.ContainsFunc(c, unicode.IsDigit) || strings.HasSuffix(c, ".") || strings.HasSuffix(c, ":")
	})
}

// firstOf is the line of the rows that is read first.
func (p *page) firstOf(rows []row) *line {
	for _, l := range p.lines {
		for _, r := range rows {
			if slices.ContainsFunc(r.cells, func(c cell) bool { return c.of == l }) {
				return l
			}
		}
	}
	return nil
}
