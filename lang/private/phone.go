package private

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang/quick"
)

// Phone numbers: with a country code, with the 0 that German and many other ones begin with, in the groups people write them
// in, or after a word that says so.
var (
	phoneForms = []*quick.Regexp{
		quick.MustCompile(`(?:\+|\b00)\d{1,3}(?:[ ./-]{0,2}\(?\d{1,5}\)?){2,6}` + extension),
		quick.MustCompile(`\(0?\d{1,5}\)(?:[ ./-]{0,2}\d{2,8}){1,4}` + extension),
		quick.MustCompile(`\b0\d{1,5}(?:[ ]?[/-][ ]?|[ ])\d{2,8}(?:[ -]?\d{1,5}){0,4}\b`),
		quick.MustCompile(`\b0[1-9]\d{6,11}\b`),
		quick.MustCompile(`\b\d{3}[ .-]\d{3,4}[ .-]\d{3,4}\b` + extension),
		quick.MustCompile(`\b\d{2}(?:[ -]\d{2}){3}\b`),
	}
	phoneCue = quick.MustCompile(`(?i)(?:\btel(?:efon)?(?:nummer|nr)?|\bphone(?: number)?|\bmobile?|handy(?:nummer|nr)?|\bfax|rufnummer|(?:call|reach|text|ruf(?:en|t)?|erreich\p{L}*)` +
		`(?: (?:me|mich|sie|ihn|uns|us))?|\b(?:answering|messages) (?:at|to)|\bregistered|\bunter)\.?(?: (?:number|nummer|is|ist|lautet|on|at|under|unter|an))*[\s:=]{1,3}` +
		`(?P<x>[+(]?\d(?:[ ./-]{0,2}\(?\d{1,6}\)?){2,8})` + extension)
	dateForm = regexp.MustCompile(`^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})`)
)

const extension = `(?: ?(?:x|ext\.?|-Office) ?\d{1,5})?`

func phones(text string) []Span {
	all := found(Phone, phoneCue, text)
	for _, form := range phoneForms {
		all = claim(all, found(Phone, form, text))
	}
	return slices.DeleteFunc(all, func(s Span) bool {
		number, before, after := text[s.Start:s.End], text[:s.Start], text[s.End:]
		n := len(digitsOf(number))
		return n < 6 || n > 20 || strings.HasPrefix(number, "00") && n < 10 || dateForm.MatchString(number) ||
			strings.HasSuffix(before, "-") || strings.HasPrefix(after, ":")
	})
}
