package slackfake

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"time"
)

// The media types in which Slack posts.
const (
	TypeJSON = "application/json"
	TypeForm = "application/x-www-form-urlencoded"
)

// retries is how often Slack delivers again what was not answered with 200.
const retries = 3

// Request makes what Slack posts to the app, signed at a time.
func Request(path, mediaType string, body []byte, at time.Time) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "https://lotse.example"+path, bytes.NewReader(body))
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(Secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("Content-Type", mediaType)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

// Envelope is an event as the Events API delivers it.
func Envelope(team, id string, event any) []byte {
	return raw(map[string]any{
		"type": "event_callback", "token": "deprecated", "team_id": team, "api_app_id": "A0LOTSE", "event_id": id, "event": event,
		"event_time": time.Now().Unix(), "is_ext_shared_channel": false,
		"authorizations": []map[string]any{{"enterprise_id": nil, "team_id": team, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false}},
	})
}

// Event delivers an event, again if it is not taken, and tells what the app answered last.
func (s *Slack) Event(ctx context.Context, event any) (status int) {
	s.mu.Lock()
	id := s.number("Ev")
	s.mu.Unlock()
	return s.Deliver(ctx, Envelope(Team, id, event))
}

// Deliver delivers an envelope of the Events API, again if it is not taken.
func (s *Slack) Deliver(ctx context.Context, envelope []byte) (status int) {
	for attempt := 0; attempt <= retries && ctx.Err() == nil; attempt++ {
		var header http.Header
		if status, header, _ = s.transmit(ctx, "events_api", "/slack/events", TypeJSON, envelope, envelope, attempt); status == http.StatusOK || header.Get("X-Slack-No-Retry") == "1" {
			return status
		}
	}
	return status
}

// Interact delivers an interaction once: Slack tells the person that it did not work, and does not try again.
func (s *Slack) Interact(ctx context.Context, payload map[string]any) (status int, answer []byte) {
	body := raw(payload)
	status, _, answer = s.transmit(ctx, "interactive", "/slack/interactions", TypeForm, []byte(url.Values{"payload": {string(body)}}.Encode()), body, 0)
	return status, answer
}

// Command delivers a slash command.
func (s *Slack) Command(ctx context.Context, user, channel, text string) (status int, answer string) {
	s.mu.Lock()
	trigger := s.number("trigger")
	s.mu.Unlock()
	fields := map[string]string{
		"team_id": Team, "team_domain": "lotse", "channel_id": channel, "channel_name": "general", "user_id": user, "user_name": user,
		"command": "/lotse", "text": text, "api_app_id": "A0LOTSE", "response_url": s.URL + "/response", "trigger_id": trigger,
	}
	form := url.Values{}
	for k, v := range fields {
		form.Set(k, v)
	}
	status, _, body := s.transmit(ctx, "slash_commands", "/slack/commands", TypeForm, []byte(form.Encode()), raw(fields), 0)
	var told struct {
		Text string `json:"text"`
	}
	_ = json.Unmarshal(body, &told) // an empty answer shows nothing
	return status, told.Text
}

// transmit posts to the app, or sends an envelope if it is connected by Socket Mode.
func (s *Slack) transmit(ctx context.Context, kind, path, mediaType string, body, payload []byte, attempt int) (int, http.Header, []byte) {
	if s.sockets.connected() {
		s.mu.Lock()
		id := s.number("envelope")
		s.mu.Unlock()
		ack, err := s.sockets.deliver(ctx, id, kind, payload)
		if err != nil {
			return 0, nil, nil
		}
		return http.StatusOK, nil, ack
	}
	r := Request(path, mediaType, body, time.Now()).WithContext(ctx)
	if attempt > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(attempt))
		r.Header.Set("X-Slack-Retry-Reason", "http_error")
	}
	w := httptest.NewRecorder()
	s.App.ServeHTTP(w, r)
	return w.Code, w.Header(), w.Body.Bytes()
}
