package channeltest

import (
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Sample is one reply of the element matrix.
type Sample struct {
	Name     string
	Author   bot.Author
	Language string
	Reply    bot.Reply
}

// sampled is when the samples were written.
var sampled = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)

// Samples are replies with every element there is, in German and English. Kept files are given to keep.
func Samples(keep func(bot.Media) bot.Media) []Sample {
	manual := keep(bot.Media{ID: "anleitung", Name: "anleitung.pdf", Type: "application/pdf", Size: 2000})
	photo := keep(bot.Media{ID: "foto", Name: "kanne.png", Type: "image/png", Size: 1000, Alt: "Eine Kanne aus Glas"})
	remote := bot.Media{URL: "https://shop.example/kanne.jpg", Type: "image/jpeg", Alt: "Eine Kanne aus Stahl"}
	one := func(e bot.Element) bot.Reply { return bot.Reply{Text: "Schau mal:", Elements: []bot.Element{e}} }
	return []Sample{
		{"text", bot.ByBot, "de", bot.Reply{Text: "Alle **zwei Monate** entkalken.\nSo geht es:\n\n1. Tank *leeren*.\n2. Menü `Pflege` starten.\n\nMehr in der [Anleitung](https://shop.example/a?b=1&c=2)."}},
		{"escapes", bot.ByBot, "en", bot.Reply{Text: "5 < 6 & 7 > 2, a_b_c, 2*3*4, <b>no</b>, \\*, ~x~, `a<b`, [link](javascript:alert(1)), <!channel> @here #1"}},
		{"choices", bot.ByBot, "de", bot.Reply{Text: "Was davon?", Choices: []bot.Choice{
			{Label: "Bestellung", Payload: "order"},
			{Label: "Rückgabe", Payload: "return"},
			{Label: "Zum Shop", URL: "https://shop.example/"},
			{Label: "Ein sehr langes Schild, das auf keiner Plattform der Welt ganz auf einen Knopf passen würde, weil es nie endet", Payload: "long"},
		}}},
		{"many choices", bot.ByBot, "en", bot.Reply{Text: "Which one?", Choices: numbered(30)}},
		{"long payload", bot.ByBot, "en", bot.Reply{Text: "Sure?", Choices: []bot.Choice{{Label: "Yes", Payload: "confirm:" + bot.ID("a") + bot.ID("b") + bot.ID("c") + bot.ID("d") + bot.ID("e")}}}},
		{"requests", bot.ByBot, "en", bot.Reply{Text: "Where are you?", Choices: []bot.Choice{
			{Label: "Share location", Request: bot.ElementLocation}, {Label: "Share contact", Request: bot.ElementContact}, {Label: "Not now", Payload: "no"},
		}}},
		{"citations", bot.ByBot, "de", bot.Reply{Text: "Die Garantie gilt zwei Jahre [1]. Die Pumpe fünf [2]. Nicht für Kalk [3].", Rated: true, Citations: []bot.Citation{
			{Document: "garantie", Title: "Garantie", URL: "https://shop.example/garantie#:~:text=zwei%20Jahre", Quote: "zwei Jahre"},
			{Document: "pumpe", Title: "Pumpe & Ventil", Quote: "fünf Jahre"},
			{Document: "garantie", Title: "Garantie", URL: "https://shop.example/garantie#:~:text=Kalk", Quote: "Kalk ist ausgenommen"}, // the page again
		}}},
		{"card", bot.ByBot, "de", one(bot.Element{Kind: bot.ElementCard, Cards: []bot.Card{card(1, remote)}})},
		{"list", bot.ByBot, "de", one(bot.Element{Kind: bot.ElementList, Cards: []bot.Card{card(1, remote), card(2, remote), card(3, remote)}})},
		{"carousel", bot.ByBot, "en", one(bot.Element{Kind: bot.ElementCarousel, Cards: []bot.Card{card(1, remote), card(2, remote)}})},
		{"image", bot.ByBot, "de", one(bot.Element{Kind: bot.ElementImage, Media: &remote})},
		{"kept image", bot.ByBot, "de", one(bot.Element{Kind: bot.ElementImage, Media: &photo})},
		{"file", bot.ByBot, "en", one(bot.Element{Kind: bot.ElementFile, Media: &manual})},
		{"form", bot.ByBot, "de", one(bot.Element{Kind: bot.ElementForm, Form: &bot.Form{ID: "return-1", Title: "Rückgabe", Submit: "Absenden", Fields: []bot.Field{
			{Name: "order", Label: "Bestellnummer", Kind: bot.FieldText, Value: "12345"},
			{Name: "reason", Label: "Warum?", Kind: bot.FieldChoice, Choices: []bot.Choice{{Label: "Kaputt", Payload: "broken"}, {Label: "Gefällt nicht", Payload: "dislike"}}},
			{Name: "day", Label: "Abholung am", Kind: bot.FieldDate, Min: "2026-11-03", Max: "2026-11-30"},
			{Name: "mail", Label: "E-Mail", Kind: bot.FieldEmail, Hint: "für den Beleg", Optional: true},
			{Name: "count", Label: "Wie viele?", Kind: bot.FieldNumber, Min: "1", Max: "9"},
			{Name: "insured", Label: "Versichert?", Kind: bot.FieldYesNo},
		}}})},
		{"date", bot.ByBot, "de", one(bot.Element{Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: "day:", Min: "2026-11-03", Max: "2026-11-30"}})},
		{"location", bot.ByBot, "en", one(bot.Element{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 53.5436, Longitude: 9.9885, Name: "Landungsbrücken", Address: "St. Pauli, Hamburg"}})},
		{"notice", bot.BySystem, "de", bot.Reply{Text: "Mara ist jetzt für dich da."}},
		{"agent", bot.ByAgent, "de", bot.Reply{Text: "Moin! Ich sehe mir das gleich an."}},
	}
}

func card(i int, picture bot.Media) bot.Card {
	return bot.Card{
		Title: fmt.Sprintf("Kanne %d", i), Text: "Hält **lange** warm & tropft nicht.", URL: fmt.Sprintf("https://shop.example/kannen/%d", i), Image: &picture,
		Choices: []bot.Choice{{Label: "Nehmen", Payload: fmt.Sprintf("take:%d", i)}},
	}
}

func numbered(n int) (all []bot.Choice) {
	for i := range n {
		all = append(all, bot.Choice{Label: fmt.Sprintf("Model %d", i+1), Payload: fmt.Sprintf("model:%d", i+1)})
	}
	return all
}
