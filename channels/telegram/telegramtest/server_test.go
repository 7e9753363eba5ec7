package telegramtest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

const anna = 4711000815

// A judge is a test that notes what it finds instead of failing.
type judge struct {
	testing.TB
	found []string
}

func (j *judge) Helper() {}

func (j *judge) Errorf(format string, args ...any) {
	j.found = append(j.found, fmt.Sprintf(format, args...))
}

type answer struct {
	OK          bool
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	}
	Result json.RawMessage
}

// ask makes a request of the Bot API; pairs are fields and values.
func ask(t *testing.T, s http.Handler, method string, pairs ...string) (a answer) {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "/bot"+telegramtest.Token+"/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	if !a.OK && a.Code != w.Code {
		t.Errorf("the status is %d, the error code %d", w.Code, a.Code)
	}
	return a
}

func TestWhatTelegramRefuses(t *testing.T) {
	s := telegramtest.New(t)
	s.User(anna, "Anna", "de")
	say := func(more ...string) []string { return append([]string{"chat_id", "4711000815"}, more...) }
	buttons := func(n int, data string) string {
		return `{"inline_keyboard":[[` + strings.TrimSuffix(strings.Repeat(`{"text":"x","callback_data":"`+data+`"},`, n), ",") + `]]}`
	}
	for _, c := range []struct {
		method, want string
		fields       []string
	}{
		{"sendMessage", "", say("text", strings.Repeat("ß", 4096))},
		{"sendMessage", "message is too long", say("text", strings.Repeat("ß", 4097))},
		{"sendMessage", "", say("text", strings.Repeat("👍", 2048))},
		{"sendMessage", "message is too long", say("text", strings.Repeat("👍", 2049))},
		{"sendMessage", "", say("text", "<b>"+strings.Repeat("x", 4096)+"</b>", "parse_mode", "HTML")},
		{"sendMessage", "message text is empty", say("text", " <b> </b> ", "parse_mode", "HTML")},
		{"sendMessage", "can't parse entities", say("text", "1 < 2", "parse_mode", "HTML")},
		{"sendMessage", "can't parse entities", say("text", "<b>x<i>y</b></i>", "parse_mode", "HTML")},
		{"sendMessage", "can't parse entities", say("text", "<b>x", "parse_mode", "HTML")},
		{"sendMessage", "can't parse entities", say("text", "<p>x</p>", "parse_mode", "HTML")},
		{"sendMessage", "", say("text", "1 &lt; 2 &amp; so & on", "parse_mode", "HTML")},
		{"sendMessage", "", say("text", "x", "reply_markup", buttons(100, strings.Repeat("x", 64)))},
		{"sendMessage", "BUTTON_DATA_INVALID", say("text", "x", "reply_markup", buttons(1, strings.Repeat("x", 65)))},
		{"sendMessage", "reply markup is too long", say("text", "x", "reply_markup", buttons(101, "x"))},
		{"sendMessage", "exactly one action", say("text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"x"}]]}`)},
		{"sendMessage", "chat not found", []string{"chat_id", "4711000999", "text", "x"}},
		{"sendPhoto", "caption is too long", say("photo", "https://shop.example/x.jpg", "caption", strings.Repeat("x", 1025))},
		{"sendPhoto", "wrong file identifier", say("photo", "nothing")},
		{"sendMediaGroup", "2 to 10", say("media", `[{"type":"photo","media":"https://shop.example/x.jpg"}]`)},
		{"answerCallbackQuery", "query is too old", []string{"callback_query_id", "1"}},
		{"editMessageText", "message to edit not found", say("message_id", "99", "text", "x")},
	} {
		a := ask(t, s, c.method, c.fields...)
		if a.OK != (c.want == "") || !strings.Contains(a.Description, c.want) {
			t.Errorf("%s %.60q: ok is %t, %q; want %q", c.method, c.fields, a.OK, a.Description, c.want)
		}
	}
}

func TestWhatIsNotAsDescribedFailsTheTest(t *testing.T) {
	if os.Getenv("LOTSE_DATA") == "" && os.Getenv("LOTSE_REQUIRE") == "" {
		t.Skip("LOTSE_DATA names no folder with channels/telegram-api.json")
	}
	for want, request := range map[string][]string{
		"text is required":                    {"sendMessage", "chat_id", "4711000815"},
		"there is no field txt":               {"sendMessage", "chat_id", "4711000815", "text", "x", "txt", "x"},
		"message_thread_id is not Integer":    {"sendMessage", "chat_id", "4711000815", "text", "x", "message_thread_id", "first"},
		"link_preview_options has no field x": {"sendMessage", "chat_id", "4711000815", "text", "x", "link_preview_options", `{"x":true}`},
		"is_disabled must be Boolean":         {"sendMessage", "chat_id", "4711000815", "text", "x", "link_preview_options", `{"is_disabled":"yes"}`},
		"media [0] lacks media":               {"sendMediaGroup", "chat_id", "4711000815", "media", `[{"type":"photo"},{"type":"photo"}]`},
		"does not know sendTelepathy":         {"sendTelepathy"},
	} {
		j := &judge{TB: t}
		s := telegramtest.New(j)
		s.User(anna, "Anna", "de")
		if a := ask(t, s, request[0], request[1:]...); a.OK || len(j.found) != 1 || !strings.Contains(j.found[0], want) {
			t.Errorf("%v: ok is %t, found %q, want %q", request, a.OK, j.found, want)
		}
	}
}

func TestUpdatesAreForgottenByTheNextOffset(t *testing.T) {
	s := telegramtest.New(t)
	u := s.User(anna, "Anna", "de")
	u.Say("eins")
	u.Say("zwei")
	var all []struct {
		ID int64 `json:"update_id"`
	}
	for range 2 { // asking again without an offset gets the same again
		a := ask(t, s, "getUpdates", "timeout", "0")
		if err := json.Unmarshal(a.Result, &all); err != nil || len(all) != 2 || all[1].ID != all[0].ID+1 {
			t.Fatalf("the updates are %s", a.Result)
		}
	}
	ask(t, s, "getUpdates", "timeout", "0", "offset", fmt.Sprint(all[0].ID+1))
	if s.Waiting() != 1 {
		t.Errorf("%d updates wait, want the second", s.Waiting())
	}
	ask(t, s, "setWebhook", "url", "https://bot.example/", "allowed_updates", `["callback_query"]`)
	if a := ask(t, s, "getUpdates"); a.Code != http.StatusConflict {
		t.Errorf("polling beside a webhook: %+v", a)
	}
	ask(t, s, "deleteWebhook")
	u.Say("drei") // the kinds that were asked for last still count
	if s.Waiting() != 1 {
		t.Errorf("%d updates wait, want one: messages were not asked for", s.Waiting())
	}
}

func TestTheRates(t *testing.T) {
	s := telegramtest.New(t)
	now := time.Now()
	s.KeepRates(func() time.Time { return now })
	s.User(anna, "Anna", "de")
	say := func() answer { return ask(t, s, "sendMessage", "chat_id", "4711000815", "text", "x") }
	for range 3 {
		if a := say(); !a.OK {
			t.Fatalf("a short burst: %+v", a)
		}
	}
	if a := say(); a.Code != http.StatusTooManyRequests || a.Parameters.RetryAfter != 1 {
		t.Errorf("a longer one: %+v", a)
	}
	now = now.Add(3 * time.Second)
	if a := say(); !a.OK {
		t.Errorf("later: %+v", a)
	}
}

func TestAPersonWaitsForWhatTheBotSays(t *testing.T) {
	s := telegramtest.New(t)
	u := s.User(anna, "Anna", "de")
	done := make(chan telegramtest.Shown)
	go func() { done <- u.Sees("zwei") }()
	ask(t, s, "sendMessage", "chat_id", "4711000815", "text", "eins")
	ask(t, s, "sendMessage", "chat_id", "4711000815", "text", "zwei")
	if got := <-done; got.Text != "zwei" {
		t.Errorf("she sees %+v", got)
	}
}

func TestAnUnknownTokenIsUnauthorized(t *testing.T) {
	s := telegramtest.New(t)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/bot1:x/getMe", nil))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("answered %d", w.Code)
	}
}
