package slack_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

var whenever = cmpopts.IgnoreFields(bot.Inbound{}, "Received")

// edited is what an event says was edited.
func edited(t *testing.T, in bot.Inbound) (name string, e bot.Edited) {
	t.Helper()
	if in.Event == nil {
		t.Fatalf("no event: %+v", in)
	}
	if err := json.Unmarshal(in.Event.Data, &e); err != nil {
		t.Fatal(err)
	}
	return in.Event.Name, e
}

func TestADirectUtteranceIsHeard(t *testing.T) {
	w := begin(t)
	ts := w.slack.Say(t.Context(), mia, direct, "", "Wo ist <https://shop.example/o/1|Bestellung 1> &amp; was kostet sie?")
	want := bot.Inbound{
		Channel: "slack", Key: "T0LOTSE/D0MIA/" + ts, Conversation: "slack:T0LOTSE:D0MIA", Address: "T0LOTSE:D0MIA",
		Customer: "slack:T0LOTSE:U0MIA", Text: "Wo ist Bestellung 1 (https://shop.example/o/1) & was kostet sie?", Locale: "de-DE",
	}
	if diff := cmp.Diff(want, w.heard(), whenever); diff != "" {
		t.Error(diff)
	}
	w.slack.Say(t.Context(), mia, direct, ts, "und wann kommt sie?")
	if in := w.heard(); in.Address != "T0LOTSE:D0MIA:"+ts || in.Conversation != "slack:"+in.Address {
		t.Errorf("a thread in a direct conversation is a conversation of its own, got %q at %q", in.Conversation, in.Address)
	}
}

func TestAMentionArrivesTwiceAndIsHeardOnce(t *testing.T) {
	w := begin(t)
	ts := w.slack.Say(t.Context(), mia, general, "", mention+"was kostet die Kanne?")
	in := w.heard()
	if in.Text != "was kostet die Kanne?" || in.Address != "T0LOTSE:C0GENERAL:"+ts {
		t.Errorf("heard %q at %q", in.Text, in.Address)
	}
}

func TestTheThreadOfAMentionIsTheConversation(t *testing.T) {
	w := begin(t)
	w.slack.Say(t.Context(), mia, general, "", "Guten Morgen zusammen")
	w.heardNothing("nobody spoke to the bot")
	ts := w.slack.Say(t.Context(), mia, general, "", mention+"was kostet die Kanne?")
	first := w.heard()
	w.restart()
	w.slack.Say(t.Context(), mia, general, ts, "und in Rot?")
	if in := w.heard(); in.Conversation != first.Conversation || in.Text != "und in Rot?" {
		t.Errorf("heard %q in %q", in.Text, in.Conversation)
	}
	w.slack.Say(t.Context(), ben, general, ts, "Mia, nimm die blaue")
	w.heardNothing("Ben spoke to Mia")
	w.slack.Say(t.Context(), ben, general, ts, mention+"gibt es sie in Blau?")
	if in := w.heard(); in.Conversation != first.Conversation || in.Customer != "slack:T0LOTSE:U0BEN" {
		t.Errorf("Ben's mention was heard in %q from %q", in.Conversation, in.Customer)
	}
	w.slack.Say(t.Context(), mia, general, "", mention)
	if in := w.heard(); in.Event == nil || in.Event.Name != bot.EventStart {
		t.Errorf("a bare mention asks to be welcomed, got %+v", in)
	}
}

func TestWhatBotsAndReportsSayIsNotHeard(t *testing.T) {
	w := begin(t)
	for name, event := range map[string]map[string]any{
		"our own post":         {"type": "message", "channel": direct, "channel_type": "im", "user": slackfake.BotUser, "bot_id": slackfake.Bot, "text": "Hallo", "ts": "1.1"},
		"our own, without ID":  {"type": "message", "channel": direct, "channel_type": "im", "user": slackfake.BotUser, "text": "Hallo", "ts": "1.2"},
		"another bot":          {"type": "message", "channel": direct, "channel_type": "im", "bot_id": "B0OTHER", "text": "Hallo", "ts": "1.3"},
		"somebody joined":      {"type": "message", "subtype": "channel_join", "channel": general, "user": mia, "text": mention + " joined", "ts": "1.4"},
		"nothing at all":       {"type": "message", "channel": direct, "channel_type": "im", "user": mia, "text": "", "ts": "1.5"},
		"an unfolded link":     {"type": "message", "subtype": "message_changed", "channel": direct, "message": map[string]any{"user": mia, "text": "a", "ts": "1.6"}, "previous_message": map[string]any{"user": mia, "text": "a", "ts": "1.6"}},
		"an edit nobody heard": {"type": "message", "subtype": "message_changed", "channel": general, "message": map[string]any{"user": mia, "text": "b", "ts": "1.7", "edited": map[string]string{"ts": "2.0"}}, "previous_message": map[string]any{"user": mia, "text": "a", "ts": "1.7"}},
	} {
		if status := w.slack.Event(t.Context(), event); status != http.StatusOK {
			t.Errorf("%s: answered %d", name, status)
		}
		w.heardNothing(name)
	}
	for subtype := range map[string]bool{"thread_broadcast": true, "me_message": true} {
		w.slack.Event(t.Context(), map[string]any{"type": "message", "subtype": subtype, "channel": direct, "channel_type": "im", "user": mia, "text": "hallo", "ts": "3." + subtype})
		if in := w.heard(); in.Text != "hallo" {
			t.Errorf("%s: heard %q", subtype, in.Text)
		}
	}
}

