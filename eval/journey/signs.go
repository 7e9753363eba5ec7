package journey

import "github.com/lotse-bot/lotse/bot"

// Signs tell what the parts of a bot noted of a turn. The application knows these parts, and implements it.
type Signs interface {
	// Entry is what a line of the transcript tells beside its words; the zero mark if nothing.
	Entry(e bot.Entry) Mark
	// Turn is what the turn's trace tells.
	Turn(t *bot.Turn) Deed
	// Asks are the slots that a question asks for, a "flow/step".
	Asks(place string) []string
	// Labels are the words by which people call a slot, such as "serial number", in any language.
	Labels(slot string) []string
}

// A Mark is what a line of the transcript tells.
type Mark struct {
	Sign   Sign
	Points int // of a survey's answer
}

// Sign is what happened.
type Sign string

// The signs of entries.
const (
	Due          Sign = "due"          // the time came for which a person was promised, and none had come
	Taken        Sign = "taken"        // a person took the conversation over
	Satisfaction Sign = "satisfaction" // the customer's answer to a survey, 1 to 5
	Ease         Sign = "ease"         // likewise; 5 is the least effort
)

// A Deed is what the customer did in a turn, and what it led to.
type Deed struct {
	Step     string // the question that was answered, "flow/step"
	Refused  bool   // the answer to Step could not be used
	Starts   string // the flow that was begun
	Wish     Wish
	Courtesy bool // a greeting, thanks: nothing that one wants of a bot
	Survey   bool // it belongs to a survey, which is not what she came for
}

// Wish is what a customer can wish at any time.
type Wish string

// The wishes.
const (
	WishPerson Wish = "person"
	WishCancel Wish = "cancel"
	WishBack   Wish = "back"
)
