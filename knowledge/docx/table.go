package docx

import (
	"strconv"
	"strings"
)

// cells are the widest table that is read: a broken one may claim to span millions of columns.
const cells = 64

// table reads a table. Cells that span others are repeated, so that every row can be read alone; a table of one cell is a
// frame around text.
func (r *reader) table(t *node) {
	var rows [][]string
	var boxes []*node
	head := false
	for _, tr := range t.below("tr") {
		var row []string
		for _, tc := range tr.below("tc") {
			text, beside := r.cell(tc)
			boxes = append(boxes, beside...)
			if merge := tc.child("tcPr", "vMerge"); merge != nil && merge.val() != "restart" && len(rows) > 0 && len(row) < len(rows[len(rows)-1]) {
				text = rows[len(rows)-1][len(row)]
			}
			span, _ := strconv.Atoi(tc.child("tcPr", "gridSpan").val())
			for range max(span, 1) {
				if len(row) < cells {
					row = append(row, text)
				}
			}
		}
		if len(rows) == 0 {
			head = tr.child("trPr", "tblHeader").on() || headed(t.child("tblPr", "tblLook"))
		}
		rows = append(rows, row)
	}
	if len(rows) == 1 && len(rows[0]) == 1 {
		for _, tc := range t.below("tr")[0].below("tc") {
			r.blocks(tc)
		}
		return
	}
	if len(rows) > 0 && !head {
		rows = append([][]string{make([]string, len(rows[0]))}, rows...)
	}
	r.Table(rows)
	for _, box := range boxes {
		r.blocks(box)
	}
}

// headed tells whether the first row is written as the head of the table.
func headed(look *node) bool {
	if look == nil {
		return true
	}
	if first := look.attr("firstRow"); first != "" {
		return first == "1" || first == "true"
	}
	bits, err := strconv.ParseUint(look.val(), 16, 32)
	return err != nil || bits&0x20 != 0
}

// cell is the text of a cell, that of tables in it included.
func (r *reader) cell(tc *node) (text string, boxes []*node) {
	var parts []string
	for _, p := range tc.all("p") {
		in := r.inline(p)
		if s := in.text(); s != "" {
			parts = append(parts, s)
		}
		boxes, r.pending = append(boxes, in.boxes...), append(r.pending, in.notes...)
	}
	return strings.Join(parts, " "), boxes
}

// below are the children of a name, those in content controls and insertions included.
func (n *node) below(name string) []*node {
	var found []*node
	for _, c := range n.children {
		switch c.name {
		case name:
			found = append(found, c)
		case "sdt", "sdtContent", "ins", "customXml", "smartTag":
			found = append(found, c.below(name)...)
		}
	}
	return found
}

// all are the elements of a name however deep they lie, but not those in one another.
func (n *node) all(name string) []*node {
	var found []*node
	for _, c := range n.children {
		switch c.name {
		case name:
			found = append(found, c)
		case "del", "moveFrom", "Fallback":
		default:
			found = append(found, c.all(name)...)
		}
	}
	return found
}
