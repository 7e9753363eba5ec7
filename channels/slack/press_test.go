package slack_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

const here = "T0LOTSE:D0MIA"

// press lets Mia press what a post shows.
func (w *world) press(p slackfake.Post, label string) {
	w.Helper()
	if status, err := w.slack.Press(w.Context(), mia, p, label); err != nil || status != 200 {
		w.Fatalf("press %q: answered %d, %v", label, status, err)
	}
}

// stands is a post as it stands by now.
func (w *world) stands(p slackfake.Post) slackfake.Post {
	w.Helper()
	for _, one := range w.slack.Posts(p.Channel, p.Thread) {
		if one.TS == p.TS {
			return one
		}
	}
	w.Fatal("the post is gone")
	return p
}

func TestAButtonIsHeardOnceAndThenSaysWhatWasChosen(t *testing.T) {
	w := begin(t)
	p := w.say(w.delivery("d1", here, bot.Reply{Text: "Which one?", Choices: []bot.Choice{{Label: "Red", Payload: "color:red"}, {Label: "Blue"}}}))
	if got, want := p.Shows(), "Which one?\n[Red] [Blue]"; got != want {
		t.Fatalf("shows\n%s\nwant\n%s", got, want)
	}
	w.press(p, "Red")
	if in := w.heard(); in.Payload != "color:red" || in.Text != "Red" || in.Conversation != "slack:"+here {
		t.Errorf("heard %+v", in)
	}
	w.press(p, "Blue") // she had not seen yet that it was done
	w.heardNothing("the same question was answered already")
	if got, want := w.stands(p).Shows(), "Which one?\n✓ Red"; got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
}

func TestAPressThatIsNotKeptLeavesTheButtons(t *testing.T) {
	w := begin(t)
	p := w.say(w.delivery("d1", here, bot.Reply{Text: "Really?", Choices: []bot.Choice{{Label: "Yes"}}}))
	w.inbox.refuse(bot.ErrConflict)
	if status, err := w.slack.Press(t.Context(), mia, p, "Yes"); err != nil || status == 200 {
		t.Errorf("answered %d, %v; Slack tells Mia that it worked", status, err)
	}
	w.inbox.refuse(nil)
	if got := w.stands(p).Shows(); got != "Really?\n[Yes]" {
		t.Errorf("shows %q", got)
	}
	w.press(p, "Yes")
	w.heard()
}

func TestManyChoicesAreASelectAndLongPayloadsAreKept(t *testing.T) {
	w := begin(t)
	long := "model:" + strings.Repeat("x", 3000)
	choices := []bot.Choice{{Label: "Catalogue", URL: "https://shop.example"}}
	for _, label := range []string{"One", "Two", "Three", "Four", "Five", "Six"} {
		choices = append(choices, bot.Choice{Label: label, Payload: long + label})
	}
	p := w.say(w.delivery("d1", here, bot.Reply{Text: "Which one?", Choices: choices}))
	if got, want := p.Shows(), "Which one?\n{Please choose: One, Two, Three, Four, Five, Six} [Catalogue]"; got != want {
		t.Fatalf("shows\n%s\nwant\n%s", got, want)
	}
	w.restart()
	w.press(p, "Three")
	if in := w.heard(); in.Payload != long+"Three" || in.Text != "Three" {
		t.Errorf("heard %q with %d bytes of payload", in.Text, len(in.Payload))
	}
	w.press(p, "Catalogue")
	w.heardNothing("a link opens, nothing comes back")
}

func TestADayIsPicked(t *testing.T) {
	w := begin(t)
	p := w.say(w.delivery("d1", here, bot.Reply{Text: "When?", Elements: []bot.Element{{Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: "slot:day="}}}}))
	w.press(p, "2026-12-24")
	if in := w.heard(); in.Payload != "slot:day=2026-12-24" || in.Text != "2026-12-24" {
		t.Errorf("heard %+v", in)
	}
	if got := w.stands(p).Shows(); got != "When?\n✓ 2026-12-24" {
		t.Errorf("shows %q", got)
	}
}

func TestAnAnswerIsRated(t *testing.T) {
	w := begin(t)
	p := w.say(w.delivery("d1", here, bot.Reply{Text: "Two years.", Rated: true}))
	w.press(p, "This did not help")
	in := w.heard()
	var f bot.Feedback
	if in.Event == nil || in.Event.Name != bot.EventFeedback || json.Unmarshal(in.Event.Data, &f) != nil || f != (bot.Feedback{Seq: 7}) {
		t.Errorf("heard %+v", in)
	}
	if got := w.stands(p).Shows(); got != "Two years.\n✓ Thank you!" {
		t.Errorf("shows %q", got)
	}
}

