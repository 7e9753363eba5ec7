// Package lang knows German and English as far as a customer service needs it: tokens, stems, n-grams, compounds and
// sentences for searching; the language of a text; numbers, dates, yes and no and e-mail addresses in what customers write;
// and the few wishes that every bot must understand.
//
// Everything is pure: no clock, no chance, no state. Languages are ISO 639-1 codes, "de" and "en"; an unknown language is
// treated as one without rules. Offsets are bytes of the text that was given.
package lang

// The languages with rules of their own.
const (
	German  = "de"
	English = "en"
)

// A Span is a part of a text, from Start up to but without End, in bytes.
type Span struct{ Start, End int }
