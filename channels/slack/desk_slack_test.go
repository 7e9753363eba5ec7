package slack_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// A workspace is the fake Slack with what only the desk needs of it: whether an address is confirmed, who is not to be
// disturbed, reactions; and outages.
type workspace struct {
	*slackfake.Slack
	now func() time.Time

	mu        sync.Mutex
	people    map[string]human
	reactions map[string]string // names by what was written
	asked     int
	down      bool          // nobody gets through
	slow      time.Duration // how long everybody is told to wait
	marks     time.Duration // how long those who react are told to wait
}

type human struct {
	Name, Email, Locale, Team         string
	Unconfirmed, Guest, Absent, Quiet bool
}

// room is the agents' channel.
const room = "C0AGENTS"

func newWorkspace(t testing.TB, now func() time.Time) *workspace {
	w := &workspace{Slack: slackfake.New(), now: now, people: map[string]human{}, reactions: map[string]string{}}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	w.URL = server.URL
	return w
}

// ServeHTTP answers what the fake does not know, and leaves the rest to it.
func (w *workspace) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, _ := url.ParseQuery(string(body)) // what is no form has no fields
	w.mu.Lock()
	w.asked++
	down, slow, marks := w.down, w.slow, w.marks
	w.mu.Unlock()
	switch method := path.Base(r.URL.Path); {
	case down:
		panic(http.ErrAbortHandler)
	case slow > 0:
		slackfake.Limited(slow)(rw, r, nil)
	case method == "reactions.add" && marks > 0:
		slackfake.Limited(marks)(rw, r, nil)
	case method == "users.info":
		w.info(rw, form.Get("user"))
	case method == "users.getPresence":
		w.presence(rw, form.Get("user"))
	case method == "dnd.teamInfo":
		w.quiet(rw, strings.Split(form.Get("users"), ","))
	case method == "reactions.add":
		w.react(rw, form.Get("timestamp"), form.Get("name"))
	default:
		w.Slack.ServeHTTP(rw, r)
	}
}

func (w *workspace) info(rw http.ResponseWriter, user string) {
	h, team := w.human(user), slackfake.Team
	if h.Team != "" {
		team = h.Team
	}
	answerJSON(rw, map[string]any{"ok": true, "user": map[string]any{
		"id": user, "team_id": team, "name": h.Name, "real_name": h.Name, "locale": h.Locale, "is_email_confirmed": !h.Unconfirmed,
		"is_stranger": h.Guest, "profile": map[string]any{"display_name": h.Name, "email": h.Email},
	}})
}

func (w *workspace) presence(rw http.ResponseWriter, user string) {
	answerJSON(rw, map[string]any{"ok": true, "presence": map[bool]string{true: "away", false: "active"}[w.human(user).Absent]})
}

func (w *workspace) quiet(rw http.ResponseWriter, users []string) {
	all := map[string]any{}
	for _, user := range users {
		all[user] = map[string]any{
			"dnd_enabled": w.human(user).Quiet, "next_dnd_start_ts": w.now().Add(-time.Hour).Unix(), "next_dnd_end_ts": w.now().Add(time.Hour).Unix(),
		}
	}
	answerJSON(rw, map[string]any{"ok": true, "users": all})
}

func (w *workspace) react(rw http.ResponseWriter, ts, name string) {
	w.mu.Lock()
	w.reactions[ts] = name
	w.mu.Unlock()
	answerJSON(rw, map[string]any{"ok": true})
}

func (w *workspace) human(user string) human {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.people[user]
}

// set changes the workspace while others may look at it.
func (w *workspace) set(change func(w *workspace)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change(w)
}

func (w *workspace) requests() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked
}

// told is what somebody alone was told last.
func (w *workspace) told(user string) (text string) {
	for _, c := range w.Calls("chat.postEphemeral") {
		if c.Params["user"] == user {
			text = c.Params["text"]
		}
	}
	return text
}

// A root is the top of a thread that the desk opened: as it is now, whenever it is asked.
type root struct {
	w  *workspace
	ts string
}

func (r root) post() slackfake.Post {
	for _, p := range r.w.Posts(room, r.ts) {
		if p.TS == r.ts {
			return p
		}
	}
	return slackfake.Post{}
}

func (r root) text() string { return r.post().Text }

// shown is all that lotse wrote below it.
func (r root) shown() string {
	var all []string
	for _, p := range r.w.Said(room, r.ts) {
		if p.TS != r.ts && p.To == "" {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, "\n")
}

// buttons are what can be pressed.
func (r root) buttons(t *testing.T) (labels string) {
	t.Helper()
	var blocks []struct {
		Elements json.RawMessage `json:"elements"`
		Type     string          `json:"type"`
	}
	if err := json.Unmarshal(r.post().Blocks, &blocks); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		if b.Type != "actions" {
			continue
		}
		var all []struct {
			Text struct {
				Text string `json:"text"`
			} `json:"text"`
		}
		if err := json.Unmarshal(b.Elements, &all); err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			labels += fmt.Sprintf("[%s]", e.Text.Text)
		}
	}
	return labels
}

func answerJSON(rw http.ResponseWriter, body any) {
	rw.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(rw).Encode(body) // an error here means that the desk broke off
}
