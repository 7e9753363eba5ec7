package telegram_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// pieces are what replies are made of, and what breaks markup when it is put together carelessly.
var pieces = []string{
	"Wort", "Kaffeemaschinenentkalkungsanleitung", " ", " ", "\n", "\n\n", "**fett**", "*kursiv*", "`a<b`", "[1]", "[2]", "[Link](https://shop.example/a?b=1&c=\"2\")",
	"[Ruf an](tel:+4940)", "[Pfad](/hilfe)", "\n- Punkt", "\n1. Erstens", "\n# Titel\n", "<b>", "&amp;", "&", "<", ">", "\"", "**", "_", "`", "👩‍👩‍👧", "ß", "\\*", "https://shop.example/x.",
}

func replies(long int) *rapid.Generator[bot.Reply] {
	return rapid.Custom(func(t *rapid.T) bot.Reply {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "text"), "")
		r := bot.Reply{
			Text:      strings.Repeat(text, rapid.IntRange(1, long).Draw(t, "times")),
			Rated:     rapid.Bool().Draw(t, "rated"),
			Citations: []bot.Citation{{Title: "Garantie <2024> & mehr", URL: "https://shop.example/g"}, {Title: strings.Repeat("lang ", 80)}},
			Choices:   rapid.SliceOfN(choices(), 0, 30).Draw(t, "choices"),
			Elements:  rapid.SliceOfN(shown(), 0, 4).Draw(t, "elements"),
		}
		return r
	})
}

func choices() *rapid.Generator[bot.Choice] {
	return rapid.Custom(func(t *rapid.T) bot.Choice {
		return bot.Choice{
			Label:   "x" + rapid.StringN(0, 80, -1).Draw(t, "label"),
			Payload: rapid.StringN(0, 90, -1).Draw(t, "payload"),
			URL:     rapid.SampledFrom([]string{"", "", "", "https://shop.example/", "tel:+4940", "/hilfe"}).Draw(t, "url"),
			Request: rapid.SampledFrom([]bot.ElementKind{"", "", "", "", "", "", bot.ElementLocation, bot.ElementContact}).Draw(t, "request"),
		}
	})
}

func shown() *rapid.Generator[bot.Element] {
	picture := &bot.Media{URL: "https://shop.example/kanne.jpg", Alt: "Kanne & <Filter>"}
	return rapid.Custom(func(t *rapid.T) bot.Element {
		card := bot.Card{
			Title: rapid.SampledFrom([]string{"", "Kanne <1>", strings.Repeat("Titel ", 60)}).Draw(t, "title"),
			Text:  strings.Repeat("**gut** & ", rapid.IntRange(0, 500).Draw(t, "card text")),
			URL:   "https://shop.example/1", Image: picture, Choices: rapid.SliceOfN(choices(), 0, 8).Draw(t, "card choices"),
		}
		return rapid.SampledFrom([]bot.Element{
			{Kind: bot.ElementImage, Media: picture},
			{Kind: bot.ElementImage, Media: &bot.Media{URL: "/bild.svg", Type: "image/svg+xml"}},
			{Kind: bot.ElementFile, Media: &bot.Media{URL: "https://shop.example/a.pdf"}},
			{Kind: bot.ElementCard, Cards: []bot.Card{card}},
			{Kind: bot.ElementCard, Cards: []bot.Card{{Title: "Ohne Bild"}}},
			{Kind: bot.ElementList, Cards: []bot.Card{card, card}},
			{Kind: bot.ElementCarousel, Cards: []bot.Card{card, {Title: "zwei"}, card}},
			{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 53.5, Longitude: 10}},
			{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 53.5, Longitude: 10, Name: "Rösterei"}},
			{Kind: bot.ElementContact, Contact: &bot.Contact{Name: "Mara", Phone: "+49401234"}},
			{Kind: bot.ElementContact, Contact: &bot.Contact{Email: "mara@shop.example"}},
			{Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: "day:", Min: "2026-11-23"}},
		}).Draw(t, "element")
	})
}

