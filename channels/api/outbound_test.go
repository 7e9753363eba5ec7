package api_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/api"
)

// teller keeps what was told.
type teller struct {
	converser
	told map[string]bot.Outbound
}

func (c *teller) Tell(_ context.Context, o bot.Outbound) error {
	switch {
	case o.Conversation == "none":
		return bot.ErrNothing
	case o.Purpose != bot.PurposeService:
		return bot.ErrUnwanted
	}
	c.told[o.Key] = o
	return nil
}

func (c *teller) Told(_ context.Context, key string) (bot.Told, error) {
	if _, ok := c.told[key]; !ok {
		return bot.Told{}, bot.ErrNothing
	}
	return bot.Told{State: bot.DeliverySent, Channel: "pigeon", Receipt: "r1"}, nil
}

func call(t *testing.T, c api.Worker, method, path, body string) (int, map[string]any) {
	t.Helper()
	s := httptest.NewServer(api.Handler(c, "secret"))
	defer s.Close()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer secret")
	res, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return res.StatusCode, got
}

func TestACustomerIsToldFirstAndItsStateIsKnown(t *testing.T) {
	c := &teller{told: map[string]bot.Outbound{}}
	status, got := call(t, c, "POST", "/v1/outbounds", `{"id":"o1","conversation":{"id":"c1"},"text":"Your machine is ready."}`)
	want := map[string]any{"id": "o1", "state": "sent", "channel": "pigeon", "receipt": "r1"}
	if diff := cmp.Diff(want, got); diff != "" || status != http.StatusAccepted {
		t.Errorf("%d %s", status, diff)
	}
	if status, got = call(t, c, "GET", "/v1/outbounds/o1", ""); status != http.StatusOK || got["state"] != "sent" {
		t.Errorf("asked later: %d %v", status, got)
	}
}

func TestWhatCannotBeToldIsRefused(t *testing.T) {
	tests := []struct {
		name, method, path, body string
		status                   int
		detail                   string
	}{
		{"no such conversation", "POST", "/v1/outbounds", `{"id":"1","conversation":{"id":"none"},"text":"x"}`, 404, "write first"},
		{"no consent", "POST", "/v1/outbounds", `{"id":"1","conversation":{"id":"c"},"text":"x","purpose":"offers"}`, 409, "not agreed"},
		{"nothing to tell", "POST", "/v1/outbounds", `{"id":"1","conversation":{"id":"c"}}`, 422, "text"},
		{"no id", "POST", "/v1/outbounds", `{"conversation":{"id":"c"},"text":"x"}`, 422, "id:"},
		{"no JSON", "POST", "/v1/outbounds", `{`, 400, "JSON"},
		{"unknown", "GET", "/v1/outbounds/other", ``, 404, "no outbound"},
		{"wrong method", "PUT", "/v1/outbounds", ``, 405, "POST"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, got := call(t, &teller{told: map[string]bot.Outbound{}}, tt.method, tt.path, tt.body)
			if detail, _ := got["detail"].(string); status != tt.status || !strings.Contains(detail, tt.detail) {
				t.Errorf("got %d %v, want %d with %q", status, got, tt.status, tt.detail)
			}
		})
	}
}
