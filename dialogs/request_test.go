package dialogs_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// A backend is a real server that notes what it is asked.
type backend struct {
	*httptest.Server
	mu    sync.Mutex
	asked []asked
}

type asked struct{ Method, Path, Body, Key, Token string }

func newBackend(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, try int)) *backend {
	b := &backend{}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		b.mu.Lock()
		b.asked = append(b.asked, asked{r.Method, r.URL.RequestURI(), string(body), r.Header.Get("Idempotency-Key"), r.Header.Get("Authorization")})
		try := len(b.asked)
		b.mu.Unlock()
		answer(w, r, try)
	}))
	t.Cleanup(b.Close)
	return b
}

// order runs a flow that orders a part from the action, and gives back the turn.
func order(t *testing.T, action string, hosts ...string) *bot.Turn {
	t.Helper()
	_, turn := orderWith(t, action, hosts...)
	return turn
}

func orderWith(t *testing.T, action string, hosts ...string) (*bot.Bot, *bot.Turn) {
	t.Helper()
	fsys := fstest.MapFS{
		"actions.yaml": {Data: []byte("order:\n" + action)},
		"flows/order.yaml": {Data: []byte(`
start: {events: [order]}
slots: {part: {type: text}, count: {type: number}}
steps:
  - {do: order, with: {part: part, count: count}, into: receipt, failed: sorry}
  - say: "Ordered: {receipt.number}."
  - end: solved
  - id: sorry
    say: That did not work.
  - end: abandoned
`)},
	}
	flows, faults := dialogs.Load(fsys, []string{"en"})
	faults = append(faults, flows.Check(dialogs.Surroundings{Hosts: hosts})...)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	b := newBot(flows, dialogs.Config{Hosts: hosts, Secret: func(name string) string { return "secret of " + name }})
	turn := &bot.Turn{
		ID: "t1", Now: now, Conversation: bot.Conversation{ID: "c1"},
		Event: &bot.Event{Name: "order", Data: json.RawMessage(`{"part": "seal / 3?a=b", "count": 2}`)},
	}
	if err := b.Run(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
	return b, turn
}

func TestAnActionCallsItsServer(t *testing.T) {
	server := newBackend(t, func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, `{"number": "A7"}`) })
	turn := order(t, `
  method: POST
  url: `+server.URL+`/parts/{part}/orders?count={count}
  headers: {Authorization: "Bearer ${SHOP}"}
  body: {what: "{part}", count: "{count}", text: "{count} of {part}"}
`, server.URL)
	if got := turn.Replies()[0].Text; got != "Ordered: A7." {
		t.Errorf("said %q", got)
	}
	want := []asked{{
		"POST", "/parts/seal%20%2F%203%3Fa%3Db/orders?count=2", `{"count":2,"text":"2 of seal / 3?a=b","what":"seal / 3?a=b"}`,
		server.asked[0].Key, "Bearer secret of SHOP",
	}}
	if diff := cmp.Diff(want, server.asked); diff != "" || want[0].Key == "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if data, _ := json.Marshal(turn.Exchanges); strings.Contains(string(data), "secret of") {
		t.Errorf("the secret is recorded: %s", data)
	}
}

func TestAnActionThatFailsLeadsToItsStep(t *testing.T) {
	elsewhere := newBackend(t, func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, `{"number": "stolen"}`) })
	status := func(code int) func(http.ResponseWriter, *http.Request, int) {
		return func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(code) }
	}
	for _, c := range []struct {
		name, method string
		answer       func(w http.ResponseWriter, r *http.Request, try int)
		tries        int
		note         string
	}{
		{"broken for a reader, tried again", "GET", status(500), 3, "the server answers 500"},
		{"broken for a writer, not tried again", "POST", status(500), 1, "the server answers 500"},
		{"busy", "POST", status(503), 3, "the server answers 503"},
		{"refused", "GET", status(404), 1, "the server answers 404"},
		{"garbage", "GET", func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, "<html>") }, 1, "the answer is no JSON"},
		{"huge", "GET", func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, strings.Repeat("[", 2<<20)) }, 1, "larger than 1048576 bytes"},
		{"broken off", "POST", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "{")
		}, 1, "broke off"},
		{"elsewhere", "GET", func(w http.ResponseWriter, r *http.Request, _ int) {
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		}, 1, "another host"},
		{"in circles", "GET", func(w http.ResponseWriter, r *http.Request, _ int) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, 6, "again and again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := newBackend(t, c.answer)
			turn := order(t, "\n  method: "+c.method+"\n  url: "+server.URL+"/orders\n  timeout: 5s\n", server.URL)
			note := turn.Entries[0]
			if note.Event != "action failed" || !strings.Contains(note.Text, c.note) || strings.Contains(note.Text, "seal") {
				t.Errorf("noted %q, not %q", note.Text, c.note)
			}
			if got := turn.Replies()[0].Text; got != "That did not work." {
				t.Errorf("said %q", got)
			}
			if len(server.asked) != c.tries {
				t.Errorf("asked %d times, not %d", len(server.asked), c.tries)
			}
			for _, a := range server.asked {
				if a.Key != server.asked[0].Key {
					t.Errorf("a try has another key: %v", server.asked)
				}
			}
		})
	}
	if len(elsewhere.asked) > 0 {
		t.Errorf("another host was reached: %v", elsewhere.asked)
	}
}

func TestATransientFailureIsOvercome(t *testing.T) {
	server := newBackend(t, func(w http.ResponseWriter, _ *http.Request, try int) {
		if try < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, `{"number": "A8"}`)
	})
	turn := order(t, "\n  method: POST\n  url: "+server.URL+"\n", server.URL)
	if got := turn.Replies()[0].Text; got != "Ordered: A8." {
		t.Errorf("said %q", got)
	}
}

func TestADeadlineReachesTheSocket(t *testing.T) {
	released := make(chan struct{})
	server := newBackend(t, func(_ http.ResponseWriter, r *http.Request, _ int) {
		select {
		case <-r.Context().Done():
		case <-released:
		}
	})
	defer close(released)
	start := time.Now()
	turn := order(t, "\n  url: "+server.URL+"\n  timeout: 50ms\n", server.URL)
	if took := time.Since(start); took > 5*time.Second || turn.Entries[0].Event != "action failed" {
		t.Errorf("it took %s: %v", took, turn.Entries)
	}
}

func TestAPublicNameLeadsNowhereInside(t *testing.T) {
	turn := order(t, "\n  url: https://localhost/\n", "localhost")
	if note := turn.Entries[0].Text; !strings.Contains(note, "not public") {
		t.Errorf("noted %q", note)
	}
}

func TestARerunUsesTheSameKeyAndAReplayAsksNobody(t *testing.T) {
	server := newBackend(t, func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, `{"number": "A9"}`) })
	action := "\n  method: POST\n  url: " + server.URL + "\n"
	first := order(t, action, server.URL)
	b, second := orderWith(t, action, server.URL)
	if len(server.asked) != 2 || server.asked[0].Key != server.asked[1].Key {
		t.Fatalf("the keys differ: %v", server.asked)
	}
	again, err := b.Replay(t.Context(), bot.Conversation{ID: "c1"}, second)
	if err != nil || len(server.asked) != 2 {
		t.Fatalf("the replay asked the server, or failed: %v", err)
	}
	if diff := cmp.Diff(first.Entries, again.Entries); diff != "" {
		t.Error(diff)
	}
}
