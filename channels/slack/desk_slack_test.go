package slack_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A workspace is Slack at the wire, as far as the desk sees it: one room, the people in it, and what they read.
type workspace struct {
	*httptest.Server

	mu      sync.Mutex
	now     func() time.Time
	made    int
	posts   []*post
	private []post // what one person alone was told
	views   []view
	people  map[string]human
	files   []string // titles of what was uploaded
	calls   []string
	down    bool            // nobody gets through
	slow    time.Duration   // how long everybody is told to wait
	cut     map[string]bool // methods whose next call is done, and not answered
	refuse  map[string]string
}

type post struct {
	TS        string            `json:"ts"`
	Thread    string            `json:"thread_ts,omitempty"`
	User      string            `json:"user"`
	Bot       string            `json:"bot_id,omitempty"`
	Text      string            `json:"text"`
	Blocks    json.RawMessage   `json:"blocks,omitempty"`
	Metadata  json.RawMessage   `json:"metadata,omitempty"`
	Reactions map[string]string `json:"-"` // by name: who
}

type view struct {
	Trigger  string
	Callback string
	Private  string
	Body     string
}

type human struct {
	Name, Email, Locale, Team  string
	Unconfirmed, Guest, Absent bool
	Quiet                      bool
}

const (
	room = "C0AGENTS"
	home = "T0HOME"
)

func newWorkspace(t testing.TB, now func() time.Time) *workspace {
	w := &workspace{now: now, people: map[string]human{}, cut: map[string]bool{}, refuse: map[string]string{}}
	mux := http.NewServeMux()
	for method, serve := range map[string]func(url.Values) (any, string){
		"auth.test":                    w.authTest,
		"chat.postMessage":             w.postMessage,
		"chat.postEphemeral":           w.postEphemeral,
		"chat.update":                  w.update,
		"conversations.history":        w.history,
		"conversations.replies":        w.replies,
		"reactions.add":                w.addReaction,
		"users.info":                   w.usersInfo,
		"users.getPresence":            w.getPresence,
		"dnd.teamInfo":                 w.teamInfo,
		"files.getUploadURLExternal":   w.uploadURL,
		"files.completeUploadExternal": w.completeUpload,
		"views.open":                   w.openView,
		"oauth.v2.access":              w.access,
	} {
		mux.HandleFunc("/api/"+method, func(rw http.ResponseWriter, r *http.Request) { w.serve(rw, r, method, serve) })
	}
	mux.HandleFunc("/upload", func(http.ResponseWriter, *http.Request) {})
	w.Server = httptest.NewServer(mux)
	t.Cleanup(w.Close)
	return w
}

func (w *workspace) serve(rw http.ResponseWriter, r *http.Request, method string, serve func(url.Values) (any, string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, method)
	values, err := read(r)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	switch {
	case w.down:
		hangUp(rw)
		return
	case w.slow > 0:
		rw.Header().Set("Retry-After", fmt.Sprint(int(w.slow.Seconds())))
		rw.WriteHeader(http.StatusTooManyRequests)
		return
	case w.refuse[method] != "":
		answerJSON(rw, map[string]any{"ok": false, "error": w.refuse[method]})
		return
	}
	body, problem := serve(values)
	if w.cut[method] {
		delete(w.cut, method)
		hangUp(rw)
		return
	}
	if problem != "" {
		answerJSON(rw, map[string]any{"ok": false, "error": problem})
		return
	}
	answerJSON(rw, body)
}

func read(r *http.Request) (url.Values, error) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var body map[string]json.RawMessage
		err := json.NewDecoder(r.Body).Decode(&body)
		values := url.Values{}
		for k, v := range body {
			values.Set(k, strings.Trim(string(v), `"`))
		}
		return values, err
	}
	err := r.ParseForm()
	return r.Form, err
}

func hangUp(rw http.ResponseWriter) {
	conn, _, err := rw.(http.Hijacker).Hijack()
	if err == nil {
		conn.Close()
	}
}

func answerJSON(rw http.ResponseWriter, body any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("X-Oauth-Scopes", "chat:write,users:read")
	_ = json.NewEncoder(rw).Encode(body)
}

func (w *workspace) ts() string {
	w.made++
	return fmt.Sprintf("%d.%06d", w.now().Unix(), w.made)
}

func (w *workspace) authTest(url.Values) (any, string) {
	return map[string]any{"ok": true, "team_id": home, "team": "Kaffee", "user_id": "U0LOTSE", "bot_id": "B0LOTSE"}, ""
}

func (w *workspace) postMessage(v url.Values) (any, string) {
	if v.Get("channel") != room {
		return nil, "channel_not_found"
	}
	p := &post{TS: w.ts(), Thread: v.Get("thread_ts"), User: "U0LOTSE", Bot: "B0LOTSE", Text: v.Get("text"), Reactions: map[string]string{}}
	p.Blocks, p.Metadata = raw(v.Get("blocks")), raw(v.Get("metadata"))
	w.posts = append(w.posts, p)
	return map[string]any{"ok": true, "channel": room, "ts": p.TS}, ""
}

