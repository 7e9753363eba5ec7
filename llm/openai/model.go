package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	api "github.com/sashabaranov/go-openai"

	"github.com/lotse-bot/lotse/llm"
)

// A Model implements llm.Model.
type Model struct {
	options Options
	client  *api.Client
}

// NewModel makes a model. The server is not asked before the first completion.
func NewModel(o Options) (*Model, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	return &Model{options: o, client: o.client()}, nil
}

// Complete asks for an answer and streams it. An answer that ends without a reason was cut off and is an error.
func (m *Model) Complete(ctx context.Context, req llm.Request, each func(delta string) error) (llm.Response, error) {
	ctx, cancel := m.options.bound(ctx)
	defer cancel()
	ctx, wait := withRetry(ctx)
	stream, err := m.client.CreateChatCompletionStream(ctx, m.request(req))
	if err != nil {
		return llm.Response{}, failure(err, *wait, m.options.Key)
	}
	defer stream.Close()
	return m.read(stream, each)
}

func (m *Model) request(req llm.Request) api.ChatCompletionRequest {
	out := api.ChatCompletionRequest{
		Model:         m.options.Model,
		StreamOptions: &api.StreamOptions{IncludeUsage: true},
	}
	if req.System != "" {
		out.Messages = append(out.Messages, api.ChatCompletionMessage{Role: api.ChatMessageRoleSystem, Content: req.System})
	}
	for _, s := range req.Said {
		out.Messages = append(out.Messages, api.ChatCompletionMessage{Role: s.Role, Content: s.Text})
	}
	if reasons(m.options.Model) {
		out.MaxCompletionTokens = req.MaxTokens // these take no temperature
		return out
	}
	out.MaxTokens = req.MaxTokens //nolint:staticcheck // most compatible servers know only this one
	// The client leaves a zero out, and the server would take its own default, which is not 0.
	out.Temperature = max(float32(req.Temperature), math.SmallestNonzeroFloat32)
	return out
}

// reasons tells OpenAI's reasoning models, whose requests differ, by their names.
func reasons(model string) bool {
	for _, prefix := range [...]string{"o1", "o3", "o4", "gpt-5"} {
		if strings.HasPrefix(model, prefix) {
			return true
		}
	}
	return false
}

func (m *Model) read(stream *api.ChatCompletionStream, each func(string) error) (llm.Response, error) {
	var out llm.Response
	var text strings.Builder
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return llm.Response{}, failure(err, 0, m.options.Key)
		}
		if part.Usage != nil {
			out.TokensIn, out.TokensOut = part.Usage.PromptTokens, part.Usage.CompletionTokens
		}
		if len(part.Choices) == 0 {
			continue
		}
		choice := part.Choices[0]
		if choice.FinishReason != "" {
			out.FinishedBy = string(choice.FinishReason)
		}
		delta := choice.Delta.Content
		if delta == "" {
			continue
		}
		text.WriteString(delta)
		if each != nil {
			if err := each(delta); err != nil {
				return llm.Response{}, fmt.Errorf("completion stopped: %w", err)
			}
		}
	}
	if out.FinishedBy == "" {
		return llm.Response{}, &llm.Error{Kind: llm.Garbage, Err: errors.New("the answer ended without saying why")}
	}
	out.Text = text.String()
	return out, nil
}
