// Package rerank asks a server how well texts answer a question: any that speaks the /rerank of Cohere, Jina, vLLM or Infinity, or that
// of Hugging Face's text-embeddings-inference.
package rerank

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/fuse"
)

// DefaultTimeout is how long a server may take; a customer waits for it.
const DefaultTimeout = 800 * time.Millisecond

// longest bounds what is read of an answer, in bytes.
const longest = 1 << 20

// A Client asks one server. It is safe for concurrent use.
type Client struct {
	URL     string // of the endpoint: https://api.example.com/v1/rerank
	Key     string // bearer token; may be empty
	Model   string // empty for a server that has only one
	Timeout time.Duration
	HTTP    *http.Client             // default: http.DefaultClient
	Fuse    *fuse.Fuse               // leaves a failing server alone; nil asks it always
	Hide    func(text string) string // takes out what is personal before it is sent; nil sends texts as they are
}

// Rerank gives a score for every text, in their order; higher answers better. Failures are an *[llm.Error].
func (c *Client) Rerank(ctx context.Context, question string, texts []string) (scores []float64, err error) {
	if len(texts) == 0 {
		return nil, nil
	}
	if c.Fuse == nil {
		return c.ask(ctx, question, texts)
	}
	err = c.Fuse.Do(ctx, func() (err error) {
		scores, err = c.ask(ctx, question, texts)
		return err
	})
	return scores, err
}

// request has the fields of both dialects: each server reads its own.
type request struct {
	Model     string   `json:"model,omitempty"`
	Query     string   `json:"query"`
	Documents []string `json:"documents"` // Cohere, Jina
	Texts     []string `json:"texts"`     // text-embeddings-inference
}

// result is what both say of one text.
type result struct {
	Index     *int     `json:"index"`
	Relevance *float64 `json:"relevance_score"` // Cohere, Jina
	Score     *float64 `json:"score"`           // text-embeddings-inference
}

func (c *Client) ask(ctx context.Context, question string, texts []string) ([]float64, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Timeout, DefaultTimeout))
	defer cancel()
	hidden := make([]string, len(texts))
	for i, t := range texts {
		hidden[i] = c.hide(t)
	}
	body, err := json.Marshal(request{Model: c.Model, Query: c.hide(question), Documents: hidden, Texts: hidden})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(body))
	if err != nil {
		return nil, &llm.Error{Kind: llm.Refused, Err: errors.New("the address of the reranker is none")}
	}
	r.Header.Set("Content-Type", "application/json")
	if c.Key != "" {
		r.Header.Set("Authorization", "Bearer "+c.Key)
	}
	response, err := cmp.Or(c.HTTP, http.DefaultClient).Do(r)
	if err != nil {
		return nil, &llm.Error{Kind: llm.Unreachable, Err: fmt.Errorf("ask the reranker: %w", err)}
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, longest))
	if err != nil {
		return nil, &llm.Error{Kind: llm.Unreachable, Err: fmt.Errorf("read what the reranker answers: %w", err)}
	}
	if response.StatusCode != http.StatusOK {
		return nil, refusal(response)
	}
	return read(answer, len(texts))
}

func (c *Client) hide(text string) string {
	if c.Hide == nil {
		return text
	}
	return c.Hide(text)
}

// refusal says what a status means.
func refusal(r *http.Response) error {
	e := &llm.Error{Kind: llm.Refused, Err: fmt.Errorf("the reranker answered %s", r.Status)}
	switch {
	case r.StatusCode == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(r.Header.Get("Retry-After"))
		e.Kind, e.RetryAfter = llm.Limited, time.Duration(max(0, seconds))*time.Second
	case r.StatusCode >= http.StatusInternalServerError:
		e.Kind = llm.Unreachable
	}
	return e
}

// read takes the scores out of an answer: {"results": [...]}, or the list alone.
func read(answer []byte, n int) ([]float64, error) {
	var wrapped struct {
		Results []result `json:"results"`
	}
	results := wrapped.Results
	if err := json.Unmarshal(answer, &wrapped); err == nil {
		results = wrapped.Results
	} else if err := json.Unmarshal(answer, &results); err != nil {
		return nil, &llm.Error{Kind: llm.Garbage, Err: errors.New("the reranker's answer is no list of results")}
	}
	scores, seen := make([]float64, n), make([]bool, n)
	found := 0
	for _, r := range results {
		score := cmp.Or(r.Relevance, r.Score)
		if r.Index == nil || score == nil || *r.Index < 0 || *r.Index >= n || seen[*r.Index] {
			return nil, &llm.Error{Kind: llm.Garbage, Err: errors.New("the reranker scores a text that is not there, or one twice")}
		}
		scores[*r.Index], seen[*r.Index] = *score, true
		found++
	}
	if found != n {
		return nil, &llm.Error{Kind: llm.Garbage, Err: fmt.Errorf("the reranker scores %d of %d texts", found, n)}
	}
	return scores, nil
}
