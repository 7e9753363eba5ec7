package private

import (
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/lang/quick"
)

// Rows of digits that mean something by their form, or by the word before them.
var (
	cardForm     = quick.MustCompile(`\b\d(?:[ -]?\d){11,18}\b`)
	cardCue      = regexp.MustCompile(`(?i)(?:\bcards?\b|karten?\b|kartennummer|\bcc\b|visa|mastercard|amex)[^\d\n]{0,20}$`)
	ssnForm      = quick.MustCompile(`\b\d{3}-\d{2}-\d{4}\b`)
	pensionForm  = quick.MustCompile(`\b\d{2} ?\d{6} ?[A-Z] ?\d{3}\b`) // Versicherungsnummer, § 147 SGB VI
	identityForm = quick.MustCompile(`(?i)(?:ausweis(?:nummer|nr)?|reisepass(?:nummer|nr)?|passport|id card|driver'?s? licen[cs]e|driving licen[cs]e|führerschein(?:nummer|nr)?|` +
		`ssn|social security|steuer-?id|steuernummer|steuer-?identifikationsnummer|versichertennummer|krankenversicherungsnummer|tax id)` +
		`(?: ?(?:number|nummer|no|nr))?\.?(?: ?(?:is|ist|lautet|:|=))*\s{0,3}(?P<x>[A-Za-z]{0,3}[\d][A-Za-z0-9-]{4,14})`)
	numberForm = quick.MustCompile(`(?i)(?:(?:bestell|kunden|rechnungs|vertrags|auftrags|serien|sendungs|vorgangs|mitglieds|konto|geräte)-?(?:nummer|nr\b|id)|` +
		`\b(?:order|customer|invoice|contract|account|serial|tracking|member(?:ship)?|reference|case) ?(?:number|no\b|nr\b|id\b|#))` +
		`\.?(?: ?(?:is|ist|lautet|war|was|:|=|#))*\s{0,3}(?P<x>[A-Za-z]{0,4}[ -]?\d[A-Za-z0-9-]{2,20})`)
)

// cards have 12 to 19 digits of which the last is right by Luhn's sum, or the word before them says what they are.
func cards(text string) []Span {
	var all []Span
	for _, s := range found(Card, cardForm, text) {
		d := digitsOf(text[s.Start:s.End])
		if luhn(d) == 0 && len(d) >= 13 && strings.ContainsRune("23456", rune(d[0])) || cardCue.MatchString(text[max(0, s.Start-40):s.Start]) {
			all = append(all, s)
		}
	}
	return all
}

func identities(text string) []Span {
	return claim(claim(found(Identity, identityForm, text), found(Identity, ssnForm, text)), found(Identity, pensionForm, text))
}

// numbers are those that their owner calls by what they are for.
func numbers(text string) []Span { return found(Number, numberForm, text) }
