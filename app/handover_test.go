package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
	"github.com/lotse-bot/lotse/handoff"
)

func withAPI(c *app.Config) { c.APIKey = "key" }

// goesOn takes a conversation from the website to a phone.
func (b *browser) goesOn(phone *telegramtest.User) {
	b.w.t.Helper()
	b.says("Kann ich auf dem Handy weitermachen?", "")
	code := ""
	for _, c := range b.hears("Zeig dort").Choices {
		if rest, ok := strings.CutPrefix(c.URL, "https://t.me/LotseTestBot?start="); ok {
			code = rest
		}
	}
	phone.Start(code)
	b.w.shows(phone, "Hast du ihn dort selbst geholt?")
	phone.Press("Ja")
	b.w.until("linked", func() bool {
		c, err := b.w.app.Store.Conversation(b.w.t.Context(), b.conversation)
		return err == nil && c.Linked && c.Channel == "telegram"
	})
	b.w.shows(phone, "geht hier weiter")
}

// TestAPromisedAnswerReachesACustomerWhoLeft: it waits for two minutes on the website, where she asked, and then goes to her phone;
// what she has read there does not.
func TestAPromisedAnswerReachesACustomerWhoLeft(t *testing.T) {
	w := newTown(t)
	anna, ada, phone := w.colleague("Anna"), w.browser(), w.telegram.User(4720, "Ada", "de")
	ada.says("Wie lange habe ich Garantie?", "")
	ada.hears("zwei Jahre")
	ada.goesOn(phone)
	ada.says("Ich möchte mit einem Menschen sprechen", "")
	ada.hears("antwortet dir ein Mensch")
	before := len(w.telegram.Shows(phone.ID))

	w.later(time.Hour)
	anna.available()
	anna.act(ada.conversation, "take", handoff.Request{})
	read := ada.hears("Anna").Seq
	anna.act(ada.conversation, "reply", handoff.Request{Text: "Das Gutachten ist da."})
	read = max(read, ada.hears("Gutachten").Seq)
	ada.post("read", map[string]any{"seq": read})
	anna.act(ada.conversation, "reply", handoff.Request{Text: "Die Maschine ist morgen fertig."})
	ada.hears("morgen fertig")
	if all := w.telegram.Shows(phone.ID); len(all) > before {
		t.Errorf("on her phone before two minutes have passed: %q", all[before:])
	}
	w.later(2*time.Minute + time.Second)
	w.shows(phone, "Die Maschine ist morgen fertig.")
	for _, m := range w.telegram.Shows(phone.ID)[before:] {
		if strings.Contains(m.Text, "Gutachten") {
			t.Errorf("on her phone, too, what she has read: %s", m)
		}
	}
}

// TestWhoBlocksTheBotIsNotWrittenTo: agents see it, backends are told, and nothing is wrong any more once she takes it back.
func TestWhoBlocksTheBotIsNotWrittenTo(t *testing.T) {
	w := newTown(t, withAPI)
	anna, ada := w.colleague("Anna"), w.telegram.User(4721, "Ada", "de")
	home := fmt.Sprint("telegram:", ada.ID)
	ada.Say("Wie lange habe ich Garantie?")
	w.shows(ada, "zwei Jahre")
	closed := func(want bool) {
		t.Helper()
		w.until(fmt.Sprint("the desk shows a closed route: ", want), func() bool {
			ways := anna.sees(home).Routes
			return len(ways) == 1 && ways[0].Channel == "telegram" && ways[0].Closed == want
		})
	}
	closed(false)
	ada.Block()
	closed(true)
	if status, got := w.tells("o1", home, "Deine Maschine ist fertig."); status != 409 {
		t.Errorf("an outbound to who blocked the bot: %d %v", status, got)
	}
	ada.Unblock()
	closed(false)
	if status, got := w.tells("o2", home, "Deine Maschine ist repariert."); status != 202 {
		t.Errorf("an outbound after that: %d %v", status, got)
	}
	w.told("o2", "sent", "telegram")
	w.shows(ada, "Deine Maschine ist repariert.")
}

