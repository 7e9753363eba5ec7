package openai_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
)

func TestEmbedder(t *testing.T) {
	llmtest.Embedder(t, func(t *testing.T) llm.Embedder { return embedder(t, llmtest.NewServer(t)) })
}

func TestTextsGoInBatchesWithTheirPrefixes(t *testing.T) {
	server := llmtest.NewServer(t)
	e, err := openai.NewEmbedder(openai.EmbedderOptions{
		Options: openai.Options{URL: server.URL, Model: "e5"}, Dimensions: 8, Batch: 2,
		QueryPrefix: "query: ", PassagePrefix: "passage: ",
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.EmbedPassages(t.Context(), []string{"one", "", "two", "three"}); err != nil {
		t.Fatal(err)
	}
	if _, err := e.EmbedQuery(t.Context(), "four"); err != nil {
		t.Fatal(err)
	}
	var asked [][]string
	for _, a := range server.Asked() {
		asked = append(asked, a.Texts)
	}
	want := [][]string{{"passage: one", "passage: two"}, {"passage: three"}, {"query: four"}}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error(diff)
	}
}

// Vectors of different models are never compared, so whatever changes them changes the name.
func TestTheNameChangesWithTheVectors(t *testing.T) {
	names := map[string]bool{}
	for _, o := range []openai.EmbedderOptions{
		{Options: openai.Options{Model: "a"}, Dimensions: 8},
		{Options: openai.Options{Model: "b"}, Dimensions: 8},
		{Options: openai.Options{Model: "a"}, Dimensions: 9},
		{Options: openai.Options{Model: "a"}, Dimensions: 8, QueryPrefix: "q: "},
		{Options: openai.Options{Model: "a"}, Dimensions: 8, PassagePrefix: "q: "},
	} {
		o.URL = "http://127.0.0.1/v1"
		e, err := openai.NewEmbedder(o)
		if err != nil {
			t.Fatal(err)
		}
		names[e.Name()] = true
	}
	if len(names) != 5 {
		t.Errorf("five embedders have the names %v", names)
	}
}

func TestVectorsThatAreNone(t *testing.T) {
	for name, answer := range map[string]string{
		"too few":           `{"data":[{"index":0,"embedding":[1,0,0,0,0,0,0,0]}]}`,
		"twice the same":    `{"data":[{"index":0,"embedding":[1,0,0,0,0,0,0,0]},{"index":0,"embedding":[1,0,0,0,0,0,0,0]}]}`,
		"of other texts":    `{"data":[{"index":0,"embedding":[1,0,0,0,0,0,0,0]},{"index":7,"embedding":[1,0,0,0,0,0,0,0]}]}`,
		"too short":         `{"data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[1,0]}]}`,
		"without direction": `{"data":[{"index":0,"embedding":[0,0,0,0,0,0,0,0]},{"index":1,"embedding":[1,0,0,0,0,0,0,0]}]}`,
		"not JSON":          `<html>`,
		"nothing":           ``,
	} {
		t.Run(name, func(t *testing.T) {
			server := llmtest.NewServer(t)
			server.OnTexts(func([]string) llmtest.Step { return llmtest.Garbage(answer) })
			_, err := embedder(t, server).EmbedPassages(t.Context(), []string{secret, "two"})
			var failed *llm.Error
			if !errors.As(err, &failed) || failed.Kind != llm.Garbage || strings.Contains(err.Error(), secret) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestAnEmbeddingServerThatHasEnough(t *testing.T) {
	server := llmtest.NewServer(t)
	server.OnTexts(func([]string) llmtest.Step { return llmtest.Limits(3 * time.Second) })
	_, err := embedder(t, server).EmbedQuery(t.Context(), secret)
	var failed *llm.Error
	if !errors.As(err, &failed) || failed.Kind != llm.Limited || failed.RetryAfter != 3*time.Second {
		t.Errorf("%v", err)
	}
}

func TestADeadlineReachesTheSocketOfTheEmbedder(t *testing.T) {
	server := llmtest.NewServer(t)
	server.OnTexts(func([]string) llmtest.Step { return llmtest.Hangs() })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := embedder(t, server).EmbedQuery(ctx, "one"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestAnEmbedderWithoutDimensionsIsRefused(t *testing.T) {
	if _, err := openai.NewEmbedder(openai.EmbedderOptions{Options: openai.Options{URL: "http://host/v1", Model: "m"}}); err == nil {
		t.Error("accepted")
	}
}

func embedder(t *testing.T, server *llmtest.Server) *openai.Embedder {
	t.Helper()
	e, err := openai.NewEmbedder(openai.EmbedderOptions{Options: openai.Options{URL: server.URL, Key: key, Model: "tiny"}, Dimensions: server.Dimensions})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func ExampleNewEmbedder() {
	e, err := openai.NewEmbedder(openai.EmbedderOptions{
		Options:     openai.Options{URL: "http://127.0.0.1:8080/v1", Model: "multilingual-e5-small"},
		Dimensions:  384,
		QueryPrefix: "query: ", PassagePrefix: "passage: ",
	})
	fmt.Println(e.Dimensions(), err)
	// Output: 384 <nil>
}
