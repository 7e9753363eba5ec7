package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/api"
)

// converser answers every inbound with one fixed turn or error.
type converser struct {
	got  bot.Inbound
	fail error
}

func (c *converser) Converse(_ context.Context, in bot.Inbound) (*bot.Turn, error) {
	c.got = in
	t := &bot.Turn{
		ID: "t1", Conversation: bot.Conversation{ID: in.Conversation, Owner: bot.OwnerBot},
		Decision: bot.Decision{Kind: bot.Act, Skill: "dialogs", Confidence: 0.97},
	}
	t.Add(bot.Entry{Author: bot.ByCustomer, Reply: bot.Reply{Text: in.Text}})
	t.Say(bot.Reply{Text: "What is your name?"})
	t.Happened("note", "for agents only")
	return t, c.fail
}

func (c *converser) Tell(context.Context, bot.Outbound) error { return c.fail }

func (c *converser) Told(context.Context, string) (bot.Told, error) { return bot.Told{}, c.fail }

func post(t *testing.T, c *converser, key, body string) (int, http.Header, string) {
	t.Helper()
	s := httptest.NewServer(api.Handler(c, "secret"))
	defer s.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/v1/utterances", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	res, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(b)
}

const hello = `{"type":"message","id":"u1","conversation":{"id":"c1"},"text":"book a table","language":"en"}`

func TestAProgramVouchesForItsCustomer(t *testing.T) {
	c := &converser{}
	post(t, c, "secret", `{"id":"u1","conversation":{"id":"c1"},"text":"discount?","customer":"mia","rights":{"claims":["partner"],"until":"2026-03-02T13:00:00Z"}}`)
	want := &bot.Rights{Customer: "mia", Claims: []string{"partner"}, Until: time.Date(2026, 3, 2, 13, 0, 0, 0, time.UTC)}
	if diff := cmp.Diff(want, c.got.Rights); diff != "" {
		t.Error(diff)
	}
}

func TestAnUtteranceIsAnswered(t *testing.T) {
	c := &converser{}
	status, _, body := post(t, c, "secret", hello)
	if status != http.StatusOK {
		t.Fatalf("status %d: %s", status, body)
	}
	want := `{"conversation":"c1","owner":"bot","turn":"t1","replies":[{"text":"What is your name?","citations":[],"choices":[]}],` +
		`"decision":{"kind":"act","skill":"dialogs","confidence":0.97}}` + "\n"
	if diff := cmp.Diff(want, body); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(bot.Inbound{Channel: "api", Key: "u1", Conversation: "c1", Address: "c1", Text: "book a table", Language: "en"}, c.got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeAnsweredIsRefused(t *testing.T) {
	long := strings.Repeat("x", 201)
	tests := []struct {
		name, key, body string
		fail            error
		status          int
		detail          string
	}{
		{"wrong key", "guess", hello, nil, 401, "Bearer"},
		{"no JSON", "secret", "{", nil, 400, "JSON"},
		{"wrong type", "secret", `{"id":7}`, nil, 400, "JSON"},
		{"no id", "secret", `{"conversation":{"id":"c"},"text":"x"}`, nil, 422, "id:"},
		{"long id", "secret", `{"id":"` + long + `","conversation":{"id":"c"},"text":"x"}`, nil, 422, "id:"},
		{"no conversation", "secret", `{"id":"1","text":"x"}`, nil, 422, "conversation.id"},
		{"no text", "secret", `{"id":"1","conversation":{"id":"c"},"text":"  "}`, nil, 422, "text"},
		{"a megabyte", "secret", `{"id":"1","conversation":{"id":"c"},"text":"` + strings.Repeat("x", 1<<20) + `"}`, nil, 413, "larger"},
		{"overload", "secret", hello, &bot.OverloadedError{RetryAfter: 3 * time.Second}, 503, "too many"},
		{"slow", "secret", hello, context.DeadlineExceeded, 504, "same ID"},
		{"store down", "secret", hello, errors.New("disk full at /var/lib"), 503, "same ID"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, header, body := post(t, &converser{fail: tt.fail}, tt.key, tt.body)
			var problem struct {
				Status int
				Detail string
			}
			if err := json.Unmarshal([]byte(body), &problem); err != nil {
				t.Fatalf("%v: %s", err, body)
			}
			if status != tt.status || problem.Status != tt.status || !strings.Contains(problem.Detail, tt.detail) {
				t.Errorf("got %d %s, want %d with %q", status, body, tt.status, tt.detail)
			}
			if got := header.Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("content type %s", got)
			}
			if strings.Contains(body, "/var/lib") {
				t.Error("the answer tells about the inside")
			}
			if status >= 500 && header.Get("Retry-After") == "" {
				t.Error("does not say when to come back")
			}
		})
	}
}

func TestOtherMethodsAreNotAllowed(t *testing.T) {
	w := httptest.NewRecorder()
	api.Handler(&converser{}, "secret").ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/utterances", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != http.MethodPost {
		t.Errorf("got %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}
