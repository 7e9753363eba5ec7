package slack_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// socket builds a world in which the channel is connected by Socket Mode.
func socket(t *testing.T) *world {
	t.Helper()
	w := begin(t, func(o *slack.Options) { o.Secret, o.AppToken = "", slackfake.AppToken })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.channel.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	w.connected()
	return w
}

func (w *world) connected() {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), 20*time.Second)
	defer cancel()
	if err := w.slack.Connected(ctx); err != nil {
		w.Fatalf("not connected: %v; problems %v", err, w.channel.Status().Problems)
	}
}

func TestSocketModeHearsTheSame(t *testing.T) {
	w := socket(t)
	w.slack.Say(t.Context(), mia, direct, "", "Hallo")
	in := w.heard()
	p := w.say(w.delivery("d1", in.Address, bot.Reply{Text: "Really?", Choices: []bot.Choice{{Label: "Yes", Payload: "y"}}}))
	w.press(p, "Yes")
	if in := w.heard(); in.Payload != "y" {
		t.Errorf("heard %+v", in)
	}
	if _, told := w.slack.Command(t.Context(), mia, general, "person"); told == "" {
		t.Error("the command was not answered")
	}
	if in := w.heard(); in.Payload != bot.PersonPayload {
		t.Errorf("heard %+v", in)
	}
}

func TestSocketModeAcknowledgesWhatItDoesNotKnow(t *testing.T) {
	w := socket(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if status := w.slack.Event(ctx, map[string]any{"type": "mind_read", "thought": map[string]any{"deep": true}}); status != 200 {
		t.Error("an event of a kind that nobody knows was not acknowledged: Slack delivers it for ever")
	}
	if status := w.slack.Event(ctx, map[string]any{
		"type": "message", "channel": direct, "channel_type": "im", "user": mia, "text": "Hallo", "ts": "1.1", "blocks": []any{map[string]any{"type": 7}},
	}); status != 200 {
		t.Error("an utterance with a block of a form that nobody knows was not acknowledged")
	}
	if in := w.heard(); in.Text != "Hallo" {
		t.Errorf("heard %+v", in)
	}
	if s := w.channel.Status(); s.Passed["mind_read"] != 1 || !s.Healthy() {
		t.Errorf("status %+v", s)
	}
}

func TestSocketModeAcknowledgesOnlyWhatIsKept(t *testing.T) {
	w := socket(t)
	w.inbox.refuse(errors.New("the disk is full"))
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	event := map[string]any{"type": "message", "channel": direct, "channel_type": "im", "user": mia, "text": "Hallo", "ts": "1.1"}
	if status := w.slack.Event(ctx, event); status == 200 {
		t.Error("acknowledged, and yet not kept: it is lost")
	}
	w.inbox.refuse(nil)
	w.slack.Event(t.Context(), event)
	w.heard()
}

func TestSocketModeConnectsAgain(t *testing.T) {
	w := socket(t)
	if err := w.slack.Disconnect(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.connected()
	w.slack.Say(t.Context(), mia, direct, "", "Noch da?")
	w.heard()
}
