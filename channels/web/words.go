package web

import "github.com/lotse-bot/lotse/bot"

// Words are the phrases of this package: those of an exported transcript.
var Words = bot.Words{
	"de": {
		"web.transcript": {"Gespräch mit {name}"},
		"web.filename":   {"gespraech"},
		"web.you":        {"Du"},
		"web.person":     {"Ein Mensch"},
		"web.notice":     {"Hinweis"},
		"web.source":     {"Quelle"},
		"web.file":       {"Datei"},
		"web.image":      {"Bild"},
		"web.place":      {"Ort"},
		"web.form":       {"Formular"},
		"web.times":      {"Alle Zeiten: {zone}"},
		"web.date":       {"2.1.2006"},
		"web.time":       {"15:04"},
	},
	"en": {
		"web.transcript": {"Conversation with {name}"},
		"web.filename":   {"conversation"},
		"web.you":        {"You"},
		"web.person":     {"A person"},
		"web.notice":     {"Notice"},
		"web.source":     {"Source"},
		"web.file":       {"File"},
		"web.image":      {"Picture"},
		"web.place":      {"Place"},
		"web.form":       {"Form"},
		"web.times":      {"All times: {zone}"},
		"web.date":       {"2 Jan 2006"},
		"web.time":       {"15:04"},
	},
}
