package slack_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// BenchmarkWebhook is what the channel itself adds to keeping an utterance: reading, verifying, understanding, answering.
func BenchmarkWebhook(b *testing.B) {
	c, err := slack.New(slack.Options{
		Accept: &inbox{}, Drawer: channeltest.NewDrawer(), Now: time.Now, Phrases: phrases(), Secret: slackfake.Secret, Token: slackfake.Token, Base: "http://127.0.0.1:1/",
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := range b.N {
		event := map[string]any{"type": "message", "channel_type": "im", "user": mia, "channel": direct, "text": "Wo ist mein Paket?", "ts": fmt.Sprintf("1.%09d", i)}
		r := slackfake.Request("/slack/events", slackfake.TypeJSON, slackfake.Envelope(slackfake.Team, fmt.Sprint("Ev", i), event), time.Now())
		w := httptest.NewRecorder()
		c.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
