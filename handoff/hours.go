package handoff

import (
	"fmt"
	"strings"
	"time"
)

// Hours are a team's opening hours: for each day any number of periods such as "09:00-12:30". A team that names no period
// at all is always open.
type Hours struct {
	Zone string   `json:"zone,omitempty" yaml:"zone"` // IANA time zone, "Europe/Berlin"; empty is UTC
	Mon  []string `json:"mon,omitempty" yaml:"mon"`
	Tue  []string `json:"tue,omitempty" yaml:"tue"`
	Wed  []string `json:"wed,omitempty" yaml:"wed"`
	Thu  []string `json:"thu,omitempty" yaml:"thu"`
	Fri  []string `json:"fri,omitempty" yaml:"fri"`
	Sat  []string `json:"sat,omitempty" yaml:"sat"`
	Sun  []string `json:"sun,omitempty" yaml:"sun"`
}

// days lists the periods by weekday, as time.Weekday counts.
func (h Hours) days() [7][]string {
	return [7][]string{h.Sun, h.Mon, h.Tue, h.Wed, h.Thu, h.Fri, h.Sat}
}

// A schedule is Hours, read: when a team works.
type schedule struct {
	zone     *time.Location
	days     [7][]period
	holidays map[string]bool // "2006-01-02"
	always   bool
}

// A period is a part of a day, in minutes since its midnight.
type period struct{ from, to int }

// horizon is how many days ahead an opening is looked for.
const horizon = 400

// next is the opening that at falls into or, if there is none, the first one after it; ok is false if the team does not
// open within the horizon.
func (s *schedule) next(at time.Time) (from, to time.Time, ok bool) {
	at = at.In(s.zone)
	if s.always {
		return at, at.AddDate(1, 0, 0), true
	}
	for day := range horizon {
		date := time.Date(at.Year(), at.Month(), at.Day()+day, 0, 0, 0, 0, s.zone)
		if s.holidays[date.Format(time.DateOnly)] {
			continue
		}
		for _, p := range s.days[date.Weekday()] {
			from, to := clock(date, p.from), clock(date, p.to)
			if to.After(at) {
				return from, to, true
			}
		}
	}
	return time.Time{}, time.Time{}, false
}

// open says whether the team works at that second.
func (s *schedule) open(at time.Time) bool {
	from, _, ok := s.next(at)
	return ok && !from.After(at)
}

// after is the time at which the team will have worked for d, counted from at: two hours after Friday 16:00 is Monday 10:00
// for a team that closes at 17:00 and opens at 9:00.
func (s *schedule) after(at time.Time, d time.Duration) (time.Time, bool) {
	for range horizon {
		from, to, ok := s.next(at)
		if !ok {
			return time.Time{}, false
		}
		if from.Before(at) {
			from = at
		}
		if open := to.Sub(from); open >= d {
			return from.Add(d), true
		} else {
			d -= open
		}
		at = to
	}
	return time.Time{}, false
}

// clock is the time on a clock on the wall that many minutes after midnight, also on days on which clocks are changed.
func clock(date time.Time, minutes int) time.Time {
	return time.Date(date.Year(), date.Month(), date.Day(), 0, minutes, 0, 0, date.Location())
}

// parsePeriod reads "09:00-12:30"; a day ends at "24:00".
func parsePeriod(text string) (period, error) {
	from, to, ok := strings.Cut(text, "-")
	p := period{minutes(from), minutes(to)}
	if !ok || p.from < 0 || p.to < 0 || p.from >= p.to {
		return period{}, fmt.Errorf("%q is not a period of a day", text)
	}
	return p, nil
}

// minutes reads "9:30" as minutes since midnight; -1 if it is no time of day.
func minutes(text string) int {
	text = strings.TrimSpace(text)
	if text == "24:00" {
		return 24 * 60
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}
