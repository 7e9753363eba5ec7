// Package simulate lets customers who do not exist talk with a bot. Each wants something, knows some things and others not, and
// has a way of talking: short, with typos, impatient. Whether one got what she wanted is judged by what happened in the
// conversation (slots, flows, actions, citations, who has it now) and never by words. docs/simulated.md describes their files.
//
// A customer is played by rules, with a seed and without a model, or by a language model.
package simulate

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// Defaults of a customer's file.
const (
	DefaultPatience = 12 // times she says something
	DefaultRepeats  = 4  // tries, as tau-bench has four or eight
	MostRepeats     = 8
)

// A Customer is a simulated customer, as her file describes her.
type Customer struct {
	Goal     string          `yaml:"goal"`     // what she wants, in words: for readers, and for a model that plays her
	Language string          `yaml:"language"` // "de" or "en"
	Channel  string          `yaml:"channel"`  // empty is the bot's default
	Desk     Desk            `yaml:"desk"`
	Style    []Style         `yaml:"style"`
	Opens    Lines           `yaml:"opens"` // how she says what she wants; {slot} is a fact she knows
	Knows    map[string]Fact `yaml:"knows"` // by slot
	Unknown  []string        `yaml:"does_not_know"`
	Asks     Lines           `yaml:"asks"` // what she asks in the middle, if it is her style to wander
	Given    map[string]any  `yaml:"given"`
	Patience int             `yaml:"patience"`
	Repeats  int             `yaml:"repeats"`
	Player   string          `yaml:"played_by"` // "rules" or "model"
	Success  Success         `yaml:"success"`

	File string `yaml:"-"`
	Name string `yaml:"-"` // the file's name without its ending
}

// Desk says whether an agent is there.
type Desk string

// The desks.
const (
	DeskFree   Desk = "free"
	DeskNobody Desk = "nobody"
)

// Who plays a customer.
const (
	ByRules = "rules"
	ByModel = "model"
)

// A Fact is something a customer knows.
type Fact struct {
	Say      []string `yaml:"say"`      // ways to say it, any of which will do
	Asked    []string `yaml:"asked"`    // words of a question that is about it, where the bot's step has another name than the slot
	Mistaken string   `yaml:"mistaken"` // what she says first if it is her style to correct herself
}

// Lines are sentences: those written down, and those that are drawn from a suite.
type Lines struct {
	Say    []string `yaml:"say"`
	From   string   `yaml:"from"`   // a file of rows with "text" and "lang", beside the customer's
	Intent string   `yaml:"intent"` // only rows of that intent

	texts []string
}

// Success says by what her goal is reached. All of it must hold at the same time.
type Success struct {
	Ended   string                    `yaml:"ended"` // this flow has come to its end; FLOW/STEP: at that step
	Outcome bot.Outcome               `yaml:"outcome"`
	Owner   string                    `yaml:"owner"`  // "bot", or "person": one was asked for or has taken over
	Reason  string                    `yaml:"reason"` // why a person comes
	Slots   map[string]string         `yaml:"slots"`  // the last value that each was seen to have
	Calls   map[string]map[string]any `yaml:"calls"`  // actions that were called, with these arguments among others
	Never   []string                  `yaml:"never"`  // actions that must not be called
	Cites   []string                  `yaml:"cites"`  // documents that were cited
}

func (s Success) says() bool {
	return s.Ended != "" || s.Outcome != "" || s.Owner == Person || s.Reason != "" || len(s.Slots)+len(s.Calls)+len(s.Cites) > 0
}

// Person is the owner of a conversation that a person has or was asked into.
const Person = "person"

func (c *Customer) has(s Style) bool { return slices.Contains(c.Style, s) }
