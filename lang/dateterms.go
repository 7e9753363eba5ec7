package lang

import "time"

type timeUnit int

const (
	days timeUnit = iota
	weeks
	months
	years
)

// which says which of several weekdays is meant; 0 is not said.
type which int

const (
	coming    which = iota + 1 // this, diesen, kommenden
	following                  // next, nächsten: of the coming week
	last
)

type feast struct {
	month time.Month
	day   int
}

// dateTerms are the words for days in one language; keys are folded when they are read.
type dateTerms struct {
	nearby   map[string]int // days from today
	greeting map[string]bool
	units    map[string]timeUnit
	which    map[string]which
	week     map[string]bool
	weekdays map[string]time.Weekday
	months   map[string]time.Month
	feasts   map[string]feast
}

var terms = map[string]dateTerms{German: termsDE.folded(), English: termsEN.folded()}

var termsDE = dateTerms{
	nearby:   map[string]int{"heute": 0, "morgen": 1, "ubermorgen": 2, "gestern": -1, "vorgestern": -2},
	greeting: set("guten schönen gute"),
	units: map[string]timeUnit{
		"tag": days, "tage": days, "tagen": days, "woche": weeks, "wochen": weeks,
		"monat": months, "monate": months, "monaten": months, "jahr": years, "jahre": years, "jahren": years,
	},
	which: map[string]which{
		"diesen": coming, "dieser": coming, "diese": coming, "dieses": coming, "kommenden": coming,
		"kommender": coming, "kommende": coming, "nachsten": following, "nachster": following, "nachste": following,
		"nachstes": following, "letzten": last, "letzter": last, "letzte": last, "vergangenen": last, "vorigen": last,
	},
	week: set("Woche"),
	weekdays: map[string]time.Weekday{
		"montag": time.Monday, "dienstag": time.Tuesday, "mittwoch": time.Wednesday,
		"donnerstag": time.Thursday, "freitag": time.Friday, "samstag": time.Saturday, "sonnabend": time.Saturday, "sonntag": time.Sunday,
	},
	months: map[string]time.Month{
		"januar": 1, "janner": 1, "februar": 2, "marz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
		"august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12, "jan": 1, "feb": 2, "apr": 4, "jun": 6,
		"jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
	},
	feasts: map[string]feast{"heiligabend": {12, 24}, "silvester": {12, 31}, "neujahr": {1, 1}, "nikolaus": {12, 6}},
}

var termsEN = dateTerms{
	nearby: map[string]int{
		"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2,
		"yesterday": -1, "day before yesterday": -2, "the day before yesterday": -2,
	},
	units: map[string]timeUnit{
		"day": days, "days": days, "week": weeks, "weeks": weeks, "month": months, "months": months,
		"year": years, "years": years,
	},
	which: map[string]which{"this": coming, "coming": coming, "next": following, "last": last, "past": last},
	week:  set("week"),
	weekdays: map[string]time.Weekday{
		"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
		"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday, "mon": time.Monday,
		"tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
	},
	months: map[string]time.Month{
		"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
		"august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6,
		"jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	},
	feasts: map[string]feast{"christmas": {12, 25}, "halloween": {10, 31}},
}

func (t dateTerms) folded() dateTerms {
	t.nearby, t.units, t.which = foldKeys(t.nearby), foldKeys(t.units), foldKeys(t.which)
	t.weekdays, t.months, t.feasts = foldKeys(t.weekdays), foldKeys(t.months), foldKeys(t.feasts)
	return t
}

// foldKeys folds every word of every key.
func foldKeys[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	for key, value := range m {
		out[phrases(key)[0]] = value
	}
	return out
}