func TestEachCardOfACarouselIsAnsweredOnItsOwn(t *testing.T) {
	w := begin(t)
	card := func(n string) bot.Card {
		return bot.Card{Title: "Pot " + n, Text: "Keeps **warm**.", URL: "https://shop.example/" + n, Choices: []bot.Choice{{Label: "Take " + n, Payload: "take:" + n}}}
	}
	p := w.say(w.delivery("d1", here, bot.Reply{Elements: []bot.Element{{Kind: bot.ElementCarousel, Cards: []bot.Card{card("1"), card("2")}}}}))
	w.press(p, "Take 2")
	if in := w.heard(); in.Payload != "take:2" {
		t.Errorf("heard %+v", in)
	}
	p = w.stands(p)
	if got, want := p.Shows(), "Pot 1\nKeeps warm.\n[Take 1] [Open]\nPot 2\nKeeps warm.\n✓ Take 2"; got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
	w.press(p, "Take 1")
	if in := w.heard(); in.Payload != "take:1" {
		t.Errorf("heard %+v", in)
	}
}

func TestInAChannelOthersCannotPressHerButtons(t *testing.T) {
	w := begin(t)
	ts := w.slack.Say(t.Context(), mia, general, "", mention+"cancel my order")
	in := w.heard()
	p := w.say(w.delivery("d1", in.Address, bot.Reply{Text: "Really?", Choices: []bot.Choice{{Label: "Yes"}}}))
	if _, err := w.slack.Press(t.Context(), ben, p, "Yes"); err != nil {
		t.Fatal(err)
	}
	w.heardNothing("it is Mia's order")
	all := w.slack.Said(general, ts)
	if last := all[len(all)-1]; last.To != ben || !strings.Contains(last.Shows(), "someone else") {
		t.Errorf("Ben was told %q, visible to %q", last.Shows(), last.To)
	}
	w.press(p, "Yes")
	w.heard()
}

func TestAFormIsFilledInAModal(t *testing.T) {
	w := begin(t)
	form := bot.Form{ID: "return-1", Title: "Return", Submit: "Send it", Fields: []bot.Field{
		{Name: "order", Label: "Order", Kind: bot.FieldText, Value: "12"},
		{Name: "mail", Label: "E-mail", Kind: bot.FieldEmail, Optional: true},
		{Name: "count", Label: "How many?", Kind: bot.FieldNumber, Min: "1", Max: "9"},
		{Name: "day", Label: "When?", Kind: bot.FieldDate},
		{Name: "why", Label: "Why?", Kind: bot.FieldChoice, Choices: []bot.Choice{{Label: "Broken", Payload: strings.Repeat("b", 200)}, {Label: "Too small"}}},
		{Name: "again", Label: "Once more?", Kind: bot.FieldYesNo, Problem: "Please say yes or no."},
	}}
	p := w.say(w.delivery("d1", here, bot.Reply{Elements: []bot.Element{{Kind: bot.ElementForm, Form: &form}}}))
	if got, want := p.Shows(), "Return\n• Once more?: Please say yes or no.\n[Fill in]"; got != want {
		t.Fatalf("shows\n%s\nwant\n%s", got, want)
	}
	w.restart()
	w.press(p, "Fill in")
	w.heardNothing("a form was opened, nothing was said")
	views := w.slack.Views()
	if len(views) != 1 {
		t.Fatalf("%d views were opened", len(views))
	}
	status, answer := w.slack.Submit(t.Context(), mia, views[0], map[string]string{"order": "12345", "count": "2", "day": "2026-12-01", "why": "Broken", "again": "Yes"})
	if status != 200 || len(answer) != 0 {
		t.Fatalf("answered %d with %s, so the modal stays open", status, answer)
	}
	in := w.heard()
	id, values, ok := bot.ReadForm(in.Payload)
	want := map[string]string{"order": "12345", "mail": "", "count": "2", "day": "2026-12-01", "why": strings.Repeat("b", 200), "again": "yes"}
	if diff := cmp.Diff(want, values); !ok || id != "return-1" || diff != "" {
		t.Errorf("form %q: %s", id, diff)
	}
	if want := "Order: 12345\nHow many?: 2\nWhen?: 2026-12-01\nWhy?: Broken\nOnce more?: Yes"; in.Text != want || in.Conversation != "slack:"+here {
		t.Errorf("heard %q in %q", in.Text, in.Conversation)
	}
	if got := w.stands(p).Shows(); !strings.HasSuffix(got, "✓ Filled in") || strings.Contains(got, "[Fill in]") {
		t.Errorf("shows %q", got)
	}
	w.slack.Submit(t.Context(), mia, views[0], nil)
	w.heardNothing("the same view, submitted twice")
}
