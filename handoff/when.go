package handoff

import (
	"fmt"
	"time"
)

// spoken says a time as one would to a customer who hears it now: "heute um 15:30 Uhr", "tomorrow at 9:00 am", "on Monday,
// 23 November, at 9:00 am". Both times are in the zone of the team.
func spoken(at, now time.Time, language string) string {
	if language == "de" {
		return german(at, days(now, at))
	}
	return english(at, days(now, at))
}

func german(at time.Time, ahead int) string {
	clock := at.Format("15:04") + " Uhr"
	switch ahead {
	case 0:
		return "heute um " + clock
	case 1:
		return "morgen um " + clock
	}
	return fmt.Sprintf("am %s, %d. %s, um %s", germanDays[at.Weekday()], at.Day(), germanMonths[at.Month()-1], clock)
}

func english(at time.Time, ahead int) string {
	clock := at.Format("3:04 pm")
	switch ahead {
	case 0:
		return "today at " + clock
	case 1:
		return "tomorrow at " + clock
	}
	return fmt.Sprintf("on %s at %s", at.Format("Monday, 2 January,"), clock)
}

// days counts the midnights between two times.
func days(from, to time.Time) int {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(to).Sub(midnight(from)) / (24 * time.Hour))
}

var (
	germanDays   = [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	germanMonths = [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
)
