package llmtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/lotse-bot/lotse/llm"
)

// A Server is a model server on loopback with the protocol of OpenAI's API. What it does is a script: one [Step] for every
// completion it is asked for. Embeddings need no script; steps for them come from [Server.OnTexts].
type Server struct {
	URL        string // the base, with the version
	Dimensions int    // of its embeddings; 8 unless changed before it is asked

	mu      sync.Mutex
	script  []Step
	answer  func(Asked) Step
	onTexts func(texts []string) Step
	asked   []Asked
	closing chan struct{}
}

// Asked is one request as it arrived.
type Asked struct {
	Key         string // of the Authorization header, without "Bearer "
	Model       string
	System      string
	Said        []llm.Said
	Texts       []string // of a request for embeddings
	MaxTokens   int
	Temperature float64
}

// Last is the last thing that was said.
func (a Asked) Last() string {
	if len(a.Said) == 0 {
		return ""
	}
	return a.Said[len(a.Said)-1].Text
}

// NewServer starts a server that ends with the test.
func NewServer(t testing.TB, script ...Step) *Server {
	t.Helper()
	s := &Server{Dimensions: 8, script: script, closing: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.complete)
	mux.HandleFunc("POST /v1/embeddings", s.embed)
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		close(s.closing)
		server.CloseClientConnections()
		server.Close()
	})
	s.URL = server.URL + "/v1"
	return s
}

// Then adds steps to the script.
func (s *Server) Then(steps ...Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = append(s.script, steps...)
}

// Always answers every completion that the script has no step for.
func (s *Server) Always(answer func(Asked) Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

// OnTexts makes requests for embeddings fail: a nil step embeds as usual.
func (s *Server) OnTexts(step func(texts []string) Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onTexts = step
}

// Asked are all requests so far.
func (s *Server) Asked() []Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Asked(nil), s.asked...)
}

// body is what both kinds of requests are made of.
type body struct {
	Model               string   `json:"model"`
	Input               []string `json:"input"`
	Stream              bool     `json:"stream"`
	MaxTokens           int      `json:"max_tokens"`
	MaxCompletionTokens int      `json:"max_completion_tokens"`
	Temperature         float64  `json:"temperature"`
	Messages            []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
}

// hear reads a request and keeps it.
func (s *Server) hear(w http.ResponseWriter, r *http.Request) (body, Asked, bool) {
	var b body
	if err := json.NewDecoder(r.Body).Decode(&b); err != nil || b.Model == "" {
		refuse(w, http.StatusBadRequest, "the request is not JSON or names no model")
		return b, Asked{}, false
	}
	a := Asked{
		Key: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), Model: b.Model, Texts: b.Input,
		MaxTokens: b.MaxTokens + b.MaxCompletionTokens, Temperature: b.Temperature,
	}
	for _, m := range b.Messages {
		if m.Role == "system" {
			a.System = m.Content
		} else {
			a.Said = append(a.Said, llm.Said{Role: m.Role, Text: m.Content})
		}
	}
	s.mu.Lock()
	s.asked = append(s.asked, a)
	s.mu.Unlock()
	return b, a, true
}

func (s *Server) complete(w http.ResponseWriter, r *http.Request) {
	b, a, ok := s.hear(w, r)
	if !ok {
		return
	}
	if !b.Stream || len(b.Messages) == 0 {
		refuse(w, http.StatusBadRequest, "only streamed answers to something said are scripted")
		return
	}
	step := s.next(a)
	if step == nil {
		refuse(w, http.StatusInternalServerError, "the script of this server is over")
		return
	}
	step(&exchange{w: w, r: r, closing: s.closing})
}

func (s *Server) next(a Asked) Step {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.script) > 0 {
		step := s.script[0]
		s.script = s.script[1:]
		return step
	}
	if s.answer != nil {
		return s.answer(a)
	}
	return nil
}
