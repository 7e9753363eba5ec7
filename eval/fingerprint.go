package eval

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// fingerprint marks what was measured, so that a gate never compares what only has the same name: every case by its row, or by
// its whole file if that holds but one, and the suite by the other data that lies beside.
func (out *result) fingerprint(folder string) {
	rows := map[string][][]byte{}
	for i := range out.Cases {
		c := &out.Cases[i]
		if c.Row != "" { // whoever made it knows better what it is
			continue
		}
		if _, read := rows[c.File]; !read {
			rows[c.File] = rowsOf(c.File)
		}
		switch lines := rows[c.File]; {
		case len(lines) == 1:
			c.Row = mark(lines[0])
		case 0 < c.Line && c.Line <= len(lines):
			c.Row = mark(lines[c.Line-1])
		}
	}
	out.Data = dataBeside(folder, rows)
}

// rowsOf are the lines of a file of rows; any other file is one row.
func rowsOf(file string) [][]byte {
	content, err := os.ReadFile(file)
	switch {
	case err != nil:
		return nil
	case strings.HasSuffix(file, rowsEnding):
		return bytes.Split(content, []byte("\n"))
	}
	return [][]byte{content}
}

const rowsEnding = ".jsonl"

// dataBeside marks the rows in a suite's folder that are no cases: what is learned from, and what is searched.
func dataBeside(folder string, cases map[string][][]byte) string {
	files, _ := filepath.Glob(filepath.Join(folder, "*"+rowsEnding)) // sorted; a folder's name is no bad pattern
	files = slices.DeleteFunc(files, func(f string) bool { return cases[f] != nil })
	var all []byte
	for _, f := range files {
		for _, row := range rowsOf(f) {
			all = append(all, mark(row)...)
		}
	}
	if len(files) == 0 {
		return ""
	}
	return mark(all)
}

// mark is short: it tells a change from none, and proves nothing against an enemy.
func mark(content []byte) string {
	sum := sha256.Sum256(bytes.TrimSpace(content))
	return hex.EncodeToString(sum[:4])
}
