package slackfake

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A request is one call of the Web API, its parameters read from a form or from JSON.
type request struct {
	*http.Request
	params url.Values
	team   string
}

// is gives a parameter.
func (r request) is(name string) string { return r.params.Get(name) }

// A refusal is an error of the Web API: ok is false.
type refusal string

// Error is Slack's word for it.
func (r refusal) Error() string { return string(r) }

type method func(s *Slack, r request) (answer map[string]any, err error)

var methods = map[string]method{
	"auth.test":                             (*Slack).authTest,
	"chat.postMessage":                      (*Slack).postMessage,
	"chat.postEphemeral":                    (*Slack).postEphemeral,
	"chat.update":                           (*Slack).update,
	"chat.delete":                           (*Slack).remove,
	"chat.getPermalink":                     (*Slack).permalink,
	"conversations.open":                    (*Slack).open,
	"conversations.info":                    (*Slack).info,
	"conversations.history":                 (*Slack).history,
	"conversations.replies":                 (*Slack).replies,
	"files.getUploadURLExternal":            (*Slack).uploadURL,
	"files.completeUploadExternal":          (*Slack).completeUpload,
	"files.info":                            (*Slack).fileInfo,
	"users.info":                            (*Slack).userInfo,
	"users.getPresence":                     (*Slack).presence,
	"users.lookupByEmail":                   (*Slack).byEmail,
	"views.open":                            (*Slack).openView,
	"views.update":                          (*Slack).updateView,
	"views.publish":                         (*Slack).publishView,
	"reactions.add":                         (*Slack).nothing,
	"assistant.threads.setStatus":           (*Slack).setStatus,
	"assistant.threads.setTitle":            (*Slack).setTitle,
	"assistant.threads.setSuggestedPrompts": (*Slack).setPrompts,
	"oauth.v2.access":                       (*Slack).access,
	"apps.connections.open":                 (*Slack).connect,
}

// open methods need no bot's token.
var without = map[string]bool{"oauth.v2.access": true, "apps.connections.open": true}

// ServeHTTP is Slack as the app sees it: /api/METHOD, the places where files are uploaded and downloaded, and Socket Mode.
func (s *Slack) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/"):
		s.call(w, r, strings.TrimPrefix(r.URL.Path, "/api/"))
	case strings.HasPrefix(r.URL.Path, "/upload/"):
		s.receive(w, r)
	case strings.HasPrefix(r.URL.Path, "/files/"):
		s.hand(w, r)
	case r.URL.Path == "/socket":
		s.sockets.serve(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (s *Slack) call(w http.ResponseWriter, r *http.Request, name string) {
	do, known := methods[name]
	req, err := read(r)
	if !known || err != nil {
		http.Error(w, "unknown method", http.StatusNotFound)
		return
	}
	well := func(w http.ResponseWriter) { s.perform(w, name, do, req) }
	if f := s.fault(name, req); f != nil {
		f(w, r, well)
		return
	}
	well(w)
}

func (s *Slack) perform(w http.ResponseWriter, name string, do method, r request) {
	s.mu.Lock()
	token := r.is("token")
	if h := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "); h != "" && token == "" {
		token = h
	}
	r.team = s.tokens[token]
	var answer map[string]any
	var err error = refusal("invalid_auth")
	if r.team != "" || without[name] && (name != "apps.connections.open" || token == AppToken) {
		answer, err = do(s, r)
	}
	w.Header().Set("X-Oauth-Scopes", s.scopes)
	s.mu.Unlock()
	reply(w, answer, err)
}

func reply(w http.ResponseWriter, answer map[string]any, err error) {
	if answer == nil {
		answer = map[string]any{}
	}
	answer["ok"] = err == nil
	if err != nil {
		answer["error"] = err.Error()
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer) // an error here means that the app broke off
}

// read takes the parameters out of a form, a query or a JSON object.
func read(r *http.Request) (request, error) {
	req := request{Request: r, params: url.Values{}}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return req, err
	}
	switch t, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); t {
	case "application/json":
		var all map[string]json.RawMessage
		if len(body) == 0 {
			return req, nil
		}
		if err := json.Unmarshal(body, &all); err != nil {
			return req, err
		}
		for k, v := range all {
			var text string
			if json.Unmarshal(v, &text) != nil {
				text = string(v)
			}
			req.params.Set(k, text)
		}
		return req, nil
	default:
		if req.params, err = url.ParseQuery(string(body)); err != nil {
			return req, err
		}
	}
	for k, v := range r.URL.Query() {
		req.params[k] = v
	}
	return req, nil
}

// fault notes a call and says how it goes wrong, if it does.
func (s *Slack) fault(name string, r request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := Call{Method: name, Params: map[string]string{}}
	for k := range r.params {
		if k != "token" && k != "client_secret" {
			c.Params[k] = r.params.Get(k)
		}
	}
	s.calls = append(s.calls, c)
	if all := s.faults[name]; len(all) > 0 {
		s.faults[name] = all[1:]
		return all[0]
	}
	return nil
}

// A Fault is how one call goes wrong; well does what was asked and answers into the writer it is given.
type Fault func(w http.ResponseWriter, r *http.Request, well func(http.ResponseWriter))

// Fail makes the next calls of a method go wrong, one fault each; nil is none.
func (s *Slack) Fail(method string, all ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], all...)
}

// Refused answers with one of Slack's errors.
func Refused(word string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
		reply(w, nil, refusal(word))
	}
}

// Limited answers 429.
func Limited(after time.Duration) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
		w.Header().Set("Retry-After", fmt.Sprint(int(after.Seconds())))
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
	}
}

// Broken answers 500 without having done anything.
func Broken(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
	w.WriteHeader(http.StatusInternalServerError)
}

// Lost does what was asked, and nobody hears of it: the connection breaks off.
func Lost(_ http.ResponseWriter, _ *http.Request, well func(http.ResponseWriter)) {
	well(discard{})
	panic(http.ErrAbortHandler)
}

// Silent does what was asked and answers nothing, until the app hangs up.
func Silent(_ http.ResponseWriter, r *http.Request, well func(http.ResponseWriter)) {
	well(discard{})
	<-r.Context().Done()
}

type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