// TestWhateverIsSaidTelegramTakes sends all kinds of replies to a server that keeps to the documented limits.
func TestWhateverIsSaidTelegramTakes(t *testing.T) {
	s := telegramtest.New(t)
	w := newQuietWorld(t, s, inside(s))
	w.platform.Group(group, "Kaffeerunde")
	rapid.Check(t, func(t *rapid.T) {
		d := w.delivery(replies(40).Draw(t, "reply"))
		d.Address = rapid.SampledFrom([]string{"4711000815", "-1001777000111", "-1001777000111:77"}).Draw(t, "address")
		d.Author = rapid.SampledFrom([]bot.Author{bot.ByBot, bot.ByAgent, bot.BySystem}).Draw(t, "author")
		d.Name = rapid.SampledFrom([]string{"", "Mara **M.**"}).Draw(t, "name")
		if _, err := w.Send(w.Context(), d); err != nil {
			t.Fatal(err)
		}
	})
}

// TestNothingOfALongTextIsLost compares what a chat shows with what was said, up to white space.
func TestNothingOfALongTextIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := telegramtest.New(t)
		w := newQuietWorld(t, s, inside(s))
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zäöü<&👍]{1,30}`), 1, 1500).Draw(rt, "words")
		w.delivers(bot.Reply{Text: strings.Join(words, " ")})
		var got []string
		for _, m := range s.Shows(anna) {
			got = append(got, strings.Fields(m.Text)...)
			if channels.Length(m.Text) > 4096 {
				rt.Errorf("a message has %d units", channels.Length(m.Text))
			}
		}
		if strings.Join(got, " ") != strings.Join(words, " ") {
			rt.Errorf("of %d words %d show", len(words), len(got))
		}
	})
}

func TestMarkupThatIsLongerThanItsTextStillFits(t *testing.T) {
	s := telegramtest.New(t)
	w := newQuietWorld(t, s, inside(s))
	w.delivers(bot.Reply{Text: strings.Repeat("1. x\n", 819)}) // numbered when it is shown, so three digits in place of one
	items := 0
	for _, m := range s.Shows(anna) {
		items += strings.Count(m.Text, ". x")
	}
	if items != 819 {
		t.Errorf("of 819 items %d show", items)
	}
	for n := 4040; n <= 4096; n++ { // the sources have room below the text, or stand alone
		w.delivers(bot.Reply{Text: strings.Repeat("x", n-4) + " [1]", Citations: []bot.Citation{{Title: "Garantie", URL: "https://shop.example/g"}}})
		if got := w.last(); !strings.HasSuffix(got.Text, "Quellen\n[1] Garantie") {
			t.Errorf("below %d units stands %q", n, got.Text)
		}
	}
}

func FuzzWebhook(f *testing.F) {
	for _, seed := range []string{
		`{"update_id":1,"message":{"message_id":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"hi","entities":[{"type":"mention","offset":0,"length":99}]}}`,
		`{"update_id":2,"message":{"message_id":1,"chat":{"id":-5},"from":{"id":5},"text":"@x","entities":[{"type":"mention","offset":-1,"length":2},{"type":"text_mention","offset":0,"length":1}]}}`,
		`{"update_id":3,"callback_query":{"id":"1","from":{"id":5},"message":{"message_id":1,"date":0,"chat":{"id":5}},"data":"+x"}}`,
		`{"update_id":4,"callback_query":{"id":"1"}}`, `{"update_id":5,"my_chat_member":{}}`, `{"update_id":6,"edited_message":{}}`, `{"update_id":7,"message":null}`,
		`{"update_id":8,"message":{"message_id":1,"chat":{"id":-5},"migrate_to_chat_id":-6}}`, `{"update_id":"9"}`, `[]`, `{`, ``, `{"update_id":10,"message":{"photo":[{}],"chat":{"id":5},"from":{}}}`,
	} {
		f.Add([]byte(seed))
	}
	s := telegramtest.New(f)
	f.Fuzz(func(t *testing.T, update []byte) {
		w := newQuietWorld(t, s, inside(s), withSecret)
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, telegramtest.Webhook("/", secret, update))
		w.Wait()
		if rec.Code != http.StatusOK && rec.Code != http.StatusBadRequest {
			t.Errorf("%q was answered with %d", update, rec.Code)
		}
	})
}
