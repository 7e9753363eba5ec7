package slack_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// words draws text that means something to Markdown, to Slack's markup, or to nobody.
func words(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		part := rapid.OneOf(
			rapid.SampledFrom([]string{"**fett**", "*kursiv*", "`a<b`", "[Laden](https://shop.example/?a=1&b=2|3)", "[1]", "<!channel>", "<@U0BEN>", "&amp;", "* _ ~ `", "\n\n", "- Punkt\n", "## Titel\n", "👩‍👧", "https://x.example/a>b"}),
			rapid.StringN(1, 30, 60), rapid.StringMatching(`[a-zäöü&<>*_~]{1,40}`),
		)
		return strings.Join(rapid.SliceOfN(part, 1, most).Draw(t, "parts"), rapid.SampledFrom([]string{" ", "", "\n"}).Draw(t, "between"))
	})
}

func choices(most int) *rapid.Generator[[]bot.Choice] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) bot.Choice {
		c := bot.Choice{Label: words(6).Draw(t, "label"), Payload: rapid.StringN(0, 50, 4000).Draw(t, "payload")}
		if rapid.IntRange(0, 4).Draw(t, "link") == 0 {
			c.URL = "https://shop.example/kannen"
		}
		return c
	}), 0, most)
}

func cards(most int) *rapid.Generator[[]bot.Card] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) bot.Card {
		c := bot.Card{Title: "K" + words(20).Draw(t, "title"), Text: words(60).Draw(t, "text"), Choices: choices(6).Draw(t, "choices")}
		if rapid.Bool().Draw(t, "picture") {
			c.Image = &bot.Media{URL: "https://shop.example/k.png", Alt: words(5).Draw(t, "alt")}
		}
		return c
	}), 1, most)
}

func replies() *rapid.Generator[bot.Reply] {
	return rapid.Custom(func(t *rapid.T) bot.Reply {
		r := bot.Reply{Text: words(rapid.SampledFrom([]int{3, 300}).Draw(t, "length")).Draw(t, "text"), Choices: choices(130).Draw(t, "choices"), Rated: rapid.Bool().Draw(t, "rated")}
		for i := range rapid.IntRange(0, 12).Draw(t, "sources") {
			r.Citations = append(r.Citations, bot.Citation{Title: words(10).Draw(t, "source"), URL: fmt.Sprintf("https://shop.example/%d", i)})
		}
		for range rapid.IntRange(0, 3).Draw(t, "elements") {
			switch rapid.IntRange(0, 3).Draw(t, "element") {
			case 0:
				r.Elements = append(r.Elements, bot.Element{Kind: bot.ElementCard, Cards: cards(1).Draw(t, "card")})
			case 1:
				r.Elements = append(r.Elements, bot.Element{Kind: bot.ElementList, Cards: cards(14).Draw(t, "list")})
			case 2:
				r.Elements = append(r.Elements, bot.Element{Kind: bot.ElementCarousel, Cards: cards(14).Draw(t, "carousel")})
			case 3:
				r.Elements = append(r.Elements, bot.Element{Kind: bot.ElementForm, Form: &bot.Form{
					ID: "f", Title: words(20).Draw(t, "form"), Fields: []bot.Field{{Name: "a", Label: words(30).Draw(t, "label"), Problem: words(30).Draw(t, "problem")}},
				}})
			}
		}
		return r
	})
}

// TestSlackTakesWhateverIsSaid: nothing that can be said breaks Slack's limits, and nothing mentions or links what it should not.
func TestSlackTakesWhateverIsSaid(t *testing.T) {
	w := begin(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		d := w.delivery(fmt.Sprintf("d%d", n), fmt.Sprintf("T0LOTSE:D0X%d", n), replies().Draw(t, "reply"))
		calls, err := w.channel.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.channel.Send(w.Context(), d); err != nil {
			t.Fatal(err)
		}
		posts := w.slack.Said(fmt.Sprintf("D0X%d", n), "")
		if len(posts) != len(calls) {
			t.Fatalf("%d posts of %d calls", len(posts), len(calls))
		}
		for _, p := range posts {
			if len(calls) > 0 && len(p.Blocks) == 0 && len([]rune(p.Text)) > 3000 {
				t.Fatal("Slack did not take the blocks")
			}
			for _, never := range []string{"<!channel", "<@U0BEN"} {
				if text := p.Text + markup(p.Blocks); strings.Contains(text, never) {
					t.Fatalf("a text became a mention: %s", text)
				}
			}
		}
	})
	if strings.Contains(w.log.String(), "did not take the blocks") {
		t.Error("Slack did not take some blocks")
	}
}

// markup is all text of blocks that Slack reads as markup.
func markup(blocks json.RawMessage) (text string) {
	var v any
	_ = json.Unmarshal(blocks, &v) // no blocks, no markup
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok && v["type"] == "mrkdwn" {
				text += s + "\n"
			}
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(v)
	return text
}

// TestMarkup: what Slack shows is what was written.
func TestMarkup(t *testing.T) {
	for text, want := range map[string]string{
		"**fett** und *kursiv*":                "*fett* und _kursiv_",
		"Donau**dampf**schiff":                 "Donau\u200b*dampf*\u200bschiff",
		"# Garantie\n\nZwei *Jahre*":           "*Garantie*\n\nZwei _Jahre_",
		"1. eins\n2. zwei":                     "1. eins\n2. zwei",
		"- a\n- b":                             "• a\n• b",
		"[Laden](https://x.example/a?b=1&c=2)": "<https://x.example/a?b=1&amp;c=2|Laden>",
		"[hier](/konto)":                       "hier",
		"2*3*4 und a_b_c":                      "2*3*4 und a_b_c",
		"~so~ nicht":                           "~\u200bso~ nicht",
		"<!here> & <@U1>":                      "&lt;!here&gt; &amp; &lt;@U1&gt;",
		"`x<y`":                                "`x&lt;y`",
		"https://x.example/ ok":                "<https://x.example/> ok",
	} {
		w := begin(t)
		calls, err := w.channel.Render(w.delivery("d", here, bot.Reply{Text: text}))
		if err != nil || len(calls) != 1 {
			t.Fatalf("%q: %v, %d calls", text, err, len(calls))
		}
		if got := w.say(w.delivery("d", here, bot.Reply{Text: text})).Text; got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// TestAReplyBeyondOnePostIsSeveral: nothing is left out.
func TestAReplyBeyondOnePostIsSeveral(t *testing.T) {
	w := begin(t)
	var long []bot.Card
	for i := range 10 {
		long = append(long, bot.Card{Title: fmt.Sprintf("Pot %d", i), Text: strings.Repeat("warm & dry ", 54), Choices: []bot.Choice{{Label: "A"}, {Label: "B"}}})
	}
	list := bot.Element{Kind: bot.ElementList, Cards: long}
	w.say(w.delivery("d1", here, bot.Reply{Text: strings.Repeat("Alles über Kannen. ", 400), Elements: []bot.Element{list, list, list}}))
	posts := w.slack.Said(direct, "")
	if len(posts) < 2 || slack.Capabilities().Text < 7600 {
		t.Fatalf("%d posts", len(posts))
	}
	if n := strings.Count(shown(posts), "Pot 9"); n != 3 {
		t.Errorf("the last card is shown %d times, want 3", n)
	}
}

func shown(posts []slackfake.Post) (all string) {
	for _, p := range posts {
		all += p.Shows() + "\n"
	}
	return all
}