// TestAnOutboundGoesByAnotherRouteIfOneRefuses it, and which one is told.
func TestAnOutboundGoesByAnotherRouteIfOneRefuses(t *testing.T) {
	w := newTown(t, withAPI)
	anna, phone := w.colleague("Anna"), w.telegram.User(4722, "Ada", "de")
	w.slack.Meet(slackfake.Person{ID: "UADA", Name: "Ada", Locale: "de-DE"})
	home := slackfake.Direct("UADA")
	w.slack.Say(t.Context(), "UADA", home, "", "Wie lange habe ich Garantie?")
	w.posted(home, "", "zwei Jahre")
	w.slack.Say(t.Context(), "UADA", home, "", "Kann ich auf dem Handy weitermachen?")
	phone.Start(codeIn(w.posted(home, "", "einmal").Shows()))
	w.shows(phone, "Hast du ihn dort selbst geholt?")
	phone.Press("Ja")
	w.shows(phone, "geht hier weiter")

	conversation := "slack:" + slackfake.Team + ":" + home
	w.telegram.Fail(telegramtest.Blocked)
	if status, got := w.tells("o1", conversation, "Deine Maschine ist fertig."); status != 202 {
		t.Fatalf("the outbound: %d %v", status, got)
	}
	w.told("o1", "sent", "slack")
	w.posted(home, "", "Deine Maschine ist fertig.")
	w.until("the desk shows which route is closed", func() bool {
		for _, way := range anna.sees(conversation).Routes {
			if way.Closed {
				return way.Channel == "telegram"
			}
		}
		return false
	})
	if status, _ := w.tells("o1", conversation, "Deine Maschine ist fertig."); status != 202 {
		t.Errorf("the same outbound again: %d", status)
	}
	w.tells("o2", conversation, "Sie steht am Hafen.")
	w.told("o2", "sent", "slack")
	said := 0
	for _, p := range w.slack.Said(home, "") {
		said += strings.Count(p.Shows(), "Deine Maschine ist fertig.")
	}
	if said != 1 {
		t.Errorf("it was said %d times", said)
	}
}

// codeIn is the code that a text shows on a line of its own.
func codeIn(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); len(line) == len("ABCD-EFGH") && line == strings.ToUpper(line) {
			return line
		}
	}
	return ""
}

// TestWhatDidNotHelpLeadsToAPerson: the customer says so with a button, and an agent reads it.
func TestWhatDidNotHelpLeadsToAPerson(t *testing.T) {
	w := newTown(t)
	anna, ada := w.colleague("Anna"), w.telegram.User(4723, "Ada", "de")
	home := fmt.Sprint("telegram:", ada.ID)
	ada.Say("Wie lange habe ich Garantie?")
	w.shows(ada, "zwei Jahre")
	ada.Press("👎")
	if last := w.shows(ada, "Das tut mir leid"); len(last.Buttons) == 0 {
		t.Errorf("no way on: %s", last)
	}
	ada.Press("Mit einem Menschen sprechen")
	w.until("she waits for a person", func() bool { return anna.sees(home).Owner != bot.OwnerBot })
	var about string
	entries := anna.sees(home).Entries
	for _, e := range entries {
		if e.Feedback != nil && !e.Feedback.Helpful {
			about = entries[e.Feedback.Seq-1].Text
		}
	}
	if !strings.Contains(about, "zwei Jahre") {
		t.Errorf("the desk shows feedback about %q", about)
	}
}

// TestHowItWentIsAskedWhereTheCustomerIs: on Telegram and on Slack, a moment after her matter was settled.
func TestHowItWentIsAskedWhereTheCustomerIs(t *testing.T) {
	w := newTown(t, func(c *app.Config) { c.Bot = withSurvey(t, c.Bot) })
	ada := w.telegram.User(4724, "Ada", "de")
	ada.Say("Wann habt ihr geöffnet?")
	w.until("the question on Telegram", func() bool {
		return len(w.telegram.Shows(ada.ID)) > 0 && strings.Contains(last(w.telegram.Shows(ada.ID)).String(), "[5")
	})
	ada.Say("4")
	w.answered(fmt.Sprint("telegram:", ada.ID), "effort=4")

	w.slack.Meet(slackfake.Person{ID: "UADA", Name: "Ada", Locale: "de-DE"})
	home := slackfake.Direct("UADA")
	w.slack.Say(t.Context(), "UADA", home, "", "Wann habt ihr geöffnet?")
	asked := w.posted(home, "", "[5")
	label := "5"
	for line := range strings.Lines(asked.Shows()) {
		if _, rest, ok := strings.Cut(line, "[5"); ok {
			tail, _, _ := strings.Cut(rest, "]")
			label += tail
		}
	}
	if status, err := w.slack.Press(t.Context(), "UADA", asked, label); err != nil || status != 200 {
		t.Fatal(status, err)
	}
	w.answered("slack:"+slackfake.Team+":"+home, "effort=5")
}

func last[E any](all []E) E { return all[len(all)-1] }

// answered waits for the answer to a survey.
func (w *town) answered(conversation, answer string) {
	w.t.Helper()
	w.until(answer+" in "+conversation, func() bool {
		all, err := w.app.Store.Transcript(w.t.Context(), conversation, 0)
		for _, e := range all {
			if e.Event == "survey" && e.Text == answer {
				return err == nil
			}
		}
		return false
	})
}

