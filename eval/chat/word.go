package chat

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/near"
)

// The words that the player itself knows.
const (
	wordLotse  = "lotse"
	wordSilent = "silent"
	wordAnd    = "and"
	wordGiven  = "given"
)

// A word is one a line can begin with. It either moves the conversation or expects something of it.
type word struct {
	name    string
	longer  bool // may be continued on indented lines
	moves   func(text string) (move, *bot.Fault)
	expects func(text string) (expectation, *bot.Fault)
}

// words are all of them, in the order in which the documentation has them.
var words = []word{
	{name: "customer", longer: true, moves: parseUtterance},
	{name: wordAnd, longer: true},
	{name: "picks", moves: parsePick},
	{name: "fills", moves: parseFilling},
	{name: "sends", moves: parseSending},
	{name: "rates", moves: parseRating},
	{name: "channel", moves: parseCrossing},
	{name: "event", moves: parseEvent},
	{name: wordGiven},
	{name: "after", moves: parseAfter},
	{name: "agent", longer: true, moves: parseDeed},
	{name: wordLotse, longer: true},
	{name: wordSilent},
	{name: "choices", expects: parseChoices},
	{name: "cites", expects: parseCites},
	{name: "calls", expects: parseCalls},
	{name: "slot", expects: parseSlot},
	{name: "state", expects: parseState},
	{name: "decision", expects: parseDecision},
	{name: "owner", expects: parseOwner},
	{name: "reason", expects: parseReason},
	{name: "outcome", expects: parseOutcome},
	{name: "language", expects: parseLanguage},
	{name: wordEffort, expects: parseEffort},
}

func wordNamed(name string) (word, bool) {
	i := slices.IndexFunc(words, func(w word) bool { return w.name == name })
	if i < 0 {
		return word{}, false
	}
	return words[i], true
}

// nearest proposes a word for one that is not known.
func nearest(name string) string {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = w.name
	}
	if n := near.To(name, names); n != "" {
		return "did you mean " + n + "?"
	}
	return "a line begins with a word such as customer, lotse, picks, slot or state; what is said stands behind it"
}

// oneOf says that a text must be one of those known.
func oneOf(what, text string, known []string) *bot.Fault {
	if slices.Contains(known, text) {
		return nil
	}
	return fault("unknown "+what+" "+quoted(text), near.Remedy(text, known))
}
