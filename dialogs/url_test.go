package dialogs_test

import (
	"context"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// A URL that an action returned leads to the web or nowhere, and what is put into one stays in its place.
func TestURLsOfActionsLeadNowhereElse(t *testing.T) {
	flows, faults := flowsOf(`  - {do: page, into: page}
  - say: Look
    card: {title: A, url: "{page}", image: {url: "https://example.com/{page}.png"}, choices: [{label: Go, url: "{page}"}]}
  - end: solved
`)
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{
		"https://shop.example/a?b=c#d":           "https://shop.example/a?b=c#d",
		"http://shop.example/a b":                "http://shop.example/a%20b",
		`https://shop.example/"><img src=x>`:     "https://shop.example/%22%3E%3Cimg%20src=x%3E",
		"tel:+4940123456":                        "tel:+4940123456",
		"javascript:alert(1)":                    "",
		"JavaScript:alert(1)":                    "",
		"data:text/html,x":                       "",
		"https:shop.example":                     "",
		"//shop.example/a":                       "",
		"https://user:word@shop.example/":        "",
		"https://shop.example/\n\rSet-Cookie: x": "",
		"":                                       "",
	} {
		page := func(context.Context, dialogs.ActionCall) (any, error) { return given, nil }
		turn, err := happens(t, flows, dialogs.Config{Actions: map[string]dialogs.Action{"page": page}})
		if err != nil {
			t.Fatal(err)
		}
		card := turn.Replies()[0].Elements[0].Cards[0]
		if card.URL != want {
			t.Errorf("%q leads to %q, want %q", given, card.URL, want)
		}
		if (len(card.Choices) == 1) != (want != "") || want != "" && card.Choices[0].URL != want {
			t.Errorf("%q makes the choices %+v", given, card.Choices)
		}
		if card.Image == nil || card.Image.URL[:len("https://example.com/")] != "https://example.com/" {
			t.Errorf("%q makes the image %+v", given, card.Image)
		}
	}
}
