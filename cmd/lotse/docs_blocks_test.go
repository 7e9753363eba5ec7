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
	line int    // of its first line in the document
	to   string // where the text before it says that one posts to; empty before the first such text
}

// firstLine is how a block names the file that it is, where the fence does not.
var firstLine = regexp.MustCompile(`^(?:# |<!-- )([\w.-]+/[\w./-]+|lotse\.yaml)(?: -->)?\n`)

// postedTo is how a text says where one posts to.
var postedTo = regexp.MustCompile("`POST (/v1/\\w+)`")

// blocks are the fenced blocks of a document, in order.
func blocks(document string) []block {
	var all []block
	var open *block
	to := ""
	for i, line := range strings.Split(document, "\n") {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && open == nil:
			open = &block{line: i + 2, to: to}
			open.kind, open.path, _ = strings.Cut(fence, " ")
		case isFence:
			all = append(all, named(*open))
			open = nil
		case open != nil:
			open.text += line + "\n"
		default:
			if m := postedTo.FindStringSubmatch(line); m != nil {
				to = m[1]
			}
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
