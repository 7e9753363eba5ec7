package slack

import "github.com/lotse-bot/lotse/bot"

// Words are the phrases of this package for customers.
var Words = bot.Words{
	"de": {
		"slack.form":      {"Formular"},
		"slack.fill":      {"Ausfüllen"},
		"slack.filled":    {"Ausgefüllt"},
		"slack.submit":    {"Absenden"},
		"slack.cancel":    {"Abbrechen"},
		"slack.pick":      {"Bitte wählen"},
		"slack.writing":   {"schreibt …"},
		"slack.heard":     {"Ist angekommen. Die Antwort steht in unserem direkten Gespräch: {place}"},
		"slack.again":     {"Das hat gerade nicht geklappt. Bitte versuch es noch einmal."},
		"slack.not_yours": {"Diese Frage gilt jemand anderem. Schreib mir direkt, dann helfe ich dir auch."},
	},
	"en": {
		"slack.form":      {"Form"},
		"slack.fill":      {"Fill in"},
		"slack.filled":    {"Filled in"},
		"slack.submit":    {"Send"},
		"slack.cancel":    {"Cancel"},
		"slack.pick":      {"Please choose"},
		"slack.writing":   {"is writing …"},
		"slack.heard":     {"I have got it. The answer is in our direct conversation: {place}"},
		"slack.again":     {"That did not work just now. Please try again."},
		"slack.not_yours": {"This question is for someone else. Write to me directly, and I will help you, too."},
	},
}
