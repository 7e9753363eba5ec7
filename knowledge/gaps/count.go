package gaps

import "time"

// A Week is how often something was asked in a calendar week.
type Week struct {
	Begins string `json:"begins"` // its Monday, 2026-11-02
	Count  int    `json:"count"`
}

// shownWeeks is how many weeks are shown: a quarter of a year.
const shownWeeks = 13

// weeks counts by calendar week, in the zone of now; without the weeks before the first question.
func weeks(own []Occurrence, now time.Time) (all []Week) {
	counts := map[string]int{}
	for _, o := range own {
		counts[monday(o.At.In(now.Location()))]++
	}
	for i := shownWeeks - 1; i >= 0; i-- {
		begins := monday(now.AddDate(0, 0, -7*i))
		if len(all) > 0 || counts[begins] > 0 {
			all = append(all, Week{begins, counts[begins]})
		}
	}
	return all
}

// monday is the day on which the week of a time begins.
func monday(t time.Time) string {
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
}

// Trend says whether something is asked more than before.
type Trend string

// The trends.
const (
	New     Trend = "new" // in the last seven days for the first time
	Rising  Trend = "rising"
	Steady  Trend = "steady"
	Falling Trend = "falling"
)

// trend compares the last seven days with the seven before. Twice as often, or half as often, is a change; a single question
// more or less is none.
func trend(own []Occurrence, now time.Time) Trend {
	recent, before := 0, 0
	week := 7 * 24 * time.Hour
	for _, o := range own {
		switch age := now.Sub(o.At); {
		case age < week:
			recent++
		case age < 2*week:
			before++
		}
	}
	switch {
	case recent == len(own):
		return New
	case recent >= 2*before && recent > before+1:
		return Rising
	case before >= 2*recent && before > recent+1:
		return Falling
	}
	return Steady
}
