package telegram

import "github.com/lotse-bot/lotse/bot"

// Words are the phrases of this channel, beside those of all channels.
var Words = bot.Words{
	"de": {
		"telegram.start":   {"Von vorn beginnen"},
		"telegram.person":  {"Mit einem Menschen sprechen"},
		"telegram.expired": {"Diese Auswahl gilt nicht mehr. Schreib mir einfach, was du möchtest."},
	},
	"en": {
		"telegram.start":   {"Start over"},
		"telegram.person":  {"Talk to a person"},
		"telegram.expired": {"This choice is no longer valid. Just write what you would like."},
	},
}
