package lang

import (
	"strconv"
	"strings"
	"time"
)

// written reads a day in digits: "2026-12-24", "24.12.2026", "24.12.", "24.12", "12/24/2026".
func (r *dateReader) written() (time.Time, int, bool) {
	w := strings.TrimSuffix(r.words[r.at], ".")
	if day, err := time.ParseInLocation(time.DateOnly, strings.SplitN(w, "t", 2)[0], r.today.Location()); err == nil {
		return day, 1, true
	}
	for _, mark := range [...]string{".", "/", "-"} {
		numbers, ok := digitsBetween(w, mark)
		if !ok {
			continue
		}
		if len(numbers) == 2 && r.word(1) == "uhr" {
			return time.Time{}, 0, false // a time: 10.12 Uhr
		}
		if mark == "-" && len(numbers) != 3 {
			return time.Time{}, 0, false // a range: 3-4
		}
		if len(numbers) == 2 && mark == "." && !strings.HasSuffix(r.words[r.at], ".") && r.language != German {
			return time.Time{}, 0, false // a number: 24.12
		}
		day, real := r.inOrder(numbers, mark)
		return day, 1, real
	}
	return time.Time{}, 0, false
}

// digitsBetween cuts "24.12.2026" into its two or three numbers of at most four digits.
func digitsBetween(w, mark string) ([]int, bool) {
	parts := strings.Split(w, mark)
	if len(parts) != 2 && len(parts) != 3 {
		return nil, false
	}
	out := make([]int, len(parts))
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || len(p) > 4 || p[0] == '+' || p[0] == '-' || i < 2 && len(p) > 2 && len(parts[0]) != 4 {
			return nil, false
		}
		out[i] = n
	}
	return out, true
}

// inOrder finds out which number is the day. With dots, and in German, the day comes first; English slashes must be clear.
func (r *dateReader) inOrder(n []int, mark string) (time.Time, bool) {
	if len(n) == 3 && n[0] > 31 {
		return r.day(n[0], n[1], n[2]) // 2026/12/24
	}
	d, m := n[0], n[1]
	if mark != "." && r.language != German {
		switch {
		case d <= 12 && m <= 12 && d != m:
			return time.Time{}, false // British or American?
		case m > 12:
			d, m = m, d
		}
	}
	if len(n) == 2 {
		return r.upcoming(m, d)
	}
	return r.day(century(n[2]), m, d)
}

// century completes a year of two digits.
func century(year int) int {
	if year < 100 {
		return 2000 + year
	}
	return year
}

// day is a day that exists.
func (r *dateReader) day(y, m, d int) (time.Time, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, r.today.Location())
	return t, y >= 1900 && y < 2200 && t.Day() == d && int(t.Month()) == m
}

// upcoming is the next such day from today on; February 29 may be years ahead.
func (r *dateReader) upcoming(m, d int) (time.Time, bool) {
	for y := r.today.Year(); y <= r.today.Year()+8; y++ {
		if t, real := r.day(y, m, d); real && !t.Before(r.today) {
			return t, true
		}
	}
	return time.Time{}, false
}

// dayAndMonth reads "24. Dezember 2026", "24th of December", "Heiligabend".
func (r *dateReader) dayAndMonth() (time.Time, int, bool) {
	if feast, known := r.terms.feasts[r.word(0)]; known {
		return r.withYear(feast.month, feast.day, 1)
	}
	d, ok := ordinal(r.word(0))
	if !ok {
		return time.Time{}, 0, false
	}
	at := 1
	if r.word(at) == "of" {
		at++
	}
	m, known := r.terms.months[r.word(at)]
	if !known {
		return time.Time{}, 0, false
	}
	return r.withYear(m, d, at+1)
}

// monthAndDay reads "December 24th, 2026".
func (r *dateReader) monthAndDay() (time.Time, int, bool) {
	m, known := r.terms.months[r.word(0)]
	if !known || r.language != English {
		return time.Time{}, 0, false
	}
	at := 1
	if r.word(at) == "the" {
		at++
	}
	d, ok := ordinal(r.word(at))
	if !ok {
		return time.Time{}, 0, false
	}
	return r.withYear(m, d, at+1)
}

// withYear adds the year that may stand n words from here.
func (r *dateReader) withYear(m time.Month, d, n int) (time.Time, int, bool) {
	if y, err := strconv.Atoi(r.word(n)); err == nil && len(r.word(n)) == 4 {
		day, real := r.day(y, int(m), d)
		return day, n + 1, real
	}
	day, real := r.upcoming(int(m), d)
	return day, n, real
}

// dayOfMonth reads "am 24.", "on the 24th": the next month that has such a day.
func (r *dateReader) dayOfMonth() (time.Time, int, bool) {
	written := r.words[r.at]
	d, ok := ordinal(r.word(0))
	isDay := r.language == German && strings.HasSuffix(written, ".") && (r.word(-1) == "am" || r.word(-1) == "zum" || r.word(-1) == "den") ||
		r.language == English && r.word(-1) == "the" && len(written) > 2 && written[len(written)-1] >= 'a'
	if !ok || !isDay {
		return time.Time{}, 0, false
	}
	for ahead := range 3 {
		first := addMonths(r.today.AddDate(0, 0, 1-r.today.Day()), ahead)
		if t, real := r.day(first.Year(), int(first.Month()), d); real && !t.Before(r.today) {
			return t, 1, true
		}
	}
	return time.Time{}, 1, false
}

// ordinal reads the day of a month: "24", "24th", "1st".
func ordinal(w string) (int, bool) {
	body := w
	for _, suffix := range [...]string{"st", "nd", "rd", "th"} {
		body = strings.TrimSuffix(body, suffix)
	}
	d, err := strconv.Atoi(body)
	return d, err == nil && d >= 1 && d <= 31 && len(body) <= 2
}
