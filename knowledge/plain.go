package knowledge

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FromPlain turns plain text into the Markdown that reads the same: what looks like markup is escaped, and lines that stand
// for themselves keep their breaks. Lists written with dashes or numbers are lists in both.
func FromPlain(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var b strings.Builder
	for i, line := range lines {
		line = strings.TrimSpace(line)
		b.WriteString(escape(line))
		if i+1 < len(lines) {
			if line != "" && breaks(line, strings.TrimSpace(lines[i+1])) {
				b.WriteString("  ")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

var markup = regexp.MustCompile("[\\\\`*_<>#|\\[\\]~]")

func escape(line string) string {
	if strings.Trim(line, "-=_*") == "" {
		return "" // a ruled line
	}
	bullet := ""
	for _, mark := range []string{"- ", "* ", "• "} {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			bullet, line = "- ", rest
		}
	}
	return bullet + markup.ReplaceAllString(line, `\$0`)
}

// breaks tells whether a line ends here by intention, or only because it was full.
func breaks(line, next string) bool {
	if next == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next)
	return !unicode.IsLower(first) || strings.ContainsRune(".!?:", rune(line[len(line)-1]))
}
