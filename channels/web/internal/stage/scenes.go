package stage

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// scenes show one element each, to whoever writes one of the words.
var scenes = []struct {
	words string
	reply bot.Reply
}{
	{"karussell carousel", bot.Reply{Text: "Diese drei passen zu dir:", Elements: []bot.Element{{Kind: bot.ElementCarousel, Cards: machines}}}},
	{"liste list", bot.Reply{Text: "Das haben wir da:", Elements: []bot.Element{{Kind: bot.ElementList, Cards: machines}}}},
	{"karte card", bot.Reply{Text: "Die hier meinst du:", Elements: []bot.Element{{Kind: bot.ElementCard, Cards: machines[:1]}}}},
	{"bild image picture", bot.Reply{Text: "So sieht sie aus:", Elements: []bot.Element{{Kind: bot.ElementImage, Media: picture}}}},
	{"fremd foreign", bot.Reply{Text: "Ein Bild von anderswo wird ein Link:", Elements: []bot.Element{{Kind: bot.ElementImage, Media: &bot.Media{URL: "https://elsewhere.example/a.png", Name: "a.png", Alt: "Ein Bild von anderswo"}}}}},
	{"datei file", bot.Reply{Text: "Die Anleitung:", Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{URL: "/help/manual.pdf", Name: "Anleitung Brunnen 3.pdf", Type: "application/pdf", Size: 1_340_000}}}}},
	{"formular form", bot.Reply{Text: "Damit wir dir helfen können:", Elements: []bot.Element{{Kind: bot.ElementForm, Form: register(nil, "")}}}},
	{"datum date", bot.Reply{Text: "Wann passt es dir?", Elements: []bot.Element{{Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: "slot:day=", Min: "2026-03-02", Max: "2027-12-31"}}}}},
	{"standort location", bot.Reply{Text: "Wo bist du gerade?", Choices: []bot.Choice{{Label: "Meinen Standort senden", Request: bot.ElementLocation}, {Label: "Lieber nicht"}}}},
	{"laden place", bot.Reply{Text: "Hier findest du uns:", Elements: []bot.Element{{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 52.52, Longitude: 13.405, Name: "Brunnen Kaffee", Address: "Lange Straße 1, 10115 Berlin"}}}}},
	{"link", bot.Reply{Text: "Mehr dazu auf unserer Seite.", Choices: []bot.Choice{{Label: "Zur Anleitung", URL: "/help/descaling.de"}, {Label: "Danke"}}}},
	{"arabisch arabic", bot.Reply{Text: "مرحبا! **كيف** يمكنني مساعدتك؟", Choices: []bot.Choice{{Label: "التحدث إلى شخص", Payload: bot.PersonPayload}, {Label: "شكرا"}}}},
}

var picture = &bot.Media{URL: "/help/machine.png", Name: "machine.png", Type: "image/png", Alt: "Eine Espressomaschine von vorn"}

var machines = []bot.Card{
	{Title: "Brunnen 3", Text: "Für **zwei Tassen** am Tag. 12 cm schmal.", URL: "/help/brunnen-3", Image: picture, Choices: []bot.Choice{{Label: "Die nehme ich", Payload: "slot:machine=b3"}, {Label: "Mehr dazu", URL: "/help/brunnen-3"}}},
	{Title: "Brunnen 5", Text: "Mahlt selbst, leise und fein.", Image: picture, Choices: []bot.Choice{{Label: "Die nehme ich", Payload: "slot:machine=b5"}}},
	{Title: "Brunnen 7 mit Milch", Text: "Schäumt Milch, spült sich selbst und merkt sich, wie du ihn magst. Auch als Geschenk.", Choices: []bot.Choice{{Label: "Die nehme ich", Payload: "slot:machine=b7"}}},
}

// register is a form with a field of each kind, filled with what was sent, and a problem with the e-mail address.
func register(values map[string]string, problem string) *bot.Form {
	fields := []bot.Field{
		{Name: "name", Label: "Dein Name", Kind: bot.FieldText},
		{Name: "email", Label: "E-Mail", Kind: bot.FieldEmail, Hint: "Nur für diese Anfrage", Problem: problem},
		{Name: "cups", Label: "Tassen am Tag", Kind: bot.FieldNumber, Min: "1", Max: "40"},
		{Name: "bought", Label: "Gekauft am", Kind: bot.FieldDate, Max: "2027-12-31", Optional: true},
		{Name: "machine", Label: "Maschine", Kind: bot.FieldChoice, Choices: []bot.Choice{{Label: "Brunnen 3", Payload: "b3"}, {Label: "Brunnen 5", Payload: "b5"}, {Label: "Brunnen 7", Payload: "b7"}}},
		{Name: "news", Label: "Neuigkeiten schicken", Kind: bot.FieldYesNo, Optional: true},
	}
	for i := range fields {
		fields[i].Value = values[fields[i].Name]
	}
	return &bot.Form{ID: "register", Title: "Maschine registrieren", Submit: "Registrieren", Fields: fields}
}

// filled answers a form: an address without a dot behind its @ comes back as a problem.
func filled(_ string, values map[string]string) line {
	_, host, _ := strings.Cut(values["email"], "@")
	if !strings.Contains(host, ".") {
		return says(bot.Reply{Text: "Eine Angabe kann ich nicht brauchen.", Elements: []bot.Element{{Kind: bot.ElementForm, Form: register(values, "Das ist keine E-Mail-Adresse, an die ich schreiben kann.")}}})
	}
	return says(bot.Reply{Text: "Danke, " + values["name"] + ". Deine Maschine ist registriert.", Rated: true})
}
