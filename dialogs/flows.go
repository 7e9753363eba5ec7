package dialogs

import (
	"io/fs"
	"sync"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/intents"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Flows are everything of a bot's folder that this package reads: flows, intents, actions and phrases.
type Flows struct {
	Version string    // hash of the files
	Phrases bot.Words // phrases/<language>.yaml

	languages []string
	kinds     []Kind
	all       []*Flow // by name
	byName    map[string]*Flow
	intents   []*Intent
	requests  map[string]*Request
	phraseAt  map[string]source.Place // by language and key, with a blank between
	started   map[string]*Flow        // by intent
	events    map[string]*Flow        // by event
	plain     map[string]*tally       // by language
	learned   sync.Map                // by curve: how to get the classifier, which is learned once
	folder    fs.FS
	media     map[string]bot.Media // files of the folder that are shown, by path
}

// Flow finds a flow by its name; nil if there is none.
func (f *Flows) Flow(name string) *Flow { return f.byName[name] }

// Languages are those the bot speaks, its default first.
func (f *Flows) Languages() []string { return f.languages }

// Names are the names of the flows, sorted.
func (f *Flows) Names() []string {
	names := make([]string, len(f.all))
	for i, flow := range f.all {
		names[i] = flow.Name
	}
	return names
}

// Examples are the sentences that intents are learned from: those of the intents, and the titles of the flows they start.
func (f *Flows) Examples() []intents.Example {
	var all []intents.Example
	for _, in := range f.intents {
		for _, l := range f.languages {
			for _, e := range in.Examples[l] {
				all = append(all, intents.Example{Text: e.text, Language: l, Intent: in.scope()})
			}
			if flow := f.started[in.Name]; flow != nil && flow.Title.In(l) != "" {
				all = append(all, intents.Example{Text: flow.Title.In(l), Language: l, Intent: in.Name})
			}
		}
	}
	return all
}

// train learns once what customers say, for all that run these flows with the same curve.
func (f *Flows) train(curve *bot.Curve) *intents.Classifier {
	once, _ := f.learned.LoadOrStore(curve, sync.OnceValue(func() *intents.Classifier {
		c := intents.Train(f.Examples())
		c.Curve = curve
		return c
	}))
	return once.(func() *intents.Classifier)()
}
