package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

// What the stand-in model writes: three sentences, each of which is complete when the next begins.
var writtenPieces = []string{
	"Die Garantie gilt", " zwei Jahre", " ab dem Kauf [1].", " Die Garantie", " gilt zwei Jahre [1].", " Sie", " gilt ab dem", " Kauf [1].",
}

// completes are the pieces with which the first and the second sentence become complete.
var completes = []int{3, 5}

// BenchmarkSentences measures how long after its completion a checked sentence reaches a browser, over the web channel, with a
// model whose first token takes 300 ms.
func BenchmarkSentences(b *testing.B) {
	for _, streams := range []int{1, 200} {
		b.Run(fmt.Sprintf("streams=%d", streams), func(b *testing.B) {
			s := &sentences{sent: map[string][]time.Time{}}
			server := llmtest.NewServer(b)
			server.Always(s.answer)
			a := opens(b, server, "")
			err := a.Work(b.Context(), nil, func(context.Context) error {
				door := httptest.NewServer(a.Handler())
				defer door.Close()
				for b.Loop() {
					var all sync.WaitGroup
					for range streams {
						all.Go(func() { s.visit(b, door.URL) })
					}
					all.Wait()
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			if len(s.late) == 0 {
				b.Fatal("no browser saw a draft")
			}
			slices.Sort(s.late)
			b.ReportMetric(ms(s.late[len(s.late)/2]), "ms-p50")
			b.ReportMetric(ms(s.late[len(s.late)*99/100]), "ms-p99")
			b.ReportMetric(ms(s.late[len(s.late)-1]), "ms-max")
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// sentences are when they were complete, and how late browsers saw them.
type sentences struct {
	mu    sync.Mutex
	names int
	sent  map[string][]time.Time // by the visitor's name
	late  []time.Duration
}

var visitorName = regexp.MustCompile(`besuch[a-z]+`)

func (s *sentences) answer(asked llmtest.Asked) llmtest.Step {
	name := visitorName.FindString(asked.Last())
	return llmtest.Paced(300*time.Millisecond, 10*time.Millisecond, func(piece int) {
		if slices.Contains(completes, piece) {
			s.mu.Lock()
			s.sent[name] = append(s.sent[name], time.Now())
			s.mu.Unlock()
		}
	}, writtenPieces...)
}

// visit asks once, and notes how late its drafts are.
func (s *sentences) visit(b *testing.B, door string) {
	s.mu.Lock()
	s.names++
	from := fmt.Sprintf("10.0.%d.%d", s.names/200, s.names%200) // an address each, as customers have
	name := "besuch" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(s.names))
	s.mu.Unlock()
	var begun struct{ Conversation, Token string }
	call(b, door, from, "", "conversations", map[string]any{}, &begun)
	request, _ := http.NewRequestWithContext(b.Context(), http.MethodGet, door+"/web/v1/stream?after=0", http.NoBody) // it is well formed
	request.Header.Set("Authorization", "Bearer "+begun.Token)
	request.Header.Set("X-Forwarded-For", from)
	request.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Error(err)
		return
	}
	defer response.Body.Close()
	call(b, door, from, begun.Token, "utterances", map[string]any{"id": name, "text": "Garantie", "payload": knowledge.AskPayload + "Wie lange gilt die Garantie? " + name, "language": "de"}, nil)
	seen := 0
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		var f web.Frame
		if !is || json.Unmarshal([]byte(data), &f) != nil {
			continue
		}
		now := time.Now()
		ended := f.Kind == web.Entry && f.Entry != nil && f.Entry.Author == "bot"
		n := strings.Count(f.Text, ". [")
		if ended {
			n = len(completes) // what no draft showed is visible now
		}
		s.mu.Lock()
		for ; seen < n && seen < len(s.sent[name]); seen++ {
			s.late = append(s.late, now.Sub(s.sent[name][seen]))
		}
		s.mu.Unlock()
		if ended {
			return
		}
	}
}

func call(b *testing.B, door, from, token, path string, body, into any) {
	text, _ := json.Marshal(body) // texts always marshal
	request, _ := http.NewRequestWithContext(b.Context(), http.MethodPost, door+"/web/v1/"+path, strings.NewReader(string(text)))
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("X-Forwarded-For", from)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Error(err)
		return
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		b.Errorf("%s: %s", path, response.Status)
		return
	}
	if into != nil {
		if err := json.NewDecoder(response.Body).Decode(into); err != nil {
			b.Error(err)
		}
	}
}
