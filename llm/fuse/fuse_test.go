package fuse_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/fuse"
	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
)

// A customer's server fails three times, is left alone, is tried once too early to be well, and then heals.
func TestAServerThatFailsIsLeftAloneUntilItIsWell(t *testing.T) {
	server := llmtest.NewServer(t)
	well := false
	server.Always(func(llmtest.Asked) llmtest.Step {
		if well {
			return llmtest.Says("I am back.")
		}
		return llmtest.Refuses(502, "upstream")
	})
	inner, err := openai.NewModel(openai.Options{URL: server.URL, Model: "tiny"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	m := fuse.Model{Model: inner, Fuse: &fuse.Fuse{Now: func() time.Time { return now }}}
	ask := func() error {
		_, err := m.Complete(t.Context(), llm.Request{Said: []llm.Said{{Role: "user", Text: "?"}}}, nil)
		return err
	}
	steps := []struct {
		what  string
		after time.Duration
		well  bool
		open  bool // it was not asked
		fails bool
		asked int // so far
	}{
		{"the first failure", 0, false, false, true, 1},
		{"the second", 0, false, false, true, 2},
		{"the third", 0, false, false, true, 3},
		{"left alone", 0, true, true, true, 3},
		{"tried, still ill", fuse.Rest, false, false, true, 4},
		{"left alone for twice as long", fuse.Rest, true, true, true, 4},
		{"tried, well", fuse.Rest, true, false, false, 5},
		{"asked as ever", 0, true, false, false, 6},
		{"one failure does no harm", 0, false, false, true, 7},
		{"asked as ever", 0, true, false, false, 8},
	}
	for _, s := range steps {
		now, well = now.Add(s.after), s.well
		err := ask()
		if (err != nil) != s.fails || errors.Is(err, fuse.ErrOpen) != s.open || len(server.Asked()) != s.asked {
			t.Fatalf("%s: %v, asked %d times", s.what, err, len(server.Asked()))
		}
	}
}

func TestALimitIsKept(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Limits(30*time.Second), llmtest.Says("ok"))
	inner, err := openai.NewModel(openai.Options{URL: server.URL, Model: "tiny"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	m := fuse.Model{Model: inner, Fuse: &fuse.Fuse{Now: func() time.Time { return now }}}
	for i, c := range []struct {
		after time.Duration
		asked int
	}{{0, 1}, {29 * time.Second, 1}, {time.Second, 2}} {
		now = now.Add(c.after)
		_, err := m.Complete(t.Context(), llm.Request{Said: []llm.Said{{Role: "user", Text: "?"}}}, nil)
		if (err == nil) != (i == 2) || len(server.Asked()) != c.asked {
			t.Errorf("step %d: %v, asked %d times", i, err, len(server.Asked()))
		}
	}
}

// Customers who leave, and requests that are wrong, say nothing about the server.
func TestWhatSaysNothingAboutTheServer(t *testing.T) {
	server := llmtest.NewServer(t)
	server.Always(func(llmtest.Asked) llmtest.Step { return llmtest.Refuses(400, "too long") })
	inner, err := openai.NewModel(openai.Options{URL: server.URL, Model: "tiny"})
	if err != nil {
		t.Fatal(err)
	}
	m := fuse.Model{Model: inner, Fuse: &fuse.Fuse{}}
	left, leave := context.WithCancel(t.Context())
	leave()
	for range 2 * fuse.Failures {
		for _, ctx := range []context.Context{t.Context(), left} {
			if _, err := m.Complete(ctx, llm.Request{Said: []llm.Said{{Role: "user", Text: "?"}}}, nil); err == nil || errors.Is(err, fuse.ErrOpen) {
				t.Fatalf("%v", err)
			}
		}
	}
}

func TestEmbedder(t *testing.T) {
	server := llmtest.NewServer(t)
	llmtest.Embedder(t, func(t *testing.T) llm.Embedder {
		t.Helper()
		e, err := openai.NewEmbedder(openai.EmbedderOptions{Options: openai.Options{URL: server.URL, Model: "tiny"}, Dimensions: server.Dimensions})
		if err != nil {
			t.Fatal(err)
		}
		return fuse.Embedder{Embedder: e, Fuse: &fuse.Fuse{}}
	})
}
