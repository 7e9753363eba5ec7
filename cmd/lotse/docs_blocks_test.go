package main

import (
	"regexp"
	"strings"
)

// A block is a fenced block of a document.
type block struct {
	kind string // sh, yaml, json, ...; empty for output and drawings
	path string // of the file that it is, relative to where the reader works; empty if it is none
	text string
	line int // of its first line in the document
}

// firstLine is how a block names the file that it is, where the fence does not.
var firstLine = regexp.MustCompile(`^(?:# |<!-- )([\w.-]+/[\w./-]+|lotse\.yaml)(?: -->)?\n`)

// blocks are the fenced blocks of a document, in order.
func blocks(document string) []block {
	var all []block
	var open *block
	for i, line := range strings.Split(document, "\n") {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && open == nil:
			open = &block{line: i + 2}
			open.kind, open.path, _ = strings.Cut(fence, " ")
		case isFence:
			all = append(all, named(*open))
			open = nil
		case open != nil:
			open.text += line + "\n"
		}
	}
	return all
}

// named takes the line that names the file out of it: front matter must come first.
func named(b block) block {
	if m := firstLine.FindStringSubmatch(b.text); m != nil && b.path == "" {
		b.path, b.text = m[1], b.text[len(m[0]):]
		b.line++
	}
	return b
}
