package markdown

import (
	"regexp"
	"strings"
)

var (
	signs  = regexp.MustCompile("[\\\\`*_<>#|\\[\\]~]|&[#A-Za-z]")
	starts = regexp.MustCompile(`^(\d{1,9})([.)])(\s|$)`)
	ruled  = regexp.MustCompile(`^([-+=])([-=]*\s*$|\s)`)
)

// Escape makes text read as it is written, within a line.
func Escape(text string) string { return signs.ReplaceAllString(text, `\$0`) }

// atStart keeps a line of a paragraph from beginning a list, or from underlining the line above it.
func atStart(line string) string {
	line = strings.TrimSpace(line)
	line = starts.ReplaceAllString(line, `$1\$2$3`)
	return ruled.ReplaceAllString(line, `\$1$2`)
}
