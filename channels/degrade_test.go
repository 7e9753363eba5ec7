package channels

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
)

var phrases = bot.NewPhrases([]string{"en", "de"}, Words)

// textOnly is a channel that has nothing but text and a few buttons, such as a texting gateway.
var textOnly = bot.Capabilities{
	Channel: "text", Text: 400, Choices: 3, ChoiceText: 20,
	Shows: map[bot.ElementKind]bot.Showing{bot.ElementChoice: {Native: true, As: "buttons"}},
}

func TestWhatAChannelHasNotBecomesTextAndChoices(t *testing.T) {
	cards := []bot.Card{
		{Title: "Kanne", Text: "Hält\nwarm.", URL: "https://shop.example/k", Choices: []bot.Choice{{Label: "Nehmen", Payload: "take:1"}}},
		{Title: "Tasse", Choices: []bot.Choice{{Label: "Nehmen", Payload: "take:2"}, {Label: "Merken", Payload: "keep:2"}}},
	}
	form := &bot.Form{ID: "f", Submit: "Senden", Fields: []bot.Field{
		{Name: "order", Label: "Bestellnummer", Kind: bot.FieldText, Value: "123"},
		{Name: "why", Label: "Warum?", Kind: bot.FieldChoice, Problem: "Das geht nicht.", Hint: "kurz", Value: "x", Choices: []bot.Choice{{Label: "Kaputt", Payload: "broken"}}},
		{Name: "sure", Label: "Sicher?", Kind: bot.FieldYesNo},
	}}
	for name, c := range map[string]struct {
		element bot.Element
		want    bot.Reply
	}{
		"a card": {
			bot.Element{Kind: bot.ElementCard, Cards: cards[:1]},
			bot.Reply{Text: "Schau:\n\n**Kanne**\nHält\nwarm.\n[Öffnen](https://shop.example/k)", Choices: []bot.Choice{{Label: "Nehmen", Payload: "take:1"}}},
		},
		"a list, whose choices say what they belong to": {
			bot.Element{Kind: bot.ElementList, Cards: cards},
			bot.Reply{Text: "Schau:\n\n1. **Kanne** – Hält warm. – [Öffnen](https://shop.example/k)\n2. **Tasse**", Choices: []bot.Choice{
				{Label: "Kanne", Payload: "take:1"}, {Label: "Tasse: Nehmen", Payload: "take:2"}, {Label: "Tasse: Merken", Payload: "keep:2"},
			}},
		},
		"a picture": {
			bot.Element{Kind: bot.ElementImage, Media: &bot.Media{URL: "https://shop.example/k.png", Alt: "Eine Kanne"}},
			bot.Reply{Text: "Schau:\n\n[Eine Kanne](https://shop.example/k.png)"},
		},
		"a file that cannot be fetched": {
			bot.Element{Kind: bot.ElementFile, Media: &bot.Media{ID: "1", Name: "rechnung.pdf"}},
			bot.Reply{Text: "Schau:\n\nrechnung.pdf"},
		},
		"a place": {
			bot.Element{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 53.5436, Longitude: 9.9885, Name: "Laden", Address: "Hafen 1"}},
			bot.Reply{Text: "Schau:\n\n**Laden**\nHafen 1\n[Auf der Karte zeigen](https://www.openstreetmap.org/?mlat=53.543600&mlon=9.988500#map=17/53.543600/9.988500)"},
		},
		"a contact": {
			bot.Element{Kind: bot.ElementContact, Contact: &bot.Contact{Name: "Mara", Email: "mara@shop.example"}},
			bot.Reply{Text: "Schau:\n\nMara, mara@shop.example"},
		},
		"a form asks what is wrong or open first": {
			bot.Element{Kind: bot.ElementForm, Form: form},
			bot.Reply{Text: "Schau:\n\nDas geht nicht.\nWarum?\nkurz", Choices: []bot.Choice{{Label: "Kaputt", Payload: "broken"}}},
		},
		"a date": {
			bot.Element{Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: "d:", Min: "2026-11-03", Max: "2026-11-30"}},
			bot.Reply{Text: "Schau:\n\nSchreib das Datum zum Beispiel so: 03.11.2026. Möglich ist 03.11.2026 bis 30.11.2026."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := Degrade(bot.Reply{Text: "Schau:", Elements: []bot.Element{c.element}}, textOnly, phrases, "de")
			if diff := cmp.Diff([]bot.Reply{c.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatAChannelHasStaysWithinItsLimits(t *testing.T) {
	can := bot.Capabilities{Channel: "cards", ChoiceText: 8, Shows: map[bot.ElementKind]bot.Showing{
		bot.ElementChoice:   {Native: true},
		bot.ElementCarousel: {Native: true, Limits: []bot.Limit{{Of: LimitCards, Most: 1, Then: "left out"}, {Of: LimitTitle, Most: 8, Then: "cut"}, {Of: LimitChoices, Most: 1, Then: "left out"}}},
	}}
	r := bot.Reply{Text: "Schau:", Elements: []bot.Element{
		{Kind: bot.ElementCarousel, Cards: []bot.Card{{Title: "Kanne aus Stahl", Choices: []bot.Choice{{Label: "In den Korb"}, {Label: "Merken"}}}, {Title: "Tasse"}}},
		{Kind: bot.ElementImage, Media: &bot.Media{URL: "https://shop.example/k.png", Alt: "Kanne"}},
	}}
	want := []bot.Reply{
		{Text: "Schau:", Elements: []bot.Element{{Kind: bot.ElementCarousel, Cards: []bot.Card{{Title: "Kanne…", Choices: []bot.Choice{{Label: "In den…", Payload: "In den Korb"}}}}}}},
		{Text: "[Kanne](https://shop.example/k.png)"},
	}
	if diff := cmp.Diff(want, Degrade(r, can, phrases, "de")); diff != "" {
		t.Error(diff)
	}
}

func TestChoicesBeyondTheLimitAreListedAndSendBackTheSame(t *testing.T) {
	r := bot.Reply{Text: "Was?", Choices: []bot.Choice{
		{Label: "Mit einem Menschen sprechen"}, {Label: "b", Payload: "B"}, {Label: "c"}, {Label: "Zum Shop", URL: "https://shop.example/"}, {Label: "Hier", Request: bot.ElementLocation}, {Label: "e"},
	}}
	want := []bot.Reply{{
		Text:    "Was?\n\nOder schreib:\n4. [Zum Shop](https://shop.example/)\n5. e",
		Choices: []bot.Choice{{Label: "Mit einem Menschen…", Payload: "Mit einem Menschen sprechen"}, {Label: "b", Payload: "B"}, {Label: "c"}},
	}}
	if diff := cmp.Diff(want, Degrade(r, textOnly, phrases, "de")); diff != "" {
		t.Error(diff)
	}
}

func TestAChannelWithoutButtonsListsEveryChoice(t *testing.T) {
	got := Degrade(bot.Reply{Text: "Which?", Choices: []bot.Choice{{Label: "a"}, {Label: "b", Payload: "B"}}}, bot.Capabilities{}, phrases, "en")
	if diff := cmp.Diff([]bot.Reply{{Text: "Which?\n\nYou can choose:\n1. a\n2. b"}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCitationsStayWithThePartThatMarksThem(t *testing.T) {
	one, two := bot.Citation{Document: "a", Title: "Garantie", URL: "https://shop.example/g"}, bot.Citation{Document: "b", Title: "Pumpe"}
	r := bot.Reply{Text: "Die Garantie gilt zwei Jahre [1].\n\nDie Pumpe hält fünf Jahre [2].", Citations: []bot.Citation{one, two}, Rated: true, Choices: []bot.Choice{{Label: "Danke"}}}
	can := bot.Capabilities{Text: 40, Shows: map[bot.ElementKind]bot.Showing{bot.ElementCitation: {Native: true}, bot.ElementChoice: {Native: true}}}

	got := Degrade(r, can, phrases, "de")
	want := []bot.Reply{
		{Text: "Die Garantie gilt zwei Jahre [1].", Citations: []bot.Citation{one}},
		{Text: "Die Pumpe hält fünf Jahre [2].", Citations: []bot.Citation{{}, two}, Rated: true, Choices: []bot.Choice{{Label: "Danke"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Source{{[]int{2}, two}}, Sources(got[1])); diff != "" {
		t.Error(diff)
	}
	can.Text, can.Shows[bot.ElementCitation] = 0, bot.Showing{}
	text := "Die Garantie gilt zwei Jahre [1].\n\nDie Pumpe hält fünf Jahre [2].\n\nQuellen:\n[1] [Garantie](https://shop.example/g)\n[2] Pumpe"
	if diff := cmp.Diff([]bot.Reply{{Text: text, Rated: true, Choices: []bot.Choice{{Label: "Danke"}}}}, Degrade(r, can, phrases, "de")); diff != "" {
		t.Error(diff)
	}
}

func TestAPageIsListedOnceWithAllItsPlaces(t *testing.T) {
	page := func(title, url string) bot.Citation { return bot.Citation{Title: title, URL: url} }
	r := bot.Reply{Text: "Zwei Jahre [1], die Pumpe fünf [2], nicht für Kalk [3], ein Blatt [4], die andere Pumpe vier [5].", Citations: []bot.Citation{
		page("Garantie", "https://shop.example/g#:~:text=zwei"), page("Pumpe", ""), page("Garantie", "https://shop.example/g#:~:text=Kalk"), page("Garantie", "https://shop.example/g.pdf"), {Document: "pumpe-2", Title: "Pumpe"},
	}}
	want := r.Text + "\n\nQuellen:\n[1] [3] [Garantie](https://shop.example/g#:~:text=zwei)\n[2] Pumpe\n[4] [Garantie](https://shop.example/g.pdf)\n[5] Pumpe"
	if diff := cmp.Diff([]bot.Reply{{Text: want}}, Degrade(r, bot.Capabilities{}, phrases, "de")); diff != "" {
		t.Error(diff)
	}
}

func TestAReplyThatMarksNoneOfItsSourcesShowsThemAll(t *testing.T) {
	r := bot.Reply{Text: "So ist es.", Citations: []bot.Citation{{Title: "a"}, {Title: "b"}}}
	if n := len(Sources(r)); n != 2 {
		t.Errorf("%d of 2 sources are shown", n)
	}
}

// Whatever the channel can and the reply holds: nothing is beyond a limit, no payload is lost, and the reply is left as it was.
func TestNothingOnItsWayToACustomerIsBeyondALimitOrLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := bot.Reply{Text: replyText(t), Rated: true, Citations: []bot.Citation{{Title: "a", URL: "https://a.example"}}}
		for i := range rapid.IntRange(0, 9).Draw(t, "choices") {
			r.Choices = append(r.Choices, bot.Choice{Label: strings.Repeat("Wort ", i+1) + string(rune('a'+i))})
		}
		for range rapid.IntRange(0, 3).Draw(t, "cards") {
			r.Elements = append(r.Elements, bot.Element{Kind: bot.ElementCard, Cards: []bot.Card{{Title: "Kanne", Text: replyText(t), URL: "https://shop.example/k", Choices: []bot.Choice{{Label: "Nehmen", Payload: "take"}}}}})
		}
		can := bot.Capabilities{
			Text: rapid.IntRange(80, 300).Draw(t, "text"), Choices: rapid.IntRange(0, 5).Draw(t, "most"), ChoiceText: rapid.IntRange(0, 20).Draw(t, "label"),
			Shows: map[bot.ElementKind]bot.Showing{
				bot.ElementChoice: {Native: rapid.Bool().Draw(t, "buttons")}, bot.ElementCard: {Native: rapid.Bool().Draw(t, "card")}, bot.ElementCitation: {Native: rapid.Bool().Draw(t, "citation")},
			},
		}
		before := cmp.Diff(bot.Reply{}, r)
		parts := Degrade(r, can, phrases, "en")
		if cmp.Diff(bot.Reply{}, r) != before {
			t.Fatal("the reply was changed")
		}
		rated, payloads := 0, ""
		for _, p := range parts {
			if Length(p.Text) > can.Text || can.Choices > 0 && len(p.Choices) > can.Choices {
				t.Fatalf("a part has %d units and %d choices", Length(p.Text), len(p.Choices))
			}
			for _, c := range p.Choices {
				if can.ChoiceText > 0 && Length(c.Label) > can.ChoiceText {
					t.Fatalf("a label is too long: %q", c.Label)
				}
				payloads += "|" + c.Value()
			}
			payloads += "|" + strings.Join(strings.Fields(p.Text), " ")
			if p.Rated {
				rated++
			}
		}
		for _, c := range r.Choices {
			if !strings.Contains(payloads, strings.TrimSpace(c.Label)) {
				t.Fatalf("%q can no longer be chosen", c.Label)
			}
		}
		if rated != 1 || !parts[len(parts)-1].Rated {
			t.Fatalf("it is offered %d times to rate", rated)
		}
	})
}