// withSurvey copies a bot and has it ask everybody how it went.
func withSurvey(t *testing.T, bot string) string {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(bot)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "bot.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	everybody := strings.Replace(string(text), "share: 0.25", "share: 1\n  after: 1s", 1)
	if everybody == string(text) {
		t.Fatal("the bot asks another share of its customers")
	}
	if err := os.WriteFile(file, []byte(everybody), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestFilesGoBothWays: what a customer sends from Telegram or Slack opens at the desk, and what an agent sends is a photo on Telegram.
func TestFilesGoBothWays(t *testing.T) {
	w := newTown(t)
	anna, ada := w.colleague("Anna"), w.telegram.User(4725, "Ada", "de")
	picture := drawn(t)
	home := fmt.Sprint("telegram:", ada.ID)
	ada.SendPhoto("So sieht sie aus.", picture)
	w.until("heard on Telegram", func() bool { return len(w.telegram.Shows(ada.ID)) > 0 })
	if !bytes.Equal(anna.opens(home, "So sieht sie aus."), picture) {
		t.Error("the desk opens another photo than was sent on Telegram")
	}

	w.slack.Meet(slackfake.Person{ID: "UADA", Name: "Ada", Locale: "de-DE"})
	there := slackfake.Direct("UADA")
	w.slack.Say(t.Context(), "UADA", there, "", "Das steht auf der Anzeige.", w.slack.Upload("e7.png", "image/png", picture))
	w.until("heard on Slack", func() bool { return len(w.slack.Said(there, "")) > 0 })
	if !bytes.Equal(anna.opens("slack:"+slackfake.Team+":"+there, "Das steht auf der Anzeige."), picture) {
		t.Error("the desk opens another file than was sent on Slack")
	}

	anna.available()
	ada.Say("/person")
	anna.act(home, "take", handoff.Request{})
	anna.act(home, "reply", handoff.Request{Text: "Drück bitte hier.", Files: []bot.Media{anna.attaches(home, "hier.png", picture)}})
	w.until("the agent's picture on Telegram", func() bool {
		m := last(w.telegram.Shows(ada.ID))
		return m.Method == "sendPhoto" && bytes.Equal(m.File, picture)
	})
}

// drawn is a small picture.
func drawn(t *testing.T) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAFormBegunOnTheWebsiteIsFinishedOnTelegram, where its questions come one by one. What was filled in well is not asked again, and
// who wants plain language has it there, too.
func TestAFormBegunOnTheWebsiteIsFinishedOnTelegram(t *testing.T) {
	w := newTown(t)
	ada, phone := w.browser(), w.telegram.User(4726, "Ada", "de")
	ada.post("utterances", map[string]any{"id": "plain", "text": "Ich möchte ein Ersatzteil bestellen", "plain": true})
	form := ada.form()
	ada.says("Weiter", bot.FilledForm(form.ID, map[string]string{"serial": "FL204518", "part": "tray", "count": "12", "mail": "ada@example.com", "note": ""}))
	w.until("what cannot be used", func() bool { return w.slots(ada.conversation)["serial"] == "FL204518" })
	for _, field := range ada.form().Fields {
		if wrong := field.Problem != ""; wrong != (field.Name == "count") {
			t.Errorf("%s: %q", field.Name, field.Problem)
		}
	}
	ada.goesOn(phone)
	w.shows(phone, "Anzahl")
	phone.Say("3")
	w.until("all is filled in", func() bool { return fmt.Sprint(w.slots(ada.conversation)["count"]) == "3" })
	c, err := w.app.Store.Conversation(t.Context(), ada.conversation)
	if err != nil {
		t.Fatal(err)
	}
	got := w.slots(ada.conversation)
	if diff := cmp.Diff([]any{"FL204518", "tray", "ada@example.com", true}, []any{got["serial"], got["part"], got["mail"], c.Plain}); diff != "" {
		t.Errorf("what is known: %s", diff)
	}
}

// form waits for the latest form on the website.
func (b *browser) form() (f bot.Form) {
	b.w.t.Helper()
	b.w.until("a form", func() bool {
		all, err := b.w.app.Store.Transcript(b.w.t.Context(), b.conversation, 0)
		if err != nil || len(all) == 0 || all[len(all)-1].Author == bot.ByCustomer {
			return false
		}
		for _, e := range all[len(all)-1].Elements {
			if e.Form != nil {
				f = *e.Form
			}
		}
		return f.ID != ""
	})
	return f
}
