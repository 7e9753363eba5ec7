package chat

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// said is a reply as a script expects it: the whole text, its beginning, a pattern, words in it, or any number of replies. With
// not it is one that must not be said.
type said struct {
	text    string
	not     bool
	begins  bool // only the beginning is given
	means   bool // any words that say the same; see judged
	open    bool // any replies, or none
	pattern *regexp.Regexp
	words   []string
}

// parseSaid reads what follows lotse: "~ PATTERN", "has: WORDS", "means: TEXT", "= TEXT" to the letter, "...", or a text, which may end in
// "..." for any rest; "not:" before any of them but "...".
func parseSaid(text string) (*said, *bot.Fault) {
	switch rest, not := strings.CutPrefix(text, "not:"); {
	case not:
		return parseNot(strings.TrimSpace(rest))
	case text == "":
		return nil, fault("lotse says nothing", "write what the bot says, or silent if it says nothing")
	case text == "...":
		return &said{open: true}, nil
	case strings.HasPrefix(text, "~"):
		return parsePattern(strings.TrimSpace(text[1:]))
	case strings.HasPrefix(text, "has:"):
		w := wordsOf(text[len("has:"):])
		if len(w) == 0 {
			return nil, fault("has: has no words", "write the words that the reply must have")
		}
		return &said{words: w}, nil
	case strings.HasPrefix(text, "means:"):
		return parseMeans(strings.TrimSpace(text[len("means:"):]))
	case strings.HasPrefix(text, "="):
		return &said{text: unstuff(strings.TrimPrefix(text[1:], " "))}, nil
	}
	if beginning, begins := strings.CutSuffix(text, "..."); begins {
		return &said{text: unstuff(strings.TrimSpace(beginning)), begins: true}, nil
	}
	return &said{text: unstuff(text)}, nil
}

func parseNot(text string) (*said, *bot.Fault) {
	if text == "" {
		return nil, fault("not: forbids nothing", "write what the bot must not say after not:")
	}
	s, f := parseSaid(text)
	switch {
	case f != nil:
		return nil, f
	case s.not:
		return nil, fault("not: not: forbids nothing", "write not: once")
	case s.open:
		return nil, fault("not: ... forbids every reply", "write silent")
	}
	s.not = true
	return s, nil
}

func parseMeans(text string) (*said, *bot.Fault) {
	if text == "" {
		return nil, fault("means: has no text", "write what the reply must say, in any words")
	}
	return &said{text: unstuff(text), means: true}, nil
}

func parsePattern(pattern string) (*said, *bot.Fault) {
	if pattern == "" {
		return nil, fault("the pattern is empty", "write a regular expression after ~")
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fault(err.Error(), "see https://pkg.go.dev/regexp/syntax")
	}
	return &said{pattern: re}, nil
}

// matches says whether a reply is what was expected, but for what it means.
func (s *said) matches(reply string) bool {
	reply = trimmed(reply)
	switch {
	case s.pattern != nil:
		return s.pattern.MatchString(reply)
	case s.words != nil:
		return hasAll(wordsOf(reply), s.words)
	case s.begins:
		return strings.HasPrefix(reply, trimmed(s.text))
	}
	return reply == trimmed(s.text)
}

func hasAll(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// wordsOf are the words of a text, lower-cased.
func wordsOf(text string) (words []string) {
	for _, t := range lang.Tokens(strings.ToLower(text)) {
		words = append(words, t.Text)
	}
	return words
}

// trimmed is a text without blanks around its lines, which no channel shows, and with its letters in one piece.
func trimmed(text string) string {
	rows := strings.Split(strings.TrimSpace(lang.Compose(text)), "\n")
	for i, row := range rows {
		rows[i] = strings.TrimSpace(row)
	}
	return strings.Join(rows, "\n")
}

// Spoken writes a reply so that a lotse line expects exactly it, word for word.
func Spoken(reply string) string {
	rows := strings.Split(trimmed(reply), "\n")
	for i := 1; i < len(rows); i++ {
		if onlyDots(rows[i]) { // an empty line, too: it would not be seen
			rows[i] += "."
		}
	}
	text := strings.Join(rows, "\n")
	if marked(text) {
		return strings.TrimRight("= "+text, " ")
	}
	return text
}

// marked says whether a text looks like one of the other forms.
func marked(text string) bool {
	for _, mark := range []string{"~", "has:", "means:", "=", "not:"} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return text == "" || strings.HasSuffix(text, "...")
}

// unstuff reads the lines that Spoken wrote with one dot more.
func unstuff(text string) string {
	rows := strings.Split(text, "\n")
	for i := 1; i < len(rows); i++ {
		if rows[i] != "" && onlyDots(rows[i]) {
			rows[i] = rows[i][1:]
		}
	}
	return strings.Join(rows, "\n")
}

func onlyDots(row string) bool { return strings.Trim(row, ".") == "" }
