package channels

import "github.com/lotse-bot/lotse/bot"

// Words are the phrases of adapters.
var Words = bot.Words{
	"de": {
		"channels.sources":    {"Quellen"},
		"channels.choose":     {"Du hast die Wahl:"},
		"channels.more":       {"Oder schreib:"},
		"channels.open":       {"Öffnen"},
		"channels.image":      {"Bild ansehen"},
		"channels.file":       {"Datei öffnen"},
		"channels.map":        {"Auf der Karte zeigen"},
		"channels.date_hint":  {"Schreib das Datum zum Beispiel so: {example}."},
		"channels.date_range": {"Schreib das Datum zum Beispiel so: {example}. Möglich ist {min} bis {max}."},
		"channels.yes":        {"Ja"},
		"channels.no":         {"Nein"},
		"channels.optional":   {"Du kannst das auch weglassen."},
		"channels.helpful":    {"Hat mir geholfen"},
		"channels.unhelpful":  {"Hat mir nicht geholfen"},
		"channels.thanks":     {"Danke dir!"},
		"channels.location":   {"Standort"},
		"channels.contact":    {"Kontakt"},
		"channels.too_large":  {"Die Datei ist zu groß: höchstens {most} gehen hier."},
	},
	"en": {
		"channels.sources":    {"Sources"},
		"channels.choose":     {"You can choose:"},
		"channels.more":       {"Or write:"},
		"channels.open":       {"Open"},
		"channels.image":      {"View the picture"},
		"channels.file":       {"Open the file"},
		"channels.map":        {"Show on the map"},
		"channels.date_hint":  {"Write the date like this: {example}."},
		"channels.date_range": {"Write the date like this: {example}. It can be from {min} to {max}."},
		"channels.yes":        {"Yes"},
		"channels.no":         {"No"},
		"channels.optional":   {"You can leave this out."},
		"channels.helpful":    {"This helped"},
		"channels.unhelpful":  {"This did not help"},
		"channels.thanks":     {"Thank you!"},
		"channels.location":   {"Location"},
		"channels.contact":    {"Contact"},
		"channels.too_large":  {"The file is too large: at most {most} can be sent here."},
	},
}
