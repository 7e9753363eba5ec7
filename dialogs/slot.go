package dialogs

import (
	"regexp"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Slot is a slot as a flow declares it: what may be told, how it is understood, and how it is said again.
type Slot struct {
	Place   source.Place  `yaml:",place"`
	Name    string        `yaml:"-"`
	Type    source.Word   `yaml:"type"`
	Label   Text          `yaml:"label"` // how the bot names the slot: "serial number"
	Keep    bool          `yaml:"keep"`  // outlives the flow, so that no other flow asks for it
	Pattern source.Word   `yaml:"pattern"`
	Min     Expr          `yaml:"min"`   // of a number, a date, or the letters of a text
	Max     Expr          `yaml:"max"`   // likewise; of a file, megabytes
	Whole   bool          `yaml:"whole"` // no fractions
	Unit    Terms         `yaml:"unit"`  // with one of these words a number is found in the sentence that starts the flow
	Choices []Choice      `yaml:"choices"`
	Open    bool          `yaml:"open"`   // a text that may be a question itself
	Accept  []source.Word `yaml:"accept"` // media types of a file: "image/*", "application/pdf"

	form    form
	pattern *regexp.Regexp
}

// A form is what slots of one type have in common.
type form interface {
	// understand makes a value of what was said, or refuses it.
	understand(s *Slot, h hearing) (value any, ok bool)
	// show writes a value in a language.
	show(s *Slot, value any, sp speech) string
	// find looks for a value in a sentence that says more than that.
	find(s *Slot, h hearing) (value any, ok bool)
}

// vague is true of an answer that would have been taken whatever it says.
func (s *Slot) vague(u bot.Utterance) bool {
	switch s.form.(type) {
	case textForm:
		return !s.Open
	case locationForm:
		return len(u.Elements) == 0
	}
	return false
}

// forms are the types of slots.
var forms = map[string]form{
	"text": textForm{}, "number": numberForm{}, "choice": choiceForm{}, "date": dateForm{}, "yesno": yesNoForm{},
	"email": emailForm{}, "pattern": patternForm{}, "phone": phoneForm{}, "file": fileForm{}, "location": locationForm{}, "any": anyForm{},
}

// A hearing is something said, and what is needed to understand it.
type hearing struct {
	text     string
	picked   string // the value of a picked choice of this slot, or of a field of a form, as [plainly] writes it
	elements []bot.Element
	language string
	now      time.Time
	limit    func(*Expr) any // works out min and max; nil if there is none
}

// A speech is what is needed to show a value.
type speech struct {
	language string
	tongue   string // the language, or its plain words
	phrase   func(key string, args ...any) string
}

// anyForm is for what actions return.
type anyForm struct{}

func (anyForm) understand(*Slot, hearing) (any, bool)    { return nil, false }
func (anyForm) find(*Slot, hearing) (any, bool)          { return nil, false }
func (anyForm) show(_ *Slot, value any, s speech) string { return showAny(value, s.language) }
