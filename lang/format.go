package lang

import (
	"strconv"
	"strings"
	"time"
)

// FormatDate writes a day as people of the language do: "24. Dezember 2026", "24 December 2026"; ISO 8601 in any other.
func FormatDate(day time.Time, language string) string {
	y, m, d := day.Date()
	switch language {
	case German:
		return strconv.Itoa(d) + ". " + monthsDE[m-1] + " " + strconv.Itoa(y)
	case English:
		return strconv.Itoa(d) + " " + m.String() + " " + strconv.Itoa(y)
	}
	return day.Format(time.DateOnly)
}

// FormatNumber writes a number with the separators of the language, thousands in groups from 10,000 on, and as few decimals as
// give it back: "1.234.567,5", "1,234,567.5", "1234".
func FormatNumber(value float64, language string) string {
	s := strconv.FormatFloat(value, 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	group, point := ",", "."
	if language == German {
		group, point = ".", ","
	}
	if len(whole) > 4 {
		for at := len(whole) - 3; at > 0; at -= 3 {
			whole = whole[:at] + group + whole[at:]
		}
	}
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + point + fraction
}

var monthsDE = [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
