package dialogs

import (
	"regexp"
	"strings"
)

// patternForm takes what matches a regular expression: a serial number, an order number. People put blanks and hyphens
// into such numbers, so they are tried without them as well.
type patternForm struct{}

func (f patternForm) understand(s *Slot, h hearing) (any, bool) {
	text := strings.TrimSpace(h.text)
	for _, t := range []string{text, separators.Replace(text)} {
		if m := s.pattern.FindStringSubmatchIndex(t); m != nil && m[2] == 0 && m[3] == len(t) {
			return t, true
		}
	}
	return f.find(s, h)
}

// find takes the one match in a sentence; two different ones are ambiguous.
func (patternForm) find(s *Slot, h hearing) (any, bool) {
	found := ""
	for _, m := range s.pattern.FindAllStringSubmatch(h.text, 2) {
		if found != "" && m[1] != found {
			return nil, false
		}
		found = m[1]
	}
	return found, found != ""
}

func (patternForm) show(_ *Slot, value any, sp speech) string { return showAny(value, sp.language) }

var separators = strings.NewReplacer(" ", "", "-", "", "\u2010", "", "\u2011", "", "\u00a0", "")

// whole makes an author's pattern match only between characters that belong to no word.
func whole(pattern string) (*regexp.Regexp, error) {
	if _, err := regexp.Compile(pattern); err != nil {
		return nil, err
	}
	return regexp.Compile(`(?:^|[^\pL\pN])(` + pattern + `)(?:$|[^\pL\pN])`)
}
