package lang

import "slices"

// An Alarm is what no bot handles alone, even if the customer asks for nobody.
type Alarm string

// The alarms.
const (
	AlarmNone    Alarm = ""
	AlarmDanger  Alarm = "danger"  // to somebody's health or life: fire, electricity, poison, injury
	AlarmDespair Alarm = "despair" // the customer speaks of taking her life
	AlarmLaw     Alarm = "law"     // a lawyer, a court, the police, an authority
)

// AlarmOf tells what a text raises, the gravest first. It understands German and English. What did not happen ("kein Rauch"), or only
// might ("kann ich einen Stromschlag bekommen?"), is no alarm.
func AlarmOf(text string) Alarm {
	s := hear(text)
	for _, a := range [...]Alarm{AlarmDespair, AlarmDanger, AlarmLaw} {
		for _, w := range [...]*alarmWords{&alarmsDE, &alarmsEN} {
			if w.raised(s, a) {
				return a
			}
		}
	}
	return AlarmNone
}

// alarmWords are the rules of one language.
type alarmWords struct {
	wishWords
	alarms map[Alarm][]pattern
}

// raised tells whether a clause raises the alarm. Who speaks of dying says no for herself: "I don't want to live".
func (w *alarmWords) raised(s said, a Alarm) (raised bool) {
	s.clauses(func(words []string) bool {
		hedged := a != AlarmDespair && slices.ContainsFunc(words, func(word string) bool { return w.negations[word] })
		raised = !hedged && w.asks(words, w.alarms[a], false)
		return !raised
	})
	return raised
}
