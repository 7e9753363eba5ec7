package private

import "github.com/lotse-bot/lotse/lang/quick"

const (
	months = `(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|october|december|jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|de[cz])`
	date   = `(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? ` + months + `\.?,? \d{4}|` + months + ` \d{1,2}(?:st|nd|rd|th)?,? \d{4})`
)

// birthForm finds dates that are said to be the day somebody was born. Other dates are nobody's secret.
var birthForm = quick.MustCompile(`(?i)(?:geboren|geb\.|geburtsdatum|geburtstag|\bborn\b|date of birth|birth ?date|birthday|\bdob\b)[^\d\n]{0,25}(?P<x>` + date + `)`)

func births(text string) []Span { return found(Birth, birthForm, text) }
