package handoff_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/notify"
	"github.com/lotse-bot/lotse/store"
)

// always is open at any time: these tests run by the real clock.
var always = handoff.Settings{Teams: map[string]handoff.Team{"service": {}}}

// A house is a desk on a real server, over a real store, with a worker that serves customers.
type house struct {
	t       testing.TB
	url     string
	store   *store.Store
	worker  *bot.Worker
	desk    *handoff.Desk
	audited sync.Map
}

func newHouse(t testing.TB, skills ...bot.Skill) *house {
	t.Helper()
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "lotse.db"))
	if err != nil {
		t.Fatal(err)
	}
	help, err := handoff.New(always, s, s.Turns)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, store: s}
	bell, log, done := &notify.Local{}, slog.New(slog.DiscardHandler), make(chan struct{})
	h.worker = &bot.Worker{
		Bot: &bot.Bot{
			Skills: append([]bot.Skill{handoff.Skill{Helpdesk: help}}, append(skills, parrot{})...), Policy: bot.DefaultThresholds,
			Helpdesk: help, Phrases: bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, handoff.Words),
		},
		Inbox: s, Ledger: s, Bell: bell, Log: log, Poll: 20 * time.Millisecond,
	}
	ctx, stop := context.WithCancel(context.Background())
	if err := h.worker.Start(ctx); err != nil {
		t.Fatal(err)
	}
	desk := (&handoff.Desk{
		Helpdesk: help, Settings: always, Roster: s, Reader: s, Bell: bell, Log: log, Done: done, Who: h.who,
		Usher: &handoff.Usher{Helpdesk: help, Lister: s, Actor: h.worker, Now: time.Now},
		Audit: func(_ context.Context, agent, what, conversation string) {
			h.audited.Store(agent+" "+what+" "+conversation, true)
		},
		Files: s, MaxFile: 1 << 10,
		Fetch: func(_ context.Context, channel string, m bot.Media, _ int64) (io.ReadCloser, error) {
			if channel != "pigeon" || m.Remote != "7" {
				return nil, bot.ErrNothing
			}
			return io.NopCloser(strings.NewReader("<script>")), nil
		},
		Page: fstest.MapFS{"index.html": {Data: []byte("<title>desk</title>")}, "desk.js": {Data: []byte("//")}},
	}).Open()
	h.desk = desk
	server := httptest.NewServer(desk)
	h.url = server.URL
	t.Cleanup(func() {
		close(done)
		server.Close()
		stop()
		h.worker.Wait()
		_ = s.Close()
	})
	return h
}

// who signs in whoever the header names.
func (h *house) who(r *http.Request) (handoff.Agent, bool) {
	name := r.Header.Get("X-Agent")
	return handoff.Agent{ID: strings.ToLower(name), Name: name}, name != ""
}

// customer says something and gets the bot's words.
func (h *house) customer(conversation, text string) string {
	h.t.Helper()
	turn, err := h.worker.Converse(h.t.Context(), bot.Inbound{Channel: "web", Key: conversation + text, Conversation: conversation, Text: text, Language: "de"})
	if err != nil {
		h.t.Fatal(err)
	}
	return said(turn)
}

// call makes a request as an agent and reads the answer.
func (h *house) call(agent, method, path string, send any, headers ...string) (int, map[string]any) {
	h.t.Helper()
	body, err := json.Marshal(send)
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(h.t.Context(), method, h.url+path, bytes.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("X-Agent", agent)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	var got map[string]any
	_ = json.Unmarshal(raw, &got) // pages and empty answers are no JSON
	return resp.StatusCode, got
}

func (h *house) want(status int, agent, method, path string, send any) map[string]any {
	h.t.Helper()
	got, body := h.call(agent, method, path, send)
	if got != status {
		h.t.Fatalf("%s %s as %q: %d %v, want %d", method, path, agent, got, body, status)
	}
	return body
}

func key(k string) handoff.Request { return handoff.Request{Key: k} }

func TestTheDeskFromEndToEnd(t *testing.T) {
	h := newHouse(t)
	h.want(204, "Anna", "POST", "/desk/v1/presence", map[string]any{})
	check(t, h.customer("c", "Meine Maschine zeigt E7 und pumpt nicht"), "Du sagst")
	check(t, h.customer("c", "Bitte einen Menschen"), "Ich verbinde dich mit Anna.")

	lists := h.want(200, "Anna", "GET", "/desk/v1/conversations", nil)
	waiting := lists["queue"].([]any)[0].(map[string]any)
	if diff := cmp.Diff([]any{"c", "anna", "Anna", "Meine Maschine zeigt E7 und pumpt nicht"},
		[]any{waiting["id"], waiting["agent"], waiting["name"], waiting["wants"]}); diff != "" {
		t.Errorf("the queue (-want +got):\n%s", diff)
	}
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/take", key("1"))
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "2", Text: "Hallo, ich bin Anna."})
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "2", Text: "Hallo, ich bin Anna."}) // sent again
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/note", handoff.Request{Key: "3", Text: "Kulanz prüfen"})
	if silent := h.customer("c", "Danke!"); silent != "" {
		t.Errorf("the bot said %q", silent)
	}
	detail := h.want(200, "Anna", "GET", "/desk/v1/conversations/c", nil)
	var lines []string
	for _, e := range detail["entries"].([]any) {
		e := e.(map[string]any)
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%v: %v %v", e["author"], e["text"], map[any]string{true: "(note)"}[e["note"]])))
	}
	if diff := cmp.Diff([]string{
		"customer: Meine Maschine zeigt E7 und pumpt nicht",
		"bot: Du sagst: Meine Maschine zeigt E7 und pumpt nicht",
		"customer: Bitte einen Menschen",
		"system:  (note)",
		"bot: Ich verbinde dich mit Anna. Unser Gespräch liegt bereit, du musst nichts wiederholen.",
		"system: Anna ist jetzt für dich da.",
		"agent: Hallo, ich bin Anna.",
		"agent: Kulanz prüfen (note)",
		"customer: Danke!",
	}, lines); diff != "" {
		t.Errorf("the transcript (-want +got):\n%s", diff)
	}
	if why := detail["why"].(map[string]any)["2"].(map[string]any); why["skill"] != "parrot" {
		t.Errorf("why entry 2: %v", why)
	}
	h.customer("d", "Wie entkalke ich meine Maschine?")
	recent := h.want(200, "Anna", "GET", "/desk/v1/conversations?recent", nil)["recent"].([]any)
	if len(recent) != 1 || recent[0].(map[string]any)["wants"] != "Wie entkalke ich meine Maschine?" {
		t.Errorf("the bot's conversations: %v", recent)
	}
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/back", handoff.Request{Key: "4", Text: "Pumpe wird ersetzt", Settled: true})
	check(t, h.customer("c", "Und jetzt?"), "Du sagst: Und jetzt?")
	for _, did := range []string{"anna take c", "anna reply c", "anna back c"} {
		if _, ok := h.audited.Load(did); !ok {
			t.Errorf("the audit lacks %q", did)
		}
	}
}

