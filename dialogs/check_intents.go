package dialogs

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// checkIntents checks that every intent has examples, a flow, and sentences of its own.
func (f *Flows) checkIntents(faults *source.Faults) {
	byName, heard := map[string]*Intent{}, map[string]string{}
	for _, in := range f.intents {
		byName[in.Name] = in
		f.checkExamples(in, heard, faults)
		if in.Name != outOfScope && f.started[in.Name] == nil {
			faults.Warning(in.Place, "no flow is started by the intent "+in.Name, "name it below start: intents: of a flow, or remove the file")
		}
	}
	known := slices.Collect(maps.Keys(byName))
	for _, flow := range f.all {
		for _, w := range flow.Start.Intents {
			if byName[w.Text] == nil {
				faults.Error(w.Place, "there is no file intents/"+w.Text+".yaml", source.DidYouMean(w.Text, known))
			}
		}
	}
}

func (f *Flows) checkExamples(in *Intent, heard map[string]string, faults *source.Faults) {
	total := 0
	for _, l := range slices.Sorted(maps.Keys(in.Examples)) {
		if !slices.Contains(f.languages, l) {
			faults.Error(in.Place, "the bot does not speak "+l, source.DidYouMean(l, f.languages))
		}
		for _, e := range in.Examples[l] {
			total++
			f.checkExample(in, e, heard, faults)
		}
	}
	if total == 0 {
		faults.Error(in.Place, "the intent has no examples", "write at least five sentences per language below examples:")
		return
	}
	for _, l := range f.languages {
		if len(in.Examples[l]) == 0 && in.Name != outOfScope {
			faults.Warning(in.Place, "the intent has no examples in "+l, "write at least five")
		}
	}
}

func (f *Flows) checkExample(in *Intent, e Example, heard map[string]string, faults *source.Faults) {
	key := foldAll(e.text)
	if other := heard[key]; other != "" && other != in.Name {
		faults.Warning(e.Place, "the same sentence stands in the intent "+other, "keep it in one of the two")
	}
	heard[key] = in.Name
	flow := f.started[in.Name]
	for _, m := range e.marks {
		switch {
		case flow == nil:
		case flow.Slots[m.slot] == nil:
			faults.Error(e.Place, "the flow "+flow.Name+" declares no slot "+m.slot, source.DidYouMean(m.slot, slices.Collect(maps.Keys(flow.Slots))))
		case !f.understands(flow.Slots[m.slot], m.words):
			faults.Warning(e.Place, "the slot "+m.slot+" does not understand "+m.words, "correct the sentence, or what the slot takes")
		}
	}
}

// understands tries a marked value in every language. Limits are not tried: they may depend on the day.
func (f *Flows) understands(s *Slot, words string) bool {
	for _, l := range f.languages {
		h := hearing{text: words, language: l, now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), limit: func(*Expr) any { return nil }}
		if _, ok := s.form.understand(s, h); ok {
			return true
		}
	}
	return false
}

// Surroundings are what flows are checked against: the program they will run in.
type Surroundings struct {
	Channels []bot.Capabilities
	Actions  []string // names of registered Go functions
	Hosts    []string // hosts HTTP actions may reach, as in [Config]
	Phrases  []string // keys of every phrase of the program; empty checks none
}

// Check finds what does not fit the surroundings: actions nobody registered, hosts nobody allowed, phrases nobody says,
// choices and texts that a channel cannot show.
func (f *Flows) Check(around Surroundings) []bot.Fault {
	faults := &source.Faults{}
	actions := append(slices.Collect(maps.Keys(f.requests)), around.Actions...)
	for _, flow := range f.all {
		for _, s := range flow.steps {
			if do, ok := s.Step.(*Do); ok && do.Do.Text != "" && !slices.Contains(actions, do.Do.Text) {
				faults.Error(do.Do.Place, "there is no action "+do.Do.Text, source.DidYouMean(do.Do.Text, actions))
			}
		}
		for _, channel := range around.Channels {
			f.fits(flow, channel, faults)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.requests)) {
		f.requests[name].check(around.Hosts, faults)
	}
	f.checkPhrases(around.Phrases, faults)
	return faults.List()
}

func (f *Flows) checkPhrases(known []string, faults *source.Faults) {
	if len(known) == 0 {
		return
	}
	for _, l := range slices.Sorted(maps.Keys(f.Phrases)) {
		for _, key := range slices.Sorted(maps.Keys(f.Phrases[l])) {
			if !slices.Contains(known, key) && !strings.HasPrefix(key, "own.") {
				faults.Warning(f.phraseAt[l+" "+key], "nobody says the phrase "+key, source.DidYouMean(key, known))
			}
		}
	}
}
