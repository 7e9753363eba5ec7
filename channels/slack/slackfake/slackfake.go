// Package slackfake is Slack at the wire, as far as lotse needs it: the Web API with its limits, the Events API and Socket Mode
// with their signatures and redeliveries, and people who say, press and submit something. Tests run against it.
package slackfake

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// What the fake workspace is called, and what opens it.
const (
	Team     = "T0LOTSE"
	BotUser  = "U0BOT"
	Bot      = "B0BOT"
	Token    = "xoxb-fake-bot-token"
	AppToken = "xapp-fake-app-token"
	Secret   = "fake-signing-secret"
	Client   = "fake-client-id"     // of the app, for installing it
	Hidden   = "fake-client-secret" // its secret
)

// A Slack is one fake of it. Its zero value is not useful; see [New] and [Serve].
type Slack struct {
	URL string       // of the server, if it has one: the Web API is at URL + "/api/"
	App http.Handler // what events, interactions and commands are posted to, unless Socket Mode is connected

	mu       sync.Mutex
	clock    int64             // of timestamps: each is used once
	numbers  map[string]int    // of IDs, by what they begin with
	tokens   map[string]string // the workspace by token
	people   map[string]Person
	posts    []*Post
	views    []View
	files    map[string]*File
	faults   map[string][]Fault
	calls    []Call
	prompts  map[string][]string // by place
	titles   map[string]string
	statuses []string
	codes    map[string]string // what OAuth codes are good for: the workspace
	sockets  *sockets
	scopes   string
}

// A Person is somebody in the workspace.
type Person struct {
	ID, Name, Email, Locale string
	Away                    bool
	Bot                     bool
}

// A Call is one request to the Web API.
type Call struct {
	Method string
	Params map[string]string // without the token
}

// New makes a fake that is served by somebody else; see [Slack.ServeHTTP].
func New() *Slack {
	return &Slack{
		clock: time.Now().UnixMicro(), numbers: map[string]int{}, tokens: map[string]string{Token: Team}, people: map[string]Person{},
		files: map[string]*File{}, faults: map[string][]Fault{}, prompts: map[string][]string{}, titles: map[string]string{},
		codes: map[string]string{}, sockets: newSockets(), scopes: "chat:write,users:read",
	}
}

// Serve makes a fake with a server of its own, until the test ends.
func Serve(t testing.TB) *Slack {
	s := New()
	server := httptest.NewServer(s)
	s.URL = server.URL
	t.Cleanup(func() {
		s.sockets.close()
		server.CloseClientConnections()
		server.Close()
	})
	return s
}

// Meet lets somebody be in the workspace.
func (s *Slack) Meet(p Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[p.ID] = p
}

// Join lets another workspace install the app: a token is good for it from then on.
func (s *Slack) Join(team, token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[token] = team
}

// Revoke makes a token useless.
func (s *Slack) Revoke(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tokens, token)
}

// Grant says which scopes the tokens have, with commas between them.
func (s *Slack) Grant(scopes string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scopes = scopes
}

// Calls lists the requests to a method of the Web API, or to all of it.
func (s *Slack) Calls(method string) (all []Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			all = append(all, c)
		}
	}
	return all
}

// Statuses lists what assistant threads were said to be doing.
func (s *Slack) Statuses() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.statuses...)
}

// Prompts are those of an assistant thread, and Title is what it is called.
func (s *Slack) Prompts(channel, thread string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prompts[channel+":"+thread]
}

// Title is what an assistant thread is called.
func (s *Slack) Title(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.titles[channel+":"+thread]
}

// stamp is a timestamp of Slack's: unique, and later than all before. The mutex is held.
func (s *Slack) stamp() string {
	s.clock = max(s.clock+1, time.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", s.clock/1e6, s.clock%1e6)
}

// number makes an ID. The mutex is held.
func (s *Slack) number(prefix string) string {
	s.numbers[prefix]++
	return fmt.Sprintf("%s0FAKE%d", prefix, s.numbers[prefix])
}

func raw(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain data
	}
	return b
}
