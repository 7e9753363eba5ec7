package dialogs

import (
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// SurveySettings say how customers are asked how it went. The zero value asks nobody.
type SurveySettings struct {
	Place source.Place  `yaml:",place"`
	Share float64       `yaml:"share"` // of all conversations, 0 to 1, that are asked
	Ask   []source.Word `yaml:"ask"`   // effort, satisfaction, comment, in this order; without it effort
	After time.Duration `yaml:"after"` // silence before it asks; 2m without it
	Every time.Duration `yaml:"every"` // least time between two surveys of a conversation; 30d without it
}

// The questions of a survey. Effort is that of the Customer Effort Score in the form of CES 2.0 (Dixon, Ponomareff, Turner
// and DeLisi, The Effortless Experience, 2013), on five points, 5 being the least effort; satisfaction is the usual CSAT.
const (
	AskEffort       = "effort"
	AskSatisfaction = "satisfaction"
	AskComment      = "comment" // in the customer's own words
)

var questions = []string{AskEffort, AskSatisfaction, AskComment}

// Check finds what is wrong with the settings.
func (c *SurveySettings) Check() []bot.Fault {
	faults := &source.Faults{}
	if !(c.Share >= 0 && c.Share <= 1) {
		faults.Error(c.Place, "the share of a survey goes from 0 to 1", "write 0.2 to ask every fifth conversation")
	}
	if c.After < 0 || c.Every < 0 {
		faults.Error(c.Place, "the times of a survey cannot be negative", "write positive ones, or leave them out")
	}
	for i, w := range c.Ask {
		switch {
		case !slices.Contains(questions, w.Text):
			faults.Error(w.Place, "a survey cannot ask for "+w.Text, source.DidYouMean(w.Text, questions))
		case i == 0 && w.Text == AskComment:
			faults.Error(w.Place, "a survey does not begin with the comment", "ask for effort or satisfaction first")
		case slices.ContainsFunc(c.Ask[:i], func(before source.Word) bool { return before.Text == w.Text }):
			faults.Error(w.Place, "the survey asks twice for "+w.Text, "remove one of them")
		}
	}
	return faults.List()
}