func TestTheDeskRefuses(t *testing.T) {
	h := newHouse(t)
	h.customer("c", "Hallo, ich habe eine Frage")
	h.want(401, "", "GET", "/desk/v1/conversations", nil)
	h.want(401, "", "POST", "/desk/v1/conversations/c/take", key("1"))
	h.want(404, "Anna", "GET", "/desk/v1/conversations/nowhere", nil)
	h.want(404, "Anna", "POST", "/desk/v1/conversations/nowhere/take", key("1"))
	h.want(400, "Anna", "POST", "/desk/v1/conversations/c/take", handoff.Request{})
	h.want(400, "Anna", "POST", "/desk/v1/conversations/c/take", "no object")
	h.want(409, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "2", Text: "not mine"})
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/take", key("3"))
	h.want(400, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "4", Text: " "})
	h.want(413, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "5", Text: strings.Repeat("x", 1<<20)})
	h.want(405, "Anna", "DELETE", "/desk/v1/conversations/c", nil)

	h.want(204, "Anna", "POST", "/desk/v1/presence", map[string]any{})
	refused := h.want(409, "Bert", "POST", "/desk/v1/conversations/c/take", key("6"))
	if refused["name"] != "Anna" {
		t.Errorf("Bert is not told who has it: %v", refused)
	}
	if status, _ := h.call("Anna", "POST", "/desk/v1/conversations/c/close", key("7"), "Sec-Fetch-Site", "cross-site"); status != 403 {
		t.Errorf("a page of another site may close conversations: %d", status)
	}
}

func TestThePageIsServedStrictly(t *testing.T) {
	h := newHouse(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/desk/", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || string(page) != "<title>desk</title>" {
		t.Errorf("page %q, error %v", page, err)
	}
	check(t, resp.Header.Get("Content-Security-Policy"), "default-src 'none'")
	check(t, resp.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
}

func TestADeskThatOpensServesWhoWaits(t *testing.T) {
	h := newHouse(t)
	check(t, h.customer("c", "Bitte einen Menschen"), "Spätestens")
	h.want(204, "Anna", "POST", "/desk/v1/presence", map[string]any{"available": true})
	lists := h.want(200, "Anna", "GET", "/desk/v1/conversations", nil)
	if waiting := lists["queue"].([]any)[0].(map[string]any); waiting["agent"] != "anna" {
		t.Errorf("Anna came and nobody was offered to her: %v", waiting)
	}
	if lists["available"] != true {
		t.Error("Anna is not available")
	}
}

func TestTheStreamTellsWhatChanged(t *testing.T) {
	h := newHouse(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/desk/v1/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Agent", "Anna")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Scan() // retry: the stream listens now
	h.customer("c", "Bitte einen Menschen")
	seen := map[bot.SignalKind]bool{}
	for (!seen[bot.SignalQueue] || !seen[bot.SignalTranscript]) && lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			var s bot.Signal
			if err := json.Unmarshal([]byte(data), &s); err != nil {
				t.Fatal(err)
			}
			seen[s.Kind] = seen[s.Kind] || s.Conversation == "c"
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// slow takes its time for an answer.
type slow struct{ thinking, resume chan struct{} }

func (slow) Name() string { return "slow" }

func (s slow) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if t.Text() != "Denk nach" {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 0.95, Final: true, Take: func(context.Context) error {
		s.thinking <- struct{}{}
		<-s.resume
		t.Say(bot.Reply{Text: "too late"})
		return nil
	}}}, nil
}

func TestAPersonSpeaksWhileTheBotStillThinks(t *testing.T) {
	s := slow{make(chan struct{}, 1), make(chan struct{})}
	h := newHouse(t, s)
	h.customer("c", "Hallo, ich habe eine Frage")
	answer := make(chan string)
	go func() { answer <- h.customer("c", "Denk nach") }()
	<-s.thinking
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/take", key("1"))
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "2", Text: "Ich bin da."})
	close(s.resume)
	if late := <-answer; late != "" {
		t.Errorf("the bot says %q after Anna's first word", late)
	}
}
