package slack_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// said counts what stands in Mia's direct conversation.
func (w *world) said() int { return len(w.slack.Said(direct, "")) }

func TestWhatSlackTookWithoutAnAnswerIsNotPostedAgain(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Text: "Two years."})
	w.slack.Fail("chat.postMessage", slackfake.Lost)
	if e := w.refused(d); e.Kind != bot.SendRetry || e.RetryAfter < 5*time.Second || !strings.Contains(e.Error(), "looked for") {
		t.Errorf("%v after %s: must be tried again once Slack had time", e, e.RetryAfter)
	}
	d.Attempts++
	receipt, err := w.channel.Send(t.Context(), d)
	if err != nil || receipt.ID != w.slack.Said(direct, "")[0].TS || w.said() != 1 {
		t.Errorf("receipt %q, %v, and %d posts", receipt.ID, err, w.said())
	}
}

func TestAnUploadWithoutAnAnswerIsNotSharedAgain(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Text: "The pot:", Elements: []bot.Element{{Kind: bot.ElementImage, Media: &bot.Media{ID: "kanne", Name: "kanne.gif", Alt: "A pot"}}}})
	w.slack.Fail("files.completeUploadExternal", slackfake.Lost)
	w.refused(d)
	d.Attempts++
	w.restart()
	w.say(d)
	posts := w.slack.Said(direct, "")
	if len(posts) != 2 || posts[0].Shows() != "The pot:" || posts[1].Shows() != "📎 kanne.gif" || string(posts[1].Files[0].Content) != picture {
		t.Errorf("%d posts: %+v", len(posts), posts)
	}
}

func TestADeliveryOfAProgramThatDiedIsLookedForFirst(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Text: "Two years."})
	w.say(d) // and nobody notes that it was sent
	w.restart()
	w.now = w.now.Add(2 * time.Minute)
	w.say(d)
	if w.said() != 1 {
		t.Errorf("posted %d times", w.said())
	}
}

func TestWhatCertainlyFailedNeedsNoLooking(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Text: "Two years."})
	w.slack.Fail("chat.postMessage", slackfake.Limited(3*time.Second))
	if e := w.refused(d); e.Kind != bot.SendRetry || e.RetryAfter != 3*time.Second || e.Wide {
		t.Errorf("%+v", e)
	}
	d.Attempts++
	w.say(d)
	if n := len(w.slack.Calls("conversations.history")); n != 0 {
		t.Errorf("looked %d times for what Slack said it had not taken", n)
	}
}

func TestWhereItMayNotLookItDoesNotPostTwice(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Text: "Two years."})
	w.slack.Fail("chat.postMessage", slackfake.Silent)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := w.channel.Send(ctx, d); err == nil {
		t.Fatal("sent, though Slack was silent")
	}
	w.slack.Fail("conversations.history", slackfake.Refused("missing_scope"))
	d.Attempts++
	if e := w.refused(d); e.Kind != bot.SendAmbiguous || w.said() != 1 {
		t.Errorf("%v, and %d posts", e, w.said())
	}
}

func TestInAThreadItIsLookedForThere(t *testing.T) {
	w := begin(t)
	ts := w.slack.Say(t.Context(), mia, general, "", mention+"hello")
	d := w.delivery("d1", w.heard().Address, bot.Reply{Text: "Hello!"})
	w.slack.Fail("chat.postMessage", slackfake.Lost)
	w.refused(d)
	d.Attempts++
	w.say(d)
	if n := len(w.slack.Said(general, ts)); n != 1 {
		t.Errorf("posted %d times", n)
	}
}

func TestBlocksThatSlackDoesNotTakeAreSentAsText(t *testing.T) {
	w := begin(t)
	r := bot.Reply{Text: "Which **one**?", Choices: []bot.Choice{{Label: "Red"}, {Label: "Blue"}}}
	w.slack.Fail("chat.postMessage", slackfake.Refused("invalid_blocks"))
	if got, want := w.say(w.delivery("d1", here, r)).Shows(), "Which one?\n\nYou can choose:\n\n1. Red\n2. Blue"; got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
	w.slack.Fail("chat.postMessage", slackfake.Refused("msg_blocks_too_long"), slackfake.Refused("msg_too_long"))
	if e := w.refused(w.delivery("d2", here, r)); e.Kind != bot.SendRefused || e.Gone {
		t.Errorf("%+v", e)
	}
}

