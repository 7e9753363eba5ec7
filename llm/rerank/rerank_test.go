package rerank_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/fuse"
	"github.com/lotse-bot/lotse/llm/rerank"
)

func serve(t *testing.T, answer http.HandlerFunc) *rerank.Client {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return &rerank.Client{URL: s.URL + "/rerank", Key: "secret", Model: "small", Timeout: 5 * time.Second}
}

func TestBothDialectsAreUnderstood(t *testing.T) {
	for name, answer := range map[string]string{
		"Cohere, Jina": `{"model": "small", "results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": -2}]}`,
		"TEI":          `[{"index": 1, "score": 0.9}, {"index": 0, "score": -2}]`,
	} {
		t.Run(name, func(t *testing.T) {
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				var asked struct {
					Model, Query     string
					Documents, Texts []string
				}
				if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
					t.Error(err)
				}
				want := []string{"ask *** at once", "three days"}
				if r.Header.Get("Authorization") != "Bearer secret" || asked.Model != "small" || asked.Query != "how long does *** wait" ||
					!cmp.Equal(want, asked.Documents) || !cmp.Equal(want, asked.Texts) {
					t.Errorf("asked %+v", asked)
				}
				_, _ = w.Write([]byte(answer))
			})
			c.Hide = func(s string) string { return strings.ReplaceAll(s, "Eva", "***") }
			got, err := c.Rerank(t.Context(), "how long does Eva wait", []string{"ask Eva at once", "three days"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]float64{-2, .9}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatGoesWrongIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		kind   llm.ErrorKind
	}{
		"no JSON":          {200, "<html>", llm.Garbage},
		"too few":          {200, `{"results": [{"index": 0, "relevance_score": 1}]}`, llm.Garbage},
		"one twice":        {200, `[{"index": 0, "score": 1}, {"index": 0, "score": 1}]`, llm.Garbage},
		"one too many":     {200, `[{"index": 0, "score": 1}, {"index": 2, "score": 1}]`, llm.Garbage},
		"the wrong key":    {401, "", llm.Refused},
		"too often":        {429, "", llm.Limited},
		"a broken machine": {503, "", llm.Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "7")
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			_, err := client.Rerank(t.Context(), "q", []string{"a", "b"})
			var failed *llm.Error
			if !errors.As(err, &failed) || failed.Kind != c.kind {
				t.Errorf("%v", err)
			}
			if c.kind == llm.Limited && failed.RetryAfter != 7*time.Second {
				t.Errorf("it may be asked after %v", failed.RetryAfter)
			}
		})
	}
}

func TestAServerThatHangsIsNotWaitedForAndThenLeftAlone(t *testing.T) {
	var asked atomic.Int32
	c := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body) // only then a server notices that the client has gone
		<-r.Context().Done()
	})
	c.Timeout, c.Fuse = 10*time.Millisecond, &fuse.Fuse{}
	for range fuse.Failures + 2 {
		if _, err := c.Rerank(t.Context(), "q", []string{"a"}); err == nil {
			t.Fatal("it answered")
		}
	}
	if n := asked.Load(); n > fuse.Failures {
		t.Errorf("it was asked %d times", n)
	}
}
