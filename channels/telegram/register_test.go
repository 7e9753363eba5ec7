package telegram_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

func TestRegisteringSetsTheWebhookAndTheMenus(t *testing.T) {
	w := newWorld(t)
	hook := w.platform.Requests("setWebhook")[0].Params
	if hook["url"] != w.hook || hook["secret_token"] == "" || hook["allowed_updates"] != `["message","edited_message","callback_query","my_chat_member"]` {
		t.Errorf("the webhook was set to %v", hook)
	}
	german := []string{"/start Von vorn beginnen", "/person Mit einem Menschen sprechen", "/cancel Abbrechen", "/unlink Trennen"}
	english := []string{"/start Start over", "/person Talk to a person", "/cancel Cancel", "/unlink Unlink"}
	for language, want := range map[string][]string{"de": german, "en": english, "": english} {
		if d := cmp.Diff(want, w.platform.Menu(language)); d != "" {
			t.Errorf("the menu in %q: %s", language, d)
		}
	}
	r, err := w.Check(t.Context(), w.hook)
	if err != nil || r.Username != telegramtest.Username || len(r.Remedies) > 0 {
		t.Errorf("after registering, check finds %+v, %v", r, err)
	}
}

func TestCheckSaysWhatToDo(t *testing.T) {
	w := newWorld(t)
	w.inbox.fail = 1
	w.anna.Say("geht verloren?")
	for _, c := range []struct{ url, remedy string }{
		{w.hook, "the last webhook was not delivered"},
		{"https://other.example/telegram", "the webhook goes elsewhere"},
		{"", "a webhook is set, so polling gets nothing"},
	} {
		r, err := w.Check(t.Context(), c.url)
		if err != nil || !strings.Contains(strings.Join(r.Remedies, "\n"), c.remedy) {
			t.Errorf("for %q check says %q, %v; want %q", c.url, r.Remedies, err, c.remedy)
		}
		if r.Pending != 1 || w.Status().Pending != 1 {
			t.Errorf("%d updates wait, the status says %d", r.Pending, w.Status().Pending)
		}
	}
	if err := w.Register(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if r, err := w.Check(t.Context(), w.hook); err != nil || !strings.HasPrefix(r.Remedies[0], "no webhook is set") {
		t.Errorf("without a webhook check says %q, %v", r.Remedies, err)
	}
	if w.platform.Waiting() != 1 {
		t.Error("registering for polling dropped what waits")
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	good := telegram.Options{Token: telegramtest.Token, Accept: &inbox{}, Drawer: channeltest.NewDrawer()}
	for want, change := range map[string]func(*telegram.Options){
		"the token is not of the form": func(o *telegram.Options) { o.Token = "secret" },
		"Accept and Drawer are needed": func(o *telegram.Options) { o.Drawer = nil },
		"the secret of the webhook is": func(o *telegram.Options) { o.Secret = "ä" },
		"the URL of the Bot API":       func(o *telegram.Options) { o.URL = "nowhere" },
		`the command "Help!"`:          func(o *telegram.Options) { o.Commands = []telegram.Command{{Name: "Help!"}} },
		"0 characters": func(o *telegram.Options) {
			o.Commands = []telegram.Command{{Name: "help", Description: map[string]string{"de": ""}}}
		},
		"99 commands are too many": func(o *telegram.Options) {
			for range 99 {
				o.Commands = append(o.Commands, telegram.Command{Name: "again"})
			}
		},
	} {
		o := good
		change(&o)
		if _, err := telegram.New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
	if _, err := telegram.New(good); err != nil {
		t.Error(err)
	}
}

func TestTypingIsShownInTheTopic(t *testing.T) {
	w := newWorld(t)
	w.platform.Group(group, "Kaffeerunde")
	if err := w.Typing(t.Context(), "-1001777000111:77"); err != nil {
		t.Fatal(err)
	}
	want := []telegramtest.Request{{Method: "sendChatAction", Params: map[string]string{"chat_id": "-1001777000111", "message_thread_id": "77", "action": "typing"}}}
	if d := cmp.Diff(want, w.platform.Requests("sendChatAction")); d != "" {
		t.Error(d)
	}
	var _ bot.Typist = w.Channel
}
