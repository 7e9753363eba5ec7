package handoff

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Settings are the parts of bot.yaml that concern people.
type Settings struct {
	Teams map[string]Team `json:"teams,omitempty" yaml:"teams"`
}

// A Team is a group of agents with common opening hours.
type Team struct {
	Title        Title         `json:"title,omitzero" yaml:"title"` // what customers and agents read
	Hours        Hours         `json:"hours,omitzero" yaml:"hours"`
	Holidays     []string      `json:"holidays,omitempty" yaml:"holidays"`           // days without hours, "2026-12-25"
	Capacity     int           `json:"capacity,omitempty" yaml:"capacity"`           // conversations an agent holds at once; 0 is DefaultCapacity
	AnswerWithin time.Duration `json:"answer_within,omitempty" yaml:"answer_within"` // what is promised when nobody is free, in opening hours; 0 is DefaultAnswerWithin
}

// What a team does that says nothing else.
const (
	DefaultCapacity     = 3
	DefaultAnswerWithin = 2 * time.Hour
)

func (t Team) capacity() int               { return cmp.Or(t.Capacity, DefaultCapacity) }
func (t Team) answerWithin() time.Duration { return cmp.Or(t.AnswerWithin, DefaultAnswerWithin) }

// A Title is a text that is the same in every language, or one by language.
type Title map[string]string

// UnmarshalYAML reads a plain text or a map by language.
func (t *Title) UnmarshalYAML(read func(any) error) error {
	var plain string
	if read(&plain) == nil {
		*t = Title{"": plain}
		return nil
	}
	var byLanguage map[string]string
	if err := read(&byLanguage); err != nil {
		return err
	}
	*t = byLanguage
	return nil
}

// In gives the title in a language, or the one for all languages, or any.
func (t Title) In(language string) string {
	for _, key := range append([]string{language, ""}, slices.Sorted(maps.Keys(t))...) {
		if t[key] != "" {
			return t[key]
		}
	}
	return ""
}

// teams are the teams of the settings, read, by name.
type teams map[string]team

type team struct {
	Team
	schedule
}

// Capacity is how many conversations an agent of these teams holds at once: the most that one of them allows. An agent who
// is in no team by name works for all.
func (s Settings) Capacity(names []string) int {
	most := 0
	for name, t := range s.Teams {
		if len(names) == 0 || slices.Contains(names, name) {
			most = max(most, t.capacity())
		}
	}
	return cmp.Or(most, DefaultCapacity)
}

// asked lists the teams a handoff may go to, by name: the one that is wanted, if there is one of that name, else all.
func (ts teams) asked(wanted string) []string {
	if _, ok := ts[wanted]; ok {
		return []string{wanted}
	}
	return slices.Sorted(maps.Keys(ts))
}

// open lists those of the teams that work at that second.
func (ts teams) open(wanted string, at time.Time) []string {
	return slices.DeleteFunc(ts.asked(wanted), func(name string) bool {
		t := ts[name]
		return !t.open(at)
	})
}

// workday is the longest a promise is put off, in opening hours.
const workday = 8 * time.Hour

// promise is the earliest time at which one of the teams can answer. Someone who has waited in vain is promised a time as
// far ahead as the wait has been, so that the second promise is easier to keep than the first.
func (ts teams) promise(wanted string, asked, now time.Time) (by time.Time, ok bool) {
	for _, name := range ts.asked(wanted) {
		t := ts[name]
		within := max(t.answerWithin(), min(now.Sub(asked), workday))
		if at, opens := t.after(now, within); opens && (!ok || at.Before(by)) {
			by, ok = at, true
		}
	}
	return by, ok
}
