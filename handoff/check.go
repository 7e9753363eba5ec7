package handoff

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// A Problem is something wrong in the settings: where, as keys from the top (teams, service, hours, mon), what, and how to
// mend it. Whoever read the file knows the line.
type Problem struct {
	Path    []string
	Problem string
	Remedy  string
}

// Error is the problem with its path.
func (p Problem) Error() string { return fmt.Sprintf("%v: %s (%s)", p.Path, p.Problem, p.Remedy) }

// Check finds everything that is wrong in the settings.
func Check(s Settings) []Problem {
	_, problems := read(s)
	return problems
}

// read makes teams of the settings and lists what is wrong with them.
func read(s Settings) (teams, []Problem) {
	ts, r := teams{}, &reader{}
	for _, name := range slices.Sorted(maps.Keys(s.Teams)) {
		t := s.Teams[name]
		r.team = name
		ts[name] = team{Team: t, schedule: r.schedule(t)}
		r.amounts(t)
	}
	return ts, r.problems
}

type reader struct {
	team     string
	problems []Problem
}

func (r *reader) add(problem, remedy string, path ...string) {
	r.problems = append(r.problems, Problem{Path: append([]string{"teams", r.team}, path...), Problem: problem, Remedy: remedy})
}

func (r *reader) amounts(t Team) {
	if t.Capacity < 0 {
		r.add("the capacity is negative", "give the number of conversations an agent can hold at once, or leave it out", "capacity")
	}
	if t.AnswerWithin < 0 {
		r.add("the time to answer within is negative", `give a duration such as "2h", or leave it out`, "answer_within")
	}
}

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (r *reader) schedule(t Team) schedule {
	s := schedule{zone: time.UTC, holidays: map[string]bool{}, always: true}
	if zone, err := time.LoadLocation(t.Hours.Zone); err == nil {
		s.zone = zone
	} else {
		r.add(fmt.Sprintf("the time zone %q is not known", t.Hours.Zone), `use a name such as "Europe/Berlin"`, "hours", "zone")
	}
	for day, texts := range t.Hours.days() {
		for _, text := range texts {
			s.always = false
			s.days[day] = append(s.days[day], r.period(text, weekdays[day])...)
		}
		r.order(s.days[day], weekdays[day])
	}
	for _, day := range t.Holidays {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			r.add(fmt.Sprintf("the holiday %q is not a date", day), `write it as "2026-12-25"`, "holidays")
		}
		s.holidays[day] = true
	}
	if len(s.holidays) > 0 {
		s.holidayful()
	}
	return s
}

// holidayful lets a team that is always open rest on its holidays.
func (s *schedule) holidayful() {
	if !s.always {
		return
	}
	s.always = false
	for day := range s.days {
		s.days[day] = []period{{0, 24 * 60}}
	}
}

func (r *reader) period(text, day string) []period {
	p, err := parsePeriod(text)
	if err != nil {
		r.add(err.Error(), `write it as "09:00-12:30"; hours after midnight belong to the next day`, "hours", day)
		return nil
	}
	return []period{p}
}

// order sorts a day's periods and finds those that overlap.
func (r *reader) order(ps []period, day string) {
	slices.SortFunc(ps, func(a, b period) int { return a.from - b.from })
	for i := 1; i < len(ps); i++ {
		if ps[i].from < ps[i-1].to {
			r.add("two periods of the day overlap", "join them to one", "hours", day)
		}
	}
}
