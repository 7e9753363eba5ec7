package telegram_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// foreign reads payloads from the tests of other client libraries, by the name of their files; see the folder's SOURCES.tsv.
func foreign(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	root := os.Getenv("LOTSE_DATA")
	names, err := filepath.Glob(filepath.Join(root, "channels", "telegram", pattern))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case len(names) == 0 && os.Getenv("LOTSE_REQUIRE") != "":
		t.Fatal("LOTSE_REQUIRE demands channels/telegram in LOTSE_DATA")
	case len(names) == 0:
		t.Skip("LOTSE_DATA names no folder with channels/telegram: foreign payloads are not run")
	}
	all := map[string][]byte{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".json")] = raw
	}
	return all
}

// became says in a few words what an update became.
func (w *world) became(update []byte) string {
	before := w.Status().Passed
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, telegramtest.Webhook("/", secret, update))
	w.Wait()
	if rec.Code != http.StatusOK {
		return fmt.Sprintf("answered %d", rec.Code)
	}
	for kind, n := range w.Status().Passed {
		if n > before[kind] {
			return "passed: " + kind
		}
	}
	all := w.inbox.takes()
	switch {
	case len(all) == 0:
		return "nothing"
	case all[0].Event != nil:
		return "event " + all[0].Event.Name
	case len(all[0].Elements) > 0:
		return "heard " + string(all[0].Elements[0].Kind)
	}
	return "heard text"
}

func TestForeignUpdates(t *testing.T) {
	w := newWorld(t, withSecret)
	want := map[string]string{ // what is no message for the bot is passed over; nothing breaks
		"update-chat_boost-0333": "passed: chat_boost", "update-removed_chat_boost-0334": "passed: removed_chat_boost",
		"update-message-0322": "heard text", "update-message-0323": "nothing", "update-message-0324": "nothing",
		"update-message-0325": "heard text", "update-message-0326": "nothing", "update-message-0327": "nothing",
		"update-message-0340": "passed: message without a chat", "update-message-0343": "nothing", "update-message-0352": "nothing",
		"update-message-0353": "heard text", "update-message-0393": "passed: message of a bot or a channel",
		"update-message_reaction-0330": "passed: message_reaction", "update-message_reaction-0331": "passed: message_reaction",
		"update-message_reaction_count-0332": "passed: message_reaction_count", "update-my_chat_member-0329": "event " + bot.EventClosed,
		"update-new_update_kind-0328": "passed: new_update_kind", "update-purchased_paid_media-0335": "passed: purchased_paid_media",
	}
	got := map[string]string{}
	for name, raw := range foreign(t, "update-*.json") {
		got[name] = w.became(raw)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestForeignMessages(t *testing.T) {
	w := newWorld(t, withSecret)
	counts, n := map[string]int{}, int64(0)
	for name, raw := range foreign(t, "message-*.json") {
		n++
		became := w.became(telegramtest.Update(n, "message", json.RawMessage(raw)))
		if strings.Contains(became, "unreadable") || strings.HasPrefix(became, "answered") {
			t.Errorf("%s became %s", name, became)
		}
		counts[became]++
	}
	want := map[string]int{ // most are from channels, or from groups to somebody else
		"event " + bot.EventMoved: 1, "heard file": 1, "heard image": 3, "heard text": 3, "nothing": 7, "passed: message of a bot or a channel": 23,
	}
	if d := cmp.Diff(want, counts); d != "" {
		t.Error(d)
	}
}

func TestForeignAnswers(t *testing.T) {
	want := map[string]int{
		"0 sent": 46, "400 sent": 1, // the latter plainly, after its markup could not be read
		"400 refused gone=false wide=false": 5, "400 refused gone=true wide=false": 1,
		"401 retry gone=false wide=true": 1, "409 retry gone=false wide=false": 1, "111 retry gone=false wide=false": 1,
	}
	got := map[string]int{}
	for name, raw := range foreign(t, "response-*.json") {
		w := newWorld(t)
		var answer struct {
			OK     bool
			Code   int `json:"error_code"`
			Result json.RawMessage
		}
		if err := json.Unmarshal(raw, &answer); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		w.platform.Fail(func(rw http.ResponseWriter) {
			if !answer.OK && answer.Code >= 400 {
				rw.WriteHeader(answer.Code)
			}
			_, _ = rw.Write(raw)
		})
		_, err := w.Send(t.Context(), w.delivery(bot.Reply{Text: "Hallo"}))
		outcome := fmt.Sprintf("%d sent", answer.Code)
		if e, ok := errors.AsType[*bot.SendError](err); ok {
			outcome = fmt.Sprintf("%d %s gone=%t wide=%t", answer.Code, e.Kind, e.Gone, e.Wide)
		} else if err != nil {
			outcome = fmt.Sprintf("%T", err)
		}
		got[outcome]++
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
