package lang

import (
	"strings"
	"time"
)

// Date finds the day that a text names, as midnight in the time zone of now: "2026-12-24", "24.12.", "24. Dezember",
// "übermorgen", "nächsten Freitag", "next friday", "in 3 days". A day without a year is the next such day from today on, a
// weekday the next one after today; "next friday" and "nächsten Freitag" are the one of the coming week, and "diesen" or
// "kommenden Freitag" the next to come. Days that do not exist, two different days, mere weeks and months, and English
// numbers whose order is unclear ("3/4/2026") give none.
func Date(text, language string, now time.Time) (time.Time, bool) {
	r := dateReader{words: dateWords(text), language: language, today: midnight(now), terms: terms[language]}
	var days, weekdays []time.Time
	for r.at < len(r.words) {
		day, used, ok := r.next()
		switch {
		case used == 0:
			r.at++
			continue
		case !ok:
			return time.Time{}, false // a day that does not exist, or is unclear
		case r.byWeekday:
			weekdays = append(weekdays, day)
		default:
			days = append(days, day)
		}
		r.at += used
	}
	return agree(days, weekdays)
}

// agree finds the one day that all agree on. A weekday beside a date only confirms it: "Freitag, 24. Dezember".
func agree(days, weekdays []time.Time) (time.Time, bool) {
	all := append(days, weekdays...)
	if len(all) == 0 {
		return time.Time{}, false
	}
	for i, other := range all[1:] {
		beside := len(days) > 0 && i+1 >= len(days)
		if beside && other.Weekday() != all[0].Weekday() || !beside && !other.Equal(all[0]) {
			return time.Time{}, false
		}
	}
	return all[0], true
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// dateWords cuts a text at spaces and commas and keeps the dots, dashes and slashes that dates are written with.
func dateWords(text string) []string {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r == ' ' || r == ',' || r == '\n' || r == '\t' || r == '\u00a0' || r == '!' || r == '?' || r == ';' || r == '(' || r == ')'
	})
	out := fields[:0]
	for _, f := range fields {
		if f = strings.Trim(f, ":'\"„“”…"); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// A dateReader looks for a day at one word after the other. Its rules return how many words they used, 0 if none, and
// whether those name a real day.
type dateReader struct {
	words    []string
	at       int
	language string
	today    time.Time
	terms    dateTerms

	byWeekday bool // the last day found was named by its weekday
}

func (r *dateReader) next() (day time.Time, used int, ok bool) {
	rules := [...]func() (time.Time, int, bool){r.written, r.dayAndMonth, r.monthAndDay, r.nearby, r.interval, r.ago, r.weekday, r.dayOfMonth}
	for i, rule := range rules {
		if day, used, ok = rule(); used > 0 {
			r.byWeekday = i == len(rules)-2
			return day, used, ok
		}
	}
	return day, 0, false
}

// word is the n-th word from here, folded and without a full stop at its end, or "".
func (r *dateReader) word(n int) string {
	if r.at+n < 0 || r.at+n >= len(r.words) {
		return ""
	}
	return Fold(strings.TrimRight(r.words[r.at+n], "."))
}

// nearby reads "heute", "übermorgen", "the day after tomorrow".
func (r *dateReader) nearby() (time.Time, int, bool) {
	for used := 4; used > 0; used-- {
		if r.at+used > len(r.words) {
			continue
		}
		if offset, known := r.terms.nearby[r.phrase(used)]; known && !r.terms.greeting[r.word(-1)] {
			return r.today.AddDate(0, 0, offset), used, true
		}
	}
	return time.Time{}, 0, false
}

func (r *dateReader) phrase(n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = r.word(i)
	}
	return strings.Join(parts, " ")
}

