package slack_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// TestSuite: Slack passes what every adapter passes.
func TestSuite(t *testing.T) {
	var fake *slackfake.Slack // of the check that is running
	utterance := func(s channeltest.Said) map[string]any {
		channel, thread := split(s.Address)
		return map[string]any{
			"type": "message", "channel_type": "im", "user": "U0MIA", "channel": channel, "thread_ts": thread, "text": written(s.Text), "ts": stamp(s.Number),
		}
	}
	event := func(s channeltest.Said, event map[string]any) *http.Request {
		r := slackfake.Request("/slack/events", slackfake.TypeJSON, slackfake.Envelope(slackfake.Team, fmt.Sprintf("Ev%d", s.Number), event), s.At)
		if s.Retry > 0 {
			r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(s.Retry))
			r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
		}
		return r
	}
	revised := func(s channeltest.Said, subtype string) map[string]any {
		of := s
		of.Number = s.Of
		e := map[string]any{"type": "message", "subtype": subtype, "channel": utterance(s)["channel"], "ts": stamp(s.Number), "previous_message": utterance(of)}
		if subtype == "message_deleted" {
			e["deleted_ts"] = stamp(s.Of)
			return e
		}
		now := utterance(of)
		now["text"], now["edited"] = written(s.Text), map[string]string{"user": "U0MIA", "ts": stamp(s.Number)}
		e["message"], e["previous_message"].(map[string]any)["text"] = now, "before"
		return e
	}
	channeltest.Run(t, channeltest.Kit{
		New: func(t testing.TB, w channeltest.World) channeltest.Adapter {
			c, err := slack.New(slack.Options{
				Accept: w.Accept, Drawer: w.Drawer, Now: w.Now, Phrases: phrases(), Secret: slackfake.Secret, Token: slackfake.Token,
				Base: w.URL + "/api/", Client: w.Client, Files: w.Files, Log: w.Log,
			})
			if err != nil {
				t.Fatal(err)
			}
			return channeltest.Adapter{Channel: c, Webhook: c, Render: c.Render}
		},
		Platform: func(testing.TB) channeltest.Platform {
			fake = slackfake.New()
			fake.Meet(slackfake.Person{ID: "U0MIA", Name: "Mia", Locale: "de-DE"})
			mine := fake
			return channeltest.Platform{
				Handler: fake,
				Sent:    func(r *http.Request, body []byte) (channeltest.Sent, bool) { return sent(mine, r, body) },
				Limits: []channeltest.Limit{{Name: "429 with Retry-After", Answer: func(w http.ResponseWriter, after time.Duration) {
					slackfake.Limited(after)(w, nil, nil)
				}}},
				Gone:      func(w http.ResponseWriter) { slackfake.Refused("channel_not_found")(w, nil, nil) },
				Malformed: func(w http.ResponseWriter) { slackfake.Refused("invalid_arguments")(w, nil, nil) },
			}
		},
		Addresses: [2]string{slackfake.Team + ":D0MIA:1795314414.000100", slackfake.Team + ":D0BEN:1795314415.000200"},
		Secrets:   []string{slackfake.Token, slackfake.Secret},
		Proof:     channeltest.Proof{Headers: []string{"X-Slack-Signature", "X-Slack-Request-Timestamp"}, Body: true, Window: 5 * time.Minute},
		Deadline:  3 * time.Second,
		Say:       func(s channeltest.Said) *http.Request { return event(s, utterance(s)) },
		Edit:      func(s channeltest.Said) *http.Request { return event(s, revised(s, "message_changed")) },
		Delete:    func(s channeltest.Said) *http.Request { return event(s, revised(s, "message_deleted")) },
		Attach: func(s channeltest.Said, f channeltest.File) *http.Request {
			e := utterance(s)
			e["subtype"], e["files"] = "file_share", []*slackfake.File{fake.Upload(f.Name, f.Type, f.Content)}
			return event(s, e)
		},
		Sign: func(body []byte, at time.Time) *http.Request {
			return slackfake.Request("/slack/events", slackfake.TypeJSON, body, at)
		},
		Unknown: `{"type":"event_callback","team_id":"T0LOTSE","event_id":"Ev0","event":{"type":"mind_read","thought":{"deep":true}}}`,
	})
}

// stamp is the timestamp of an utterance.
func stamp(number int) string { return fmt.Sprintf("1795314500.%06d", number) }

// written is a text as Slack delivers it.
func written(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

func split(address string) (channel, thread string) {
	parts := strings.SplitN(address, ":", 3)
	return parts[1], parts[2]
}

// sent reads what a call to the Web API shows to a customer.
func sent(fake *slackfake.Slack, r *http.Request, body []byte) (s channeltest.Sent, ok bool) {
	form, _ := url.ParseQuery(string(body))
	s.Address = slackfake.Team + ":" + form.Get("channel") + form.Get("channel_id") + ":" + form.Get("thread_ts")
	switch strings.TrimPrefix(r.URL.Path, "/api/") {
	case "chat.postMessage":
		s.Text = slackfake.Post{Text: form.Get("text"), Blocks: json.RawMessage(form.Get("blocks"))}.Shows()
		return s, true
	case "files.completeUploadExternal":
		var files []struct{ ID string }
		if json.Unmarshal([]byte(form.Get("files")), &files) != nil || len(files) != 1 {
			return s, false
		}
		s.File = fake.File(files[0].ID).Content
		return s, true
	case "assistant.threads.setStatus":
		s.Typing = true
		return s, true
	}
	return s, false
}
