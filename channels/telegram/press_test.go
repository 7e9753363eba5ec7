package telegram_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

func TestAPressedButtonIsAnsweredAndWhatWasPickedShows(t *testing.T) {
	w := newWorld(t)
	w.delivers(bot.Reply{
		Text: "Was ist mit der **Kanne** <1>?", Rated: true,
		Choices: []bot.Choice{{Label: "Sie tropft", Payload: "drips"}, {Label: "Kaputt"}, {Label: "Zum Shop", URL: "https://shop.example/"}},
	})
	query := w.anna.Press("Sie tropft")
	in := w.one()
	if in.Text != "Sie tropft" || in.Payload != "drips" || in.Conversation != "telegram:4711000815" || in.Locale != "de-AT" {
		t.Errorf("heard %+v", in)
	}
	shown := w.last()
	if _, ok := w.platform.Answered(query); !ok {
		t.Error("the press was not answered: the button spins")
	}
	want := "Was ist mit der Kanne <1>?\n\n✓ Sie tropft\n[Zum Shop]\n[👍] [👎]"
	if d := cmp.Diff(want, shown.String()); d != "" {
		t.Error(d)
	}
	if edit := w.platform.Requests("editMessageText"); len(edit) != 1 || !strings.Contains(edit[0].Params["entities"], `"bold"`) {
		t.Errorf("edited with %+v, want the bold word to stay", edit)
	}

	query = w.anna.Press("👎")
	got := data[bot.Feedback](t, w.one().Event, bot.EventFeedback)
	if d := cmp.Diff(bot.Feedback{Seq: 12, Helpful: false}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff("Was ist mit der Kanne <1>?\n\n✓ Sie tropft\n\n✓ 👎\n[Zum Shop]", w.last().String()); d != "" {
		t.Error(d)
	}
	if text, _ := w.platform.Answered(query); text != "Danke dir!" {
		t.Errorf("answered with %q", text)
	}
}

func TestAButtonPressedTwiceIsPressedOnce(t *testing.T) {
	w := newWorld(t)
	w.delivers(bot.Reply{Text: "Bestellen?", Choices: []bot.Choice{{Label: "Ja"}, {Label: "Nein"}}})
	w.inbox.fail = 1
	w.anna.Press("Ja") // cannot be kept: it waits, and the button is still there
	w.anna.Press("Ja")
	if in := w.one(); in.Payload != "Ja" {
		t.Errorf("heard %+v", in)
	}
	w.Wait()
	if n := len(w.platform.Requests("answerCallbackQuery")); n != 2 {
		t.Errorf("%d presses were answered, want both", n)
	}
}

func TestALongPayloadComesBackWhole(t *testing.T) {
	w := newWorld(t)
	long := "appointment:" + strings.Repeat("2026-11-23T09:30 Rösterei Altona;", 5)
	for _, payload := range []string{long, "-1", "+1", "=x", "two\nlines"} {
		w.delivers(bot.Reply{Text: "Dann?", Choices: []bot.Choice{{Label: "Passt", Payload: payload}}})
		w.anna.Press("Passt")
		if in := w.one(); in.Payload != payload || in.Text != "Passt" || in.Event != nil {
			t.Errorf("%q came back as %+v", payload, in)
		}
		w.Wait()
	}
}

func TestAPressOnAMessageThatIsGone(t *testing.T) {
	w := newWorld(t)
	w.delivers(bot.Reply{Text: "Dann?", Choices: []bot.Choice{{Label: "Am Montag um halb zehn", Payload: strings.Repeat("x", 70)}}})
	data := w.platform.Requests("sendMessage")[0].Params["reply_markup"]
	_, data, _ = strings.Cut(data, `"callback_data":"`)
	data, _, _ = strings.Cut(data, `"`)
	w.anna.PressGone(99, data)
	if in := w.one(); in.Text != "Am Montag um halb zehn" || in.Payload != strings.Repeat("x", 70) {
		t.Errorf("heard %+v", in)
	}
	w.anna.PressGone(98, "montag")
	if in := w.one(); in.Text != "montag" || in.Payload != "montag" {
		t.Errorf("heard %+v, want what the button sent in place of what it said", in)
	}
	query := w.anna.PressGone(97, "=nobodykeptthis")
	w.Wait()
	if text, ok := w.platform.Answered(query); !ok || !strings.HasPrefix(text, "Diese Auswahl gilt nicht mehr") || len(w.inbox.takes()) > 0 {
		t.Errorf("a choice that nobody knows was answered with %q", text)
	}
}

func TestAPhotosCaptionShowsWhatWasPicked(t *testing.T) {
	w := newWorld(t)
	w.delivers(bot.Reply{Elements: []bot.Element{{Kind: bot.ElementCard, Cards: []bot.Card{{
		Title: "Kanne", Image: &bot.Media{URL: "https://shop.example/kanne.jpg"}, Choices: []bot.Choice{{Label: "Nehmen", Payload: "take"}},
	}}}}})
	w.anna.Press("Nehmen")
	if got := w.last().String(); got != "Kanne\n\n✓ Nehmen" {
		t.Errorf("the chat shows %q", got)
	}
}

func TestALocationIsAskedForByTheDevicesOwnKeyboard(t *testing.T) {
	w := newWorld(t)
	w.delivers(bot.Reply{Text: "Wo bist du?", Choices: []bot.Choice{
		{Label: "Standort senden", Request: bot.ElementLocation}, {Label: "Lieber nicht"}, {Label: "Karte", URL: "https://shop.example/karte"},
	}})
	if d := cmp.Diff("Wo bist du?\n\nKarte\n[Standort senden]\n[Lieber nicht]", w.last().String()); d != "" {
		t.Error(d)
	}
	w.anna.Say("In Altona")
	w.delivers(bot.Reply{Text: "Und die Straße?"})
	if got := w.last().String(); got != "Und die Straße?" {
		t.Errorf("she wrote, and the chat shows %q: the keyboard is still there", got)
	}
	w.delivers(bot.Reply{Text: "Gut."})
	if n := len(w.platform.Requests("sendMessage")[2].Params["reply_markup"]); n > 0 {
		t.Error("a keyboard that is not there is taken away again")
	}
}
