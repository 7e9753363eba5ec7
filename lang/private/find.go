package private

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Kind is a kind of personal data.
type Kind string

// The kinds.
const (
	Name     Kind = "name"
	Email    Kind = "email"
	Phone    Kind = "phone"
	IBAN     Kind = "iban"
	Card     Kind = "card"     // the number of a payment card
	Address  Kind = "address"  // street and number, postcode and town, or parts of them
	Birth    Kind = "birth"    // a date of birth
	Number   Kind = "number"   // of an order, a customer, a contract, a machine
	Identity Kind = "identity" // of a passport, a driving licence, a tax or insurance number
	IP       Kind = "ip"
	Link     Kind = "link" // a URL that carries a token, or whom it is for
	Plate    Kind = "plate"
)

// A Span is a piece of personal data in a text, from Start up to but without End, in bytes.
type Span struct {
	Kind       Kind
	Start, End int
}

// A Finder finds personal data. The zero value knows everything but a bot's own numbers. It may be used by many goroutines.
type Finder struct {
	Numbers []*regexp.Regexp // the forms of a bot's own numbers: serial numbers, order numbers
}

// detectors find one kind each. Where two of them claim the same letters, the first has them, and the other what is left.
var detectors = []func(text string) []Span{
	links, emails, ibans, cards, identities, births, ips, addresses, numbers, phones, plates, people,
}

// Find finds the personal data of a text, in order; no two spans overlap.
func (f *Finder) Find(text string) []Span {
	var all []Span
	for _, own := range f.Numbers {
		all = add(all, found(Number, own, text), text)
	}
	for _, find := range detectors {
		all = add(all, find(text), text)
	}
	sortSpans(all)
	return all
}

// add adds what of the spans is not covered yet.
func add(all, more []Span, text string) []Span {
	for _, s := range more {
		rest := []Span{s}
		for _, t := range all {
			rest = without(rest, t)
		}
		all = append(all, only(trimmed(rest, text), text, func(s string) bool { return strings.ContainsFunc(s, isWord) })...)
	}
	return all
}

// without cuts a span out of others.
func without(spans []Span, t Span) (rest []Span) {
	for _, s := range spans {
		if s.End <= t.Start || t.End <= s.Start {
			rest = append(rest, s)
			continue
		}
		if s.Start < t.Start {
			rest = append(rest, Span{s.Kind, s.Start, t.Start})
		}
		if t.End < s.End {
			rest = append(rest, Span{s.Kind, t.End, s.End})
		}
	}
	return rest
}

// trimmed leaves off what surrounds the letters and digits of what was cut.
func trimmed(spans []Span, text string) []Span {
	for i, s := range spans {
		piece := text[s.Start:s.End]
		spans[i].Start += len(piece) - len(strings.TrimLeft(piece, " ,;\n"))
		spans[i].End -= len(piece) - len(strings.TrimRight(piece, " ,;\n"))
	}
	return spans
}

// claim adds those spans that overlap none that is there already.
func claim(all, more []Span) []Span {
	for _, s := range more {
		if !slices.ContainsFunc(all, func(t Span) bool { return s.Start < t.End && t.Start < s.End }) {
			all = append(all, s)
		}
	}
	return all
}

// An expression is a regular one.
type expression interface {
	SubexpIndex(name string) int
	FindAllStringSubmatchIndex(text string, n int) [][]int
}

// found makes spans of the matches of an expression: of its group called x, or of all it matches.
func found(kind Kind, re expression, text string) []Span {
	var all []Span
	group := 2 * max(re.SubexpIndex("x"), 0)
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		if m[group] >= 0 && m[group] < m[group+1] {
			all = append(all, Span{kind, m[group], m[group+1]})
		}
	}
	return all
}

// only keeps the spans whose text is accepted.
func only(spans []Span, text string, accept func(s string) bool) []Span {
	return slices.DeleteFunc(spans, func(s Span) bool { return !accept(text[s.Start:s.End]) })
}

func sortSpans(all []Span) {
	slices.SortFunc(all, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
}
