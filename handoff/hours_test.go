package handoff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func office(t *testing.T) schedule {
	t.Helper()
	ts, problems := read(Settings{Teams: map[string]Team{"office": {Holidays: []string{"2026-12-25"}, Hours: Hours{
		Zone: "Europe/Berlin",
		Mon:  []string{"13:00-17:00", "09:00-12:00"}, Tue: []string{"09:00-17:00"}, Fri: []string{"09:00-17:00"}, Sun: []string{"00:00-24:00"},
	}}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return ts["office"].schedule
}

func berlin(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestOpen(t *testing.T) {
	s := office(t)
	for at, want := range map[string]bool{
		"2026-11-23 08:59": false, // Monday
		"2026-11-23 09:00": true,
		"2026-11-23 12:00": false, // lunch
		"2026-11-23 13:00": true,
		"2026-11-23 17:00": false,
		"2026-11-25 10:00": false, // a Wednesday has no hours
		"2026-12-25 10:00": false, // a Friday, and Christmas
		"2026-11-22 23:59": true,  // Sunday
		"2026-07-06 09:00": true,  // summer time
	} {
		if got := s.open(berlin(t, at)); got != want {
			t.Errorf("%s: open is %v", at, got)
		}
		if got := s.open(berlin(t, at).UTC()); got != want {
			t.Errorf("%s told in UTC: open is %v", at, got)
		}
	}
}

func TestAfterCountsOpeningHoursOnly(t *testing.T) {
	s := office(t)
	for _, c := range []struct{ from, want string }{
		{"2026-11-23 09:00", "2026-11-23 11:00"},
		{"2026-11-23 11:00", "2026-11-23 14:00"}, // over lunch
		{"2026-11-23 16:00", "2026-11-24 10:00"}, // over night
		{"2026-11-24 16:30", "2026-11-27 10:30"}, // over days without hours
		{"2026-12-22 16:00", "2026-12-27 01:00"}, // over Christmas, to the Sunday
		{"2026-03-29 00:30", "2026-03-29 03:30"}, // the night in which an hour is left out
		{"2026-10-25 01:00", "2026-10-25 02:00"}, // the night in which an hour comes twice
	} {
		got, ok := s.after(berlin(t, c.from), 2*time.Hour)
		if diff := cmp.Diff(c.want, got.Format("2006-01-02 15:04")); !ok || diff != "" {
			t.Errorf("two hours after %s (-want +got):\n%s", c.from, diff)
		}
	}
}

func TestATeamWithoutHoursIsAlwaysOpen(t *testing.T) {
	ts, _ := read(Settings{Teams: map[string]Team{"night": {}}})
	at := berlin(t, "2026-12-25 03:00")
	if s := ts["night"].schedule; !s.open(at) {
		t.Error("closed")
	}
	ts, _ = read(Settings{Teams: map[string]Team{"night": {Holidays: []string{"2026-12-25"}}}})
	if s := ts["night"].schedule; s.open(at) || !s.open(at.AddDate(0, 0, 1)) {
		t.Error("works on its holiday, or rests on other days")
	}
}

func TestCheckFindsEverything(t *testing.T) {
	var got []string
	for _, p := range Check(Settings{Teams: map[string]Team{"a": {
		Capacity: -1, AnswerWithin: -time.Hour, Holidays: []string{"25.12.2026"},
		Hours: Hours{Zone: "Berlin", Mon: []string{"9-12", "22:00-02:00"}, Tue: []string{"09:00-12:00", "11:00-17:00"}},
	}, "b": {}}}) {
		got = append(got, p.Error())
	}
	want := []string{
		`[teams a hours zone]: the time zone "Berlin" is not known (use a name such as "Europe/Berlin")`,
		`[teams a hours mon]: "9-12" is not a period of a day (write it as "09:00-12:30"; hours after midnight belong to the next day)`,
		`[teams a hours mon]: "22:00-02:00" is not a period of a day (write it as "09:00-12:30"; hours after midnight belong to the next day)`,
		`[teams a hours tue]: two periods of the day overlap (join them to one)`,
		`[teams a holidays]: the holiday "25.12.2026" is not a date (write it as "2026-12-25")`,
		`[teams a capacity]: the capacity is negative (give the number of conversations an agent can hold at once, or leave it out)`,
		`[teams a answer_within]: the time to answer within is negative (give a duration such as "2h", or leave it out)`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestSpoken(t *testing.T) {
	now := berlin(t, "2026-11-23 10:00")
	for _, c := range []struct{ at, de, en string }{
		{"2026-11-23 15:30", "heute um 15:30 Uhr", "today at 3:30 pm"},
		{"2026-11-24 09:00", "morgen um 09:00 Uhr", "tomorrow at 9:00 am"},
		{"2026-12-01 10:30", "am Dienstag, 1. Dezember, um 10:30 Uhr", "on Tuesday, 1 December, at 10:30 am"},
	} {
		at := berlin(t, c.at)
		if diff := cmp.Diff([]string{c.de, c.en}, []string{spoken(at, now, "de"), spoken(at, now, "en")}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.at, diff)
		}
	}
}

func TestPick(t *testing.T) {
	now := berlin(t, "2026-11-23 10:00")
	at := func(id string, change func(*Presence)) Presence {
		p := Presence{Agent: id, Capacity: 2, Available: true, Seen: now}
		change(&p)
		return p
	}
	wish := Wish{Teams: []string{"service"}, Missed: "missed", Now: now}
	refused := []Presence{
		at("away", func(p *Presence) { p.Available = false }),
		at("gone", func(p *Presence) { p.Seen = now.Add(-PresentFor) }),
		at("full", func(p *Presence) { p.Load = 2 }),
		at("other", func(p *Presence) { p.Teams = []string{"repair"} }),
		at("missed", func(*Presence) {}),
	}
	if p, ok := Pick(refused, wish); ok {
		t.Errorf("picked %s", p.Agent)
	}
	all := append(refused,
		at("busy", func(p *Presence) { p.Load = 1 }),
		at("just", func(p *Presence) { p.Last = now.Add(-time.Second) }),
		at("rested", func(p *Presence) { p.Teams = []string{"service", "repair"} }))
	if p, _ := Pick(all, wish); p.Agent != "rested" {
		t.Errorf("picked %s", p.Agent)
	}
}