func TestEditsAndDeletions(t *testing.T) {
	w := begin(t)
	ts := w.slack.Say(t.Context(), mia, direct, "", "Bestellung 12")
	first := w.heard()
	w.slack.Edit(t.Context(), direct, ts, "Bestellung 123")
	if name, e := edited(t, w.heard()); name != bot.EventEdited || e.Key != first.Key || e.Text != "Bestellung 123" {
		t.Errorf("%s: %+v", name, e)
	}
	w.slack.Delete(t.Context(), direct, ts)
	if name, e := edited(t, w.heard()); name != bot.EventDeleted || e.Key != first.Key || e.Text != "" {
		t.Errorf("%s: %+v", name, e)
	}

	root := w.slack.Say(t.Context(), mia, general, "", mention+"hallo")
	first = w.heard()
	w.slack.Event(t.Context(), map[string]any{
		"type": "message", "subtype": "message_changed", "channel": general,
		"message":          map[string]any{"subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "ts": root, "thread_ts": root},
		"previous_message": map[string]any{"user": mia, "text": mention + "hallo", "ts": root, "thread_ts": root},
	})
	if name, e := edited(t, w.heard()); name != bot.EventDeleted || e.Key != first.Key {
		t.Errorf("a deleted root with replies: %s: %+v", name, e)
	}
}

func TestAFileIsFetchedWhenSomebodyWantsIt(t *testing.T) {
	w := begin(t)
	f := w.slack.Upload("rechnung.pdf", "application/pdf", []byte("%PDF-1.7"))
	w.slack.Say(t.Context(), mia, direct, "", "", f)
	in := w.heard()
	want := []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{Remote: "T0LOTSE/" + f.ID, Name: "rechnung.pdf", Type: "application/pdf", Size: 8}}}
	if diff := cmp.Diff(want, in.Elements); diff != "" {
		t.Fatal(diff)
	}
	if n := len(w.slack.Calls("files.info")); n != 0 {
		t.Errorf("Slack was asked %d times for a file that nobody wanted yet", n)
	}
	content, err := w.channel.Fetch(t.Context(), *in.Elements[0].Media, 100)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if got, err := io.ReadAll(content); err != nil || string(got) != "%PDF-1.7" {
		t.Errorf("fetched %q, %v", got, err)
	}
}

func TestSlackIsToldWhenNothingCouldBeKept(t *testing.T) {
	w := begin(t)
	w.inbox.refuse(&bot.OverloadedError{RetryAfter: 1})
	if status := w.slack.Event(t.Context(), map[string]any{"type": "message", "channel": direct, "channel_type": "im", "user": mia, "text": "Hallo?", "ts": "1.1"}); status != http.StatusServiceUnavailable {
		t.Errorf("answered %d, so Slack thinks that it was kept", status)
	}
	w.inbox.refuse(nil)
	w.slack.Event(t.Context(), map[string]any{"type": "message", "channel": direct, "channel_type": "im", "user": mia, "text": "Hallo?", "ts": "1.1"})
	if in := w.heard(); in.Text != "Hallo?" {
		t.Errorf("heard %q", in.Text)
	}
}

func TestLanguagesAreAskedForOnce(t *testing.T) {
	w := begin(t)
	w.slack.Fail("users.info", slackfake.Limited(1))
	w.slack.Say(t.Context(), ben, slackfake.Direct(ben), "", "Hello")
	if in := w.heard(); in.Locale != "" {
		t.Errorf("locale %q, though Slack did not tell", in.Locale)
	}
	for range 3 {
		w.slack.Say(t.Context(), mia, direct, "", "Hallo")
	}
	if n := len(w.slack.Calls("users.info")); n != 2 {
		t.Errorf("Slack was asked %d times about two people", n)
	}
}
