// Package quick tries regular expressions only where they may match. Go's take some 50 ns for every letter of a text; to search for
// the few letters without which nothing matches takes a small part of that, and most texts do not have them.
package quick

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
)

// A Regexp is a regular expression and what cannot be missing where it matches. Methods that are not here are as slow as ever.
type Regexp struct {
	*regexp.Regexp
	needs need
}

// MustCompile is that of package regexp.
func MustCompile(expression string) *Regexp {
	r := &Regexp{Regexp: regexp.MustCompile(expression)}
	if tree, err := syntax.Parse(expression, syntax.Perl); err == nil {
		r.needs = needs(tree)
	}
	return r
}

func (r *Regexp) may(text string) bool { return r.needs.met(strings.Map(fold, text)) }

// MatchString is that of package regexp, and so are the others.
func (r *Regexp) MatchString(text string) bool { return r.may(text) && r.Regexp.MatchString(text) }

// ReplaceAllString replaces all matches.
func (r *Regexp) ReplaceAllString(text, by string) string {
	if !r.may(text) {
		return text
	}
	return r.Regexp.ReplaceAllString(text, by)
}

// FindAllStringIndex gives the places of at most n matches.
func (r *Regexp) FindAllStringIndex(text string, n int) [][]int {
	if !r.may(text) {
		return nil
	}
	return r.Regexp.FindAllStringIndex(text, n)
}

// FindAllStringSubmatchIndex gives the places of at most n matches and of their groups.
func (r *Regexp) FindAllStringSubmatchIndex(text string, n int) [][]int {
	if !r.may(text) {
		return nil
	}
	return r.Regexp.FindAllStringSubmatchIndex(text, n)
}

// fold gives one letter for all that an expression takes for the same without regard to case.
func fold(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < 0x80:
		return r
	}
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	if least < r && least < 0x80 {
		return fold(least)
	}
	return least
}
