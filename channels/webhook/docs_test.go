package webhook_test

import (
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/webhook"
)

var example = regexp.MustCompile("(?ms)^```json webhook/(\\w+)\\.json\n(.*?)^```")

// Whoever posts what the guide shows is understood, and gets what the guide shows.
func TestTheGuideIsTrue(t *testing.T) {
	guide, err := os.ReadFile("../../docs/webhook.md")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)
	var got bot.Inbound
	c := channel(t, webhook.Options{URL: "https://shop.example/replies", Accept: accepts{&got}, Now: func() time.Time { return now }})
	shown := map[string]bool{}
	for _, m := range example.FindAllStringSubmatch(string(guide), -1) {
		shown[m[1]] = true
		if m[1] == webhook.TypeReply {
			delivered(t, c, m[2])
			continue
		}
		if got = (bot.Inbound{}); post(t, c, now, m[2]) != http.StatusAccepted || got.Address != "customer-4711" {
			t.Errorf("%s is not understood", m[1])
		}
		if m[1] == webhook.TypeUtterance != (got.Event == nil) {
			t.Errorf("%s became an inbound with event %v", m[1], got.Event)
		}
	}
	for _, kind := range []string{webhook.TypeUtterance, webhook.TypeStart, webhook.TypeEdited, webhook.TypeDeleted, webhook.TypeFeedback, webhook.TypeLink, webhook.TypeReply} {
		if !shown[kind] {
			t.Errorf("the guide does not show %s", kind)
		}
	}
}

// delivered checks that a reply is posted as it is shown.
func delivered(t *testing.T, c *webhook.Channel, text string) {
	t.Helper()
	var want webhook.Envelope[webhook.Said]
	strict := json.NewDecoder(strings.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&want); err != nil {
		t.Fatal(err)
	}
	d := want.Data
	calls, err := c.Render(bot.Delivery{
		Address: d.Address, Conversation: d.Conversation, Seq: d.Seq, Author: d.Author, Language: d.Language, Reply: *d.Reply, At: want.Timestamp,
	})
	if err != nil || len(calls) != 1 {
		t.Fatalf("%d calls, error %v", len(calls), err)
	}
	if diff := cmp.Diff(any(want), calls[0].Body); diff != "" {
		t.Error(diff)
	}
}