func raw(s string) json.RawMessage {
	if s == "" {
		return nil
	}
	return json.RawMessage(s)
}

func (w *workspace) postEphemeral(v url.Values) (any, string) {
	w.private = append(w.private, post{TS: w.ts(), Thread: v.Get("thread_ts"), User: v.Get("user"), Text: v.Get("text")})
	return map[string]any{"ok": true, "message_ts": w.ts()}, ""
}

func (w *workspace) update(v url.Values) (any, string) {
	p := w.find(v.Get("ts"))
	if p == nil {
		return nil, "message_not_found"
	}
	p.Text, p.Blocks, p.Metadata = v.Get("text"), raw(v.Get("blocks")), raw(v.Get("metadata"))
	return map[string]any{"ok": true, "channel": room, "ts": p.TS, "text": p.Text}, ""
}

func (w *workspace) find(ts string) *post {
	if i := slices.IndexFunc(w.posts, func(p *post) bool { return p.TS == ts }); i >= 0 {
		return w.posts[i]
	}
	return nil
}

func (w *workspace) history(v url.Values) (any, string) {
	all := []*post{}
	for _, p := range slices.Backward(w.posts) {
		if p.Thread == "" && p.TS >= v.Get("oldest") {
			all = append(all, p)
		}
	}
	return map[string]any{"ok": true, "messages": all}, ""
}

func (w *workspace) replies(v url.Values) (any, string) {
	one := w.find(v.Get("ts"))
	if one == nil {
		return nil, "thread_not_found"
	}
	all := []*post{}
	for _, p := range w.posts {
		if (p == one || p.Thread == one.TS) && (v.Get("latest") == "" || p.TS <= v.Get("latest")) {
			all = append(all, p)
		}
	}
	return map[string]any{"ok": true, "messages": all}, ""
}

func (w *workspace) addReaction(v url.Values) (any, string) {
	p := w.find(v.Get("timestamp"))
	switch {
	case p == nil:
		return nil, "message_not_found"
	case p.Reactions[v.Get("name")] != "":
		return nil, "already_reacted"
	}
	p.Reactions[v.Get("name")] = "U0LOTSE"
	return map[string]any{"ok": true}, ""
}

func (w *workspace) usersInfo(v url.Values) (any, string) {
	h, ok := w.people[v.Get("user")]
	if !ok {
		return nil, "user_not_found"
	}
	team := h.Team
	if team == "" {
		team = home
	}
	return map[string]any{"ok": true, "user": map[string]any{
		"id": v.Get("user"), "team_id": team, "name": h.Name, "real_name": h.Name, "locale": h.Locale, "is_email_confirmed": !h.Unconfirmed,
		"is_stranger": h.Guest, "profile": map[string]any{"display_name": h.Name, "email": h.Email},
	}}, ""
}

func (w *workspace) getPresence(v url.Values) (any, string) {
	if w.people[v.Get("user")].Absent {
		return map[string]any{"ok": true, "presence": "away"}, ""
	}
	return map[string]any{"ok": true, "presence": "active"}, ""
}

func (w *workspace) teamInfo(v url.Values) (any, string) {
	users := map[string]any{}
	for user := range strings.SplitSeq(v.Get("users"), ",") {
		users[user] = map[string]any{
			"dnd_enabled": w.people[user].Quiet, "next_dnd_start_ts": w.now().Add(-time.Hour).Unix(), "next_dnd_end_ts": w.now().Add(time.Hour).Unix(),
		}
	}
	return map[string]any{"ok": true, "users": users}, ""
}

func (w *workspace) uploadURL(v url.Values) (any, string) {
	return map[string]any{"ok": true, "upload_url": w.URL + "/upload", "file_id": "F" + v.Get("filename")}, ""
}

func (w *workspace) completeUpload(v url.Values) (any, string) {
	w.files = append(w.files, v.Get("thread_ts")+" "+v.Get("files"))
	return map[string]any{"ok": true, "files": []map[string]any{{"id": "F1", "title": "x"}}}, ""
}

func (w *workspace) openView(v url.Values) (any, string) {
	var body struct {
		Callback string `json:"callback_id"`
		Private  string `json:"private_metadata"`
	}
	if err := json.Unmarshal([]byte(v.Get("view")), &body); err != nil {
		return nil, "invalid_arguments"
	}
	w.views = append(w.views, view{Trigger: v.Get("trigger_id"), Callback: body.Callback, Private: body.Private, Body: v.Get("view")})
	return map[string]any{"ok": true, "view": map[string]any{"id": "V1"}}, ""
}

func (w *workspace) access(v url.Values) (any, string) {
	if v.Get("code") != "good" || v.Get("client_secret") != "client secret" {
		return nil, "invalid_code"
	}
	return map[string]any{
		"ok": true, "access_token": "xoxb-installed", "token_type": "bot", "scope": "chat:write,users:read", "bot_user_id": "U0LOTSE", "app_id": "A1",
		"team": map[string]string{"id": "T0NEW", "name": "New <b>Roasters</b>"},
	}, ""
}
