package slack_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// foreign lists payloads from the tests of other client libraries; see the folder's SOURCES.tsv.
func foreign(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(os.Getenv("LOTSE_DATA"), "channels", "slack", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case len(names) == 0 && os.Getenv("LOTSE_REQUIRE") != "":
		t.Fatal("LOTSE_REQUIRE demands channels/slack in LOTSE_DATA")
	case len(names) == 0:
		t.Skip("LOTSE_DATA names no folder with channels/slack: foreign payloads are not run")
	}
	return names
}

// posted makes the request that delivers a payload, by the beginning of its file's name.
func posted(name string, raw []byte) *http.Request {
	kind, _, _ := strings.Cut(name, "-")
	path := "/slack/events"
	if kind == "socket" {
		var frame struct {
			Type    string          `json:"type"`
			Payload json.RawMessage `json:"payload"`
		}
		_ = json.Unmarshal(raw, &frame) // an empty payload is posted then
		raw, kind = frame.Payload, frame.Type
	}
	switch kind {
	case "interactive":
		return slackfake.Request("/slack/interactions", slackfake.TypeForm, []byte(url.Values{"payload": {string(raw)}}.Encode()), time.Now())
	case "slash_commands":
		var fields map[string]any
		_ = json.Unmarshal(raw, &fields) // an empty form is posted then
		form := url.Values{}
		for k, v := range fields {
			form.Set(k, fmt.Sprint(v))
		}
		return slackfake.Request("/slack/commands", slackfake.TypeForm, []byte(form.Encode()), time.Now())
	}
	return slackfake.Request(path, slackfake.TypeJSON, raw, time.Now())
}

// became says in a few words what a payload became.
func (w *world) became(r *http.Request) string {
	rec := httptest.NewRecorder()
	w.channel.ServeHTTP(rec, r)
	all := w.inbox.take()
	switch {
	case rec.Code != http.StatusOK:
		return fmt.Sprintf("answered %d", rec.Code)
	case len(all) == 0:
		return "nothing"
	case all[0].Event != nil:
		return "event " + all[0].Event.Name + " at " + all[0].Address
	case len(all[0].Elements) > 0:
		return "heard " + string(all[0].Elements[0].Kind) + " at " + all[0].Address
	}
	return "heard text at " + all[0].Address
}

// TestForeignPayloads: each payload that somebody else wrote down has an outcome, and none breaks anything. The outcomes are in
// testdata/foreign.txt.
func TestForeignPayloads(t *testing.T) {
	var got strings.Builder
	for _, name := range foreign(t) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		w := begin(t)
		short := strings.TrimSuffix(filepath.Base(name), ".json")
		fmt.Fprintf(&got, "%s: %s\n", short, w.became(posted(short, raw)))
	}
	golden := filepath.Join("testdata", "foreign.txt")
	if *channeltest.Update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}
