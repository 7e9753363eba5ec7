package slack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

func TestAnAssistantThreadIsWelcomedPromptedAndNamed(t *testing.T) {
	w := begin(t, func(o *slack.Options) {
		o.Welcome = func(language string) bot.Reply {
			return bot.Reply{Text: language, Choices: []bot.Choice{{Label: "Wo ist mein Paket?", Payload: "track"}, {Label: "Zum Laden", URL: "https://shop.example"}, {Label: "Rückgabe"}}}
		}
	})
	channel, thread := w.slack.Open(t.Context(), mia)
	in := w.heard()
	if in.Event == nil || in.Event.Name != bot.EventStart || in.Address != "T0LOTSE:"+channel+":"+thread || in.Locale != "de-DE" {
		t.Errorf("heard %+v", in)
	}
	if diff := cmp.Diff([]string{"Wo ist mein Paket?", "Rückgabe"}, w.slack.Prompts(channel, thread)); diff != "" {
		t.Error(diff)
	}
	w.slack.Say(t.Context(), mia, channel, thread, "Ich möchte   wissen, wo mein Paket ist, das ich vor drei Wochen bestellt habe")
	if again := w.heard(); again.Conversation != in.Conversation {
		t.Errorf("heard in %q", again.Conversation)
	}
	title := w.slack.Title(channel, thread)
	if title != "Ich möchte wissen, wo mein Paket ist, das ich vor drei…" {
		t.Errorf("titled %q", title)
	}
	w.slack.Say(t.Context(), mia, channel, thread, "Bestellung 12345")
	if w.slack.Title(channel, thread) != title {
		t.Error("the title changed with the second utterance")
	}
}

func TestTypingIsShownWhereSlackCan(t *testing.T) {
	w := begin(t)
	for _, address := range []string{here, "T0LOTSE:C0GENERAL:1.1", "T0LOTSE:D0MIA:1.1"} {
		if err := w.channel.Typing(t.Context(), address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	if diff := cmp.Diff([]string{"is writing …"}, w.slack.Statuses()); diff != "" {
		t.Error(diff)
	}
}

func TestTheSlashCommandIsHeardInTheDirectConversation(t *testing.T) {
	w := begin(t)
	for text, want := range map[string]bot.Inbound{
		"wo ist mein <https://shop.example|Paket>?": {Text: "wo ist mein Paket (https://shop.example)?"},
		"":             {Event: bot.NewEvent(bot.EventStart, struct{}{})},
		"link 7KX2-QP": {Event: bot.NewEvent(bot.EventLink, bot.Code{Code: "7KX2-QP"})},
		"person":       {Text: "person", Payload: bot.PersonPayload},
	} {
		status, told := w.slack.Command(t.Context(), mia, general, text)
		if status != 200 || told != "Ist angekommen. Die Antwort steht in unserem direkten Gespräch: <#D0MIA>" {
			t.Errorf("%q: answered %d %q", text, status, told)
		}
		in := w.heard()
		want.Channel, want.Conversation, want.Address, want.Customer, want.Locale = "slack", "slack:"+here, here, "slack:T0LOTSE:U0MIA", "de-DE"
		in.Received, in.Key = want.Received, ""
		if diff := cmp.Diff(want, in); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	if n := len(w.slack.Calls("conversations.open")); n != 1 {
		t.Errorf("Slack was asked %d times for the same direct conversation", n)
	}
}

func TestACommandThatCannotBeHeardSaysSo(t *testing.T) {
	w := begin(t)
	w.slack.Fail("conversations.open", slackfake.Broken)
	if status, told := w.slack.Command(t.Context(), ben, general, "hello"); status != 200 || told != "That did not work just now. Please try again." {
		t.Errorf("answered %d %q", status, told)
	}
	w.heardNothing("there was nowhere to answer")
}
