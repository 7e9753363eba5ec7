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
	alarms map[Alarm]map[string][]pattern // by the word that a pattern begins with: most words begin none
}

func newAlarmWords(w wishWords, alarms map[Alarm][]pattern) alarmWords {
	out := alarmWords{newWishWords(w), map[Alarm]map[string][]pattern{}}
	for a, patterns := range alarms {
		out.alarms[a] = map[string][]pattern{}
		for _, p := range patterns {
			words := []string{p[0].word}
			if p[0].group != "" {
				words = out.groups[p[0].group]
			}
			for _, word := range words {
				out.alarms[a][word] = append(out.alarms[a][word], p)
			}
		}
	}
	return out
}

// raised tells whether a clause raises the alarm. Who speaks of dying says no for herself: "I don't want to live".
func (w *alarmWords) raised(s said, a Alarm) (raised bool) {
	s.clauses(func(words []string) bool {
		for i, word := range words {
			raised = raised || slices.ContainsFunc(w.alarms[a][word], func(p pattern) bool { return w.match(p, words[i:]) })
		}
		raised = raised && (a == AlarmDespair || !slices.ContainsFunc(words, func(word string) bool { return w.negations[word] }))
		return !raised
	})
	return raised
}