// interval reads "in 3 Tagen", "in two weeks", "3 days from now", "Tage später".
func (r *dateReader) interval() (time.Time, int, bool) {
	if r.word(0) != "in" {
		count, unit, used := r.amount(0)
		if used > 0 && r.language == English && (r.word(used) == "from" && (r.word(used+1) == "now" || r.word(used+1) == "today")) {
			return r.shift(count, unit), used + 2, true
		}
		return time.Time{}, 0, false
	}
	count, unit, used := r.amount(1)
	if used == 0 {
		return time.Time{}, 0, false
	}
	return r.shift(count, unit), used + 1, true
}

// ago reads "vor 3 Tagen", "two weeks ago".
func (r *dateReader) ago() (time.Time, int, bool) {
	switch {
	case r.language == German && r.word(0) == "vor":
		if count, unit, used := r.amount(1); used > 0 {
			return r.shift(-count, unit), used + 1, true
		}
	case r.language == English:
		if count, unit, used := r.amount(0); used > 0 && r.word(used) == "ago" {
			return r.shift(-count, unit), used + 1, true
		}
	}
	return time.Time{}, 0, false
}

// amount reads a whole number of days, weeks, months or years, n words from here.
func (r *dateReader) amount(n int) (count int, unit timeUnit, used int) {
	if r.word(n) == "" {
		return 0, 0, 0
	}
	value, taken, ok := numberAt([]string{strings.TrimRight(r.words[r.at+n], ".")}, r.language)
	unit, known := r.terms.units[r.word(n+1)]
	if !ok || taken != 1 || !known || value != float64(int(value)) || value < 0 || value > 5000 {
		return 0, 0, 0
	}
	return int(value), unit, 2
}

func (r *dateReader) shift(count int, unit timeUnit) time.Time {
	switch unit {
	case weeks:
		return r.today.AddDate(0, 0, 7*count)
	case months:
		return addMonths(r.today, count)
	case years:
		return addMonths(r.today, 12*count)
	}
	return r.today.AddDate(0, 0, count)
}

// addMonths stays in the month it aims at: a month after January 31 is the last of February.
func addMonths(day time.Time, n int) time.Time {
	y, m, d := day.Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, day.Location())
	return time.Date(last.Year(), last.Month(), min(d, last.Day()), 0, 0, 0, 0, day.Location())
}

// weekday reads "Freitag", "nächsten Freitag", "next friday", "friday next week", "Freitag in einer Woche".
func (r *dateReader) weekday() (time.Time, int, bool) {
	which, skip := r.terms.which[r.word(0)], 0
	if which != 0 {
		skip = 1
		if r.terms.week[r.word(1)] { // "next week friday", "nächste Woche Freitag"
			skip = 2
			if r.word(2) == "on" || r.word(2) == "am" {
				skip = 3
			}
		}
	}
	day, known := r.terms.weekdays[r.word(skip)]
	if !known {
		return time.Time{}, 0, false
	}
	used := skip + 1
	if w := r.terms.which[r.word(used)]; w != 0 && r.terms.week[r.word(used+1)] {
		which, used = w, used+2
	}
	if r.word(used) == "in" {
		if count, unit, n := r.amount(used + 1); n > 0 && unit == weeks {
			return r.after(day).AddDate(0, 0, 7*count), used + 1 + n, true
		}
	}
	switch which {
	case following:
		monday := r.today.AddDate(0, 0, 7-(int(r.today.Weekday())+6)%7)
		return monday.AddDate(0, 0, (int(day)+6)%7), used, true
	case last:
		return r.after(day).AddDate(0, 0, -7*weeksBack(r.today, day)), used, true
	}
	return r.after(day), used, true
}

// after is the next such weekday after today.
func (r *dateReader) after(day time.Weekday) time.Time {
	ahead := (int(day)-int(r.today.Weekday())+6)%7 + 1
	return r.today.AddDate(0, 0, ahead)
}

// weeksBack is how many weeks lie between the last such weekday before today and the next one after it.
func weeksBack(today time.Time, day time.Weekday) int {
	if today.Weekday() == day {
		return 2
	}
	return 1
}