func TestWhatSlackSaysAboutAPlaceOrAToken(t *testing.T) {
	for word, want := range map[string]bot.SendError{
		"channel_not_found": {Kind: bot.SendRefused, Gone: true},
		"is_archived":       {Kind: bot.SendRefused, Gone: true},
		"account_inactive":  {Kind: bot.SendRefused, Gone: true},
		"not_in_channel":    {Kind: bot.SendRefused, Gone: true},
		"restricted_action": {Kind: bot.SendRefused},
		"token_revoked":     {Kind: bot.SendRetry, RetryAfter: 10 * time.Minute},
		"fatal_error":       {Kind: bot.SendRetry},
	} {
		w := begin(t)
		w.slack.Fail("chat.postMessage", slackfake.Refused(word))
		if e := w.refused(w.delivery("d1", here, bot.Reply{Text: "Hi"})); e.Kind != want.Kind || e.Gone != want.Gone || e.RetryAfter != want.RetryAfter {
			t.Errorf("%s: %+v", word, e)
		}
	}
}

func TestARevokedTokenShowsUntilTheAppIsInstalledAgain(t *testing.T) {
	w := begin(t)
	w.slack.Revoke(slackfake.Token)
	w.refused(w.delivery("d1", here, bot.Reply{Text: "Hi"}))
	if p := w.channel.Status().Problems; !strings.Contains(p["T0LOTSE"], "install the app") {
		t.Errorf("problems %v", p)
	}
	w.slack.Join("T0LOTSE", "xoxb-new")
	if err := w.drawer.Put(t.Context(), "workspace/T0LOTSE", []byte(`{"team":"T0LOTSE","token":"xoxb-new"}`)); err != nil {
		t.Fatal(err)
	}
	w.say(w.delivery("d1", here, bot.Reply{Text: "Hi"}))
	if p := w.channel.Status().Problems; len(p) != 0 {
		t.Errorf("problems %v, though all is well again", p)
	}
}

func TestEachWorkspaceHasItsOwnToken(t *testing.T) {
	w := begin(t, func(o *slack.Options) { o.Token = "" })
	w.slack.Join("T0OTHER", "xoxb-other")
	if err := w.drawer.Put(t.Context(), "workspace/T0OTHER", []byte(`{"team":"T0OTHER","token":"xoxb-other"}`)); err != nil {
		t.Fatal(err)
	}
	if e := w.refused(w.delivery("d1", here, bot.Reply{Text: "Hi"})); !e.Gone {
		t.Errorf("a workspace without the app: %+v", e)
	}
	w.say(w.delivery("d2", "T0OTHER:D0X", bot.Reply{Text: "Hi"}))
	for _, event := range []map[string]any{
		{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{mia}, "bot": []string{}}},
		{"type": "app_uninstalled"},
	} {
		w.slack.Deliver(t.Context(), slackfake.Envelope("T0OTHER", "Ev"+event["type"].(string), event))
		_, err := w.channel.Send(t.Context(), w.delivery("d3", "T0OTHER:D0X", bot.Reply{Text: "Still there?"}))
		if gone := event["type"] == "app_uninstalled"; (err != nil) != gone {
			t.Errorf("after %s: %v", event["type"], err)
		}
	}
}

func TestAPersonsNameStandsAboveWhatSheWrites(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Text: "I am *on it*."})
	d.Author, d.Name = bot.ByAgent, "Mara"
	if got := w.say(d).Shows(); got != "Mara\nI am on it." {
		t.Errorf("shows %q", got)
	}
}

func TestAFileOfTheSameNameIsNotTakenForAnother(t *testing.T) {
	w := begin(t)
	pot := bot.Reply{Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{ID: "kanne", Name: "kanne.gif"}}}}
	w.say(w.delivery("d1", here, pot))
	d := w.delivery("d2", here, pot)
	w.slack.Fail("files.completeUploadExternal", slackfake.Broken)
	w.refused(d)
	d.Attempts++
	w.say(d)
	if w.said() != 2 || len(w.slack.Calls("files.getUploadURLExternal")) != 2 {
		t.Errorf("two files are shown as %d, uploaded %d times", w.said(), len(w.slack.Calls("files.getUploadURLExternal")))
	}
}

func TestAnUploadThatWaitedTooLongIsMadeAgain(t *testing.T) {
	w := begin(t)
	d := w.delivery("d1", here, bot.Reply{Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{ID: "kanne", Name: "kanne.gif"}}}})
	w.slack.Fail("files.completeUploadExternal", slackfake.Limited(time.Second), slackfake.Refused("file_not_found"))
	for range 2 {
		if e := w.refused(d); e.Kind != bot.SendRetry {
			t.Fatalf("%+v", e)
		}
		d.Attempts++
	}
	w.say(d)
	gone := w.delivery("d2", here, bot.Reply{Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{ID: "forgotten", Name: "x.gif"}}}})
	if e := w.refused(gone); e.Kind != bot.SendRefused {
		t.Errorf("a file that is not kept any more: %+v", e)
	}
}
