package capture

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/lang/private"
)

var morning = time.Date(2026, time.November, 20, 9, 0, 0, 0, time.UTC)

// said is a turn some minutes after the morning began, in which the customer says something and hears an answer.
func said(minutes int, heard []bot.Utterance, answers ...bot.Reply) *bot.Turn {
	t := &bot.Turn{Now: morning.Add(time.Duration(minutes) * time.Minute), Heard: heard, Conversation: bot.Conversation{Channel: "web"}}
	for _, r := range answers {
		t.Say(r)
	}
	return t
}

func text(all ...string) (us []bot.Utterance) {
	for _, s := range all {
		us = append(us, bot.Utterance{Text: s})
	}
	return us
}

// Everything that can happen in a conversation is written as a script says it, and names nobody.
func TestAConversationIsWrittenAsAScript(t *testing.T) {
	form := &bot.Form{ID: "f", Fields: []bot.Field{{Name: "name"}, {Name: "mail"}}}
	asks := said(0, text("Hallo, hier ist Anna Schmidt", "meine Maschine tropft"), bot.Reply{Text: "Wo?", Choices: []bot.Choice{{Label: "Oben", Payload: "at:top"}}})
	picks := said(0, []bot.Utterance{{Text: "Oben", Payload: "at:top"}}, bot.Reply{Text: "Wer bist du?", Elements: []bot.Element{{Kind: bot.ElementForm, Form: form}}})
	fills := said(0, []bot.Utterance{{Payload: bot.FilledForm("f", map[string]string{"name": "Anna Schmidt", "mail": "anna@gmx.de"})}}, bot.Reply{Text: "Ein Bild?"})
	fills.Exchanges = []bot.Exchange{
		{Kind: "action", Asked: []byte(`{"name": "customer", "with": {}}`), Answer: []byte(`{"mail": "anna@gmx.de", "since": 2019}`)},
		{Kind: "action", Asked: []byte(`{"name": "ticket"}`), Failed: "timeout"},
		{Kind: "passages", Asked: []byte(`"x"`)},
	}
	sends := said(0, []bot.Utterance{{Text: "hier", Elements: []bot.Element{
		{Kind: bot.ElementImage, Media: &bot.Media{Name: "Anna_Schmidt.JPG", Type: "image/jpeg"}},
		{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 53.5, Longitude: 9.9, Address: "Deichstraße 12"}},
	}}}, bot.Reply{Text: "Danke, Anna."})
	rates := &bot.Turn{Now: morning, Event: bot.NewEvent(bot.EventFeedback, bot.Feedback{Seq: 8, Text: "Anna ist enttäuscht"})}
	page := &bot.Turn{Now: morning, Event: bot.NewEvent(bot.EventPage, bot.Page{URL: "https://shop.de/o?token=abc", Title: "Konto"})}
	takes := &bot.Turn{Now: morning, Key: "k"}
	wakes := &bot.Turn{Now: morning.Add(25 * time.Hour), Wake: &bot.Wake{Name: "again"}}
	last := said(25*60+30, text("Und jetzt?"), bot.Reply{Text: "Falsch, Anna."})

	turns := []*bot.Turn{asks, picks, fills, sends, rates, page, takes, wakes, last}
	does := func(t *bot.Turn) []chat.Deed {
		if t.Key == "" {
			return nil
		}
		return []chat.Deed{{Agent: "Berta Brecht", Verb: chat.Takes}, {Agent: "Berta Brecht", Verb: chat.Says, Text: "Hallo Anna, hier ist Berta"}}
	}
	m := private.NewMasker(new(private.Finder))
	o := outline{moves: read(Subject{Turns: turns, Deeds: does}, wrong{turn: len(turns) - 1}, m)}
	want := strings.TrimPrefix(`
customer  Hallo, hier ist Maria Muster
and       meine Maschine tropft
picks     Oben
given     customer {"mail":"muster1@example.com","since":2019}
given     ticket fails
fills     name=Maria Muster | mail=muster1@example.com
sends     file.jpg
sends     {"kind":"location","place":{"latitude":52.52,"longitude":13.405}}
customer  hier
rates     unhelpful Maria ist enttäuscht
event     page {"title":"Konto","url":"https://example.com/1"}
agent     anna takes
agent     anna = Hallo Maria, hier ist Max
after     25h0m
after     30m
customer  Und jetzt?
`, "\n")
	got := string(o.bytes())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, faults := chat.Parse("x.chat", []byte(got)); bot.Broken(faults) != nil {
		t.Error(faults)
	}
}

func TestTheReplyThatIsMeant(t *testing.T) {
	number := func(turns ...*bot.Turn) []*bot.Turn {
		seq := int64(0)
		for _, t := range turns {
			for i := range t.Entries {
				seq++
				t.Entries[i].Seq = seq
			}
		}
		return turns
	}
	one, two, three := bot.Reply{Text: "eins"}, bot.Reply{Text: "zwei"}, bot.Reply{Text: "drei"}
	gaveUp := said(2, text("c"), three)
	gaveUp.Decision.Kind = bot.Escalate
	complains := &bot.Turn{Entries: []bot.Entry{{Note: true, Event: bot.EventFeedback, Feedback: &bot.Feedback{Seq: 1, Text: "Quatsch"}}}}
	says := &bot.Turn{Entries: []bot.Entry{{Note: true, Event: EventWrong, Author: bot.ByAgent, Reply: bot.Reply{Text: "vier"}, Feedback: &bot.Feedback{Seq: 2}}}}
	for name, tc := range map[string]struct {
		turns       []*bot.Turn
		seq         int64
		want, right string
	}{
		"the last one":                    {number(said(0, text("a"), one), said(1, text("b"), two)), 0, "zwei", ""},
		"the last before a person came":   {number(said(0, text("a"), one), said(1, text("b"), two), gaveUp), 0, "zwei", ""},
		"the one that did not help":       {number(said(0, text("a"), one), said(1, text("b"), two), complains), 0, "eins", ""},
		"the one that an agent calls so":  {number(said(0, text("a"), one), said(1, text("b"), two), complains, says), 0, "zwei", "vier"},
		"the one that is named":           {number(said(0, text("a"), one), said(1, text("b"), two), says), 1, "eins", ""},
		"one that the bot has never said": {number(said(0, text("a"), one), said(1, text("b"), two)), 9, "entry 9 is no reply of the bot; its replies are 1, 2", ""},
	} {
		w, err := find(tc.turns, tc.seq)
		got := w.entry.Text
		if err != nil {
			got = err.Error()
		}
		if right := w.right(Request{}, private.NewMasker(new(private.Finder))); got != tc.want || right != tc.right {
			t.Errorf("%s: %q, right would be %q", name, got, right)
		}
	}
}
