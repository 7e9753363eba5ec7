package clash

import "math"

// A unit is what a number counts, and how much of the measure one of it is.
type unit struct {
	measure string
	factor  float64
}

// units by stem. Weeks, months and years are told in days, as people do.
var units = func() map[string]unit {
	all := map[string]unit{}
	for words, u := range map[string]unit{
		"sekunde sekunden second seconds":      {"time", 1.0 / 86400},
		"minute minuten minutes":               {"time", 1.0 / 1440},
		"stunde stunden hour hours std":        {"time", 1.0 / 24},
		"tag tage tagen day days":              {"time", 1},
		"woche wochen week weeks":              {"time", 7},
		"monat monate monaten month months":    {"time", 30},
		"jahr jahre jahren year years":         {"time", 365},
		"euro eur euros":                       {"money", 1},
		"cent cents ct":                        {"money", 0.01},
		"prozent percent":                      {"share", 1},
		"meter m metre metres meters":          {"length", 1},
		"kilometer km kilometre kilometres":    {"length", 1000},
		"zentimeter cm centimetre centimetres": {"length", 0.01},
		"gramm g gram grams":                   {"weight", 1},
		"kilogramm kg kilo kilogram":           {"weight", 1000},
		"uhr":                                  {"clock", 1},
	} {
		for w := range set(words) {
			for _, language := range []string{"de", "en"} {
				all[itemOf(w, language).stem] = u
			}
		}
	}
	return all
}()

// same tells whether two amounts are the same: a month is four weeks as well as thirty days, so times may differ by a tenth.
func same(a float64, ua unit, b float64, ub unit) bool {
	a, b = a*ua.factor, b*ub.factor
	slack := 1e-9
	if ua.measure == "time" && ua.factor != ub.factor {
		slack = 0.1
	}
	return math.Abs(a-b) <= slack*math.Max(a, b)
}
