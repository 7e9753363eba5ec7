package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// TestAReturnOnTelegramWithAPersonOnSlack: a flow with buttons and a question in the middle, answered with its source; then a person,
// who works on Slack.
func TestAReturnOnTelegramWithAPersonOnSlack(t *testing.T) {
	w := newTown(t)
	w.agent("Anna", "anna@morgenfleet.example")
	w.slack.Command(t.Context(), "UANNA", desk, "available")
	ada := w.telegram.User(4711, "Ada", "de")
	ada.Start("")
	if first := w.shows(ada, "Moin!"); len(first.Buttons) == 0 {
		t.Errorf("no starters: %s", first)
	}
	ada.Say("Ich will meine Bestellung 2604817 zurückgeben")
	w.shows(ada, "Wann ist das Paket")
	ada.Say("Wie lange habe ich Garantie?")
	w.until("the answer with its source, and the question again", func() bool {
		all := w.telegram.Shows(ada.ID)
		last := all[len(all)-2:]
		return strings.Contains(last[0].Text, "zwei Jahre") && len(last[0].Links) > 0 &&
			strings.HasPrefix(last[0].Links[0], "https://bot.example/articles/") && strings.Contains(last[1].Text, "Wann ist das Paket")
	})
	ada.Say("letzten Freitag")
	w.shows(ada, "warum?")
	ada.Press("Gefällt mir nicht")
	w.shows(ada, "E-Mail-Adresse")
	got := w.slots(fmt.Sprint("telegram:", ada.ID))
	if diff := cmp.Diff([]any{"2604817", "dislike"}, []any{got["order"], got["why"]}); diff != "" {
		t.Errorf("what is known: %s", diff)
	}

	ada.Say("/person")
	root := w.posted(desk, "", "2604817")
	if _, err := w.slack.Press(t.Context(), "UANNA", root, "Übernehmen"); err != nil {
		t.Fatal(err)
	}
	w.shows(ada, "Anna ist jetzt für dich da")
	w.slack.Say(t.Context(), "UANNA", desk, root.TS, "Das Etikett schicke ich dir gleich.")
	w.shows(ada, "Das Etikett schicke ich dir gleich.")
	ada.Say("Danke dir!")
	w.until("on the desk: what she said", func() bool {
		for _, p := range w.slack.Posts(desk, root.TS) {
			if strings.Contains(p.Shows(), "Danke dir!") {
				return true
			}
		}
		return false
	})
	told(t, "telegram", w.chat(fmt.Sprint("telegram:", ada.ID), 0, ada))
	told(t, "slack-desk", line("slack", w.slack.Posts(desk, "")[0].Shows()))
}

// TestAQuestionOnSlackIsAnsweredWithItsSource in the customer's own thread, with buttons.
func TestAQuestionOnSlackIsAnsweredWithItsSource(t *testing.T) {
	w := newTown(t)
	w.slack.Meet(slackfake.Person{ID: "UADA", Name: "Ada", Locale: "de-DE"})
	home := slackfake.Direct("UADA")
	w.slack.Say(t.Context(), "UADA", home, "", "Wie lange habe ich Garantie?")
	answer := w.posted(home, "", "zwei Jahre")
	if !strings.Contains(string(answer.Blocks), "https://bot.example/articles/") {
		t.Errorf("the source is no link:\n%s", answer.Blocks)
	}
	w.slack.Say(t.Context(), "UADA", home, "", "Ich will meine Bestellung 2604817 zurückgeben")
	w.posted(home, "", "Wann ist das Paket")
	w.slack.Say(t.Context(), "UADA", home, "", "letzten Freitag")
	why := w.posted(home, "", "warum?")
	if status, err := w.slack.Press(t.Context(), "UADA", why, "Gefällt mir nicht"); err != nil || status != 200 {
		t.Fatal(status, err)
	}
	w.posted(home, "", "E-Mail-Adresse")
}

// TestStartOnTheWebsiteAndFinishOnTelegram: a code shown on the phone, the question again, the same slots.
func TestStartOnTheWebsiteAndFinishOnTelegram(t *testing.T) {
	w := newTown(t)
	ada := w.browser()
	ada.says("Ich will meine Bestellung 2604817 zurückgeben", "")
	ada.hears("Wann ist das Paket")
	ada.says("Kann ich auf dem Handy weitermachen?", "")
	ways := ada.hears("einmal")
	code := ""
	for _, c := range ways.Choices {
		if rest, ok := strings.CutPrefix(c.URL, "https://t.me/LotseTestBot?start="); ok {
			code = rest
		}
	}
	if code == "" {
		t.Fatalf("no link to Telegram: %+v", ways)
	}
	phone := w.telegram.User(4712, "Ada", "de")
	phone.Start("WRONG-COD")
	w.shows(phone, "kenne ich nicht")
	phone.Start(code)
	w.shows(phone, "Hast du ihn dort selbst geholt?")
	phone.Press("Ja")
	w.shows(phone, "Wann ist das Paket")
	phone.Say("letzten Freitag")
	w.shows(phone, "warum?")
	phone.Press("Gefällt mir nicht")
	w.shows(phone, "E-Mail-Adresse")
	phone.Say("ada@example.com")
	w.shows(phone, "2604817")
	told(t, "phone", w.chat(ada.conversation, ways.Seq+1, phone))
	ada.hears("2604817") // and it is all there on the website

	anna := w.agent("Anna", "anna@morgenfleet.example")
	var seen struct {
		Links []struct{ ID, Channel string }
	}
	w.fetch(anna, "/desk/v1/conversations/"+ada.conversation, &seen)
	if len(seen.Links) != 1 || seen.Links[0].Channel != "telegram" {
		t.Fatalf("the desk shows the links %+v", seen.Links)
	}
	resp, err := anna.Post(w.url+"/desk/v1/conversations/"+ada.conversation+"/links/"+seen.Links[0].ID+"/unlink", "application/json", strings.NewReader("{}"))
	if err != nil || resp.StatusCode != http.StatusNoContent {
		t.Fatalf("unlink: %v %v", resp, err)
	}
	resp.Body.Close()
	phone.Say("Hallo?")
	w.until("the phone's own conversation", func() bool {
		all, err := w.app.Store.Transcript(t.Context(), fmt.Sprint("telegram:", phone.ID), 0)
		return err == nil && len(all) > 0 && all[len(all)-1].Author == bot.ByBot
	})
	c, err := w.app.Store.Conversation(t.Context(), ada.conversation)
	if err != nil || c.Linked || len(c.Routes) != 1 {
		t.Errorf("the website's conversation still has the phone: %+v %v", c.Routes, err)
	}
}
