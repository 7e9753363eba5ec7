// Package webhooktest is the other side of the webhook channel, for tests: it posts what customers say, and takes replies.
package webhooktest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/webhook"
)

// Secret is what both sides share.
const Secret = "whsec_bG90c2UgYnJpbmd0IGRpY2ggc2ljaGVyIGFucyBaaWVs"

// HeaderAttempt tells how often something was posted before.
const HeaderAttempt = "Webhook-Attempt"

// Kit says how a system speaks that takes texts up to a length; 0 is no limit.
func Kit(text int) channeltest.Kit {
	s := &system{text: text}
	return channeltest.Kit{
		New: s.adapter, Platform: s.platform,
		Addresses: [2]string{"+49-40-5550101", "+49-40-5550102"}, Secrets: []string{Secret}, Deadline: 15 * time.Second,
		Proof:   channeltest.Proof{Headers: []string{webhook.HeaderSignature, webhook.HeaderTimestamp, webhook.HeaderID}, Body: true, Window: webhook.Tolerance},
		Say:     posting(webhook.TypeUtterance),
		Edit:    posting(webhook.TypeEdited),
		Delete:  posting(webhook.TypeDeleted),
		Attach:  s.attach,
		Sign:    func(body []byte, at time.Time) *http.Request { return signed("signed-1", body, at) },
		Unknown: `{"type":"reaction","data":{"address":"+49-40-5550101","emoji":"👍"}}`,
	}
}

// posting makes the request for one type of what customers do.
func posting(kind string) func(channeltest.Said) *http.Request {
	return func(s channeltest.Said) *http.Request {
		h := webhook.Heard{Address: s.Address, Text: s.Text}
		if s.Of > 0 {
			h.Of = number(s.Of)
		}
		return post(kind, s, h)
	}
}

func post(kind string, s channeltest.Said, h webhook.Heard) *http.Request {
	body, err := json.Marshal(webhook.Envelope[webhook.Heard]{Type: kind, Timestamp: s.At, Data: h})
	if err != nil {
		panic(err) // plain data
	}
	r := signed(number(s.Number), body, s.At)
	if s.Retry > 0 {
		r.Header.Set(HeaderAttempt, fmt.Sprint(s.Retry))
	}
	return r
}

func number(n int) string { return fmt.Sprintf("posted-%d", n) }

// signed makes a genuine request.
func signed(id string, body []byte, at time.Time) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	key().Sign(r.Header, id, at, body)
	return r
}

func key() webhook.Secret {
	k, err := webhook.ReadSecret(Secret)
	if err != nil {
		panic(err)
	}
	return k
}

// A system is the other side: it takes replies and hands out files.
type system struct {
	text  int
	url   string
	files sync.Map // path to content
}

func (s *system) adapter(t testing.TB, w channeltest.World) channeltest.Adapter {
	t.Helper()
	s.url = w.URL
	c, err := webhook.New(webhook.Options{
		URL: w.URL + "/replies", Secret: Secret, Text: s.text, Accept: w.Accept, Files: w.Files, Phrases: w.Phrases, Client: w.Client, Now: w.Now, Log: w.Log,
	})
	if err != nil {
		t.Fatal(err)
	}
	return channeltest.Adapter{Channel: c, Webhook: c, Render: c.Render}
}

func (s *system) attach(said channeltest.Said, f channeltest.File) *http.Request {
	path := "/files/" + number(said.Number)
	s.files.Store(path, f.Content)
	return post(webhook.TypeUtterance, said, webhook.Heard{Address: said.Address, Text: said.Text, Elements: []bot.Element{
		{Kind: bot.ElementFile, Media: &bot.Media{ID: "claimed", URL: s.url + path, Name: f.Name, Type: f.Type, Size: int64(len(f.Content))}},
	}})
}

func (s *system) platform(testing.TB) channeltest.Platform {
	return channeltest.Platform{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if content, ok := s.files.Load(r.URL.Path); ok && r.Method == http.MethodGet {
				_, _ = w.Write(content.([]byte))
				return
			}
			w.WriteHeader(http.StatusNoContent)
		}),
		Sent: sent,
		Limits: []channeltest.Limit{
			{Name: "429", Answer: later(http.StatusTooManyRequests)},
			{Name: "503", Wide: true, Answer: later(http.StatusServiceUnavailable)},
		},
		Gone:      func(w http.ResponseWriter) { w.WriteHeader(http.StatusGone) },
		Malformed: func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnprocessableEntity) },
		Revoked:   func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) },
	}
}

func later(status int) func(http.ResponseWriter, time.Duration) {
	return func(w http.ResponseWriter, after time.Duration) {
		w.Header().Set("Retry-After", fmt.Sprint(after.Seconds()))
		w.WriteHeader(status)
	}
}

// sent reads a reply, if it is genuine.
func sent(r *http.Request, body []byte) (s channeltest.Sent, ok bool) {
	id, genuine := key().Verify(r.Header, time.Now(), body)
	var e webhook.Envelope[webhook.Said]
	if !genuine || json.Unmarshal(body, &e) != nil {
		return s, false
	}
	s = channeltest.Sent{Address: e.Data.Address, Key: id, Typing: e.Type == webhook.TypeTyping}
	if e.Data.Reply != nil {
		s.Text = channels.Plain(e.Data.Reply.Text)
	}
	for _, f := range e.Data.Files {
		s.File = append(s.File, f.Content...)
	}
	return s, true
}
