package openai

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"

	api "github.com/sashabaranov/go-openai"

	"github.com/lotse-bot/lotse/llm"
)

// DefaultBatch is how many texts go into one request.
const DefaultBatch = 64

// EmbedderOptions say how an embedding model is asked.
type EmbedderOptions struct {
	Options
	Dimensions int // how long its vectors are; the server's are compared with it
	Batch      int // most texts of one request; 0 is [DefaultBatch]
	// Models like E5 are trained with a word before the text that says what it is: "query: " and "passage: ".
	QueryPrefix, PassagePrefix string
}

// An Embedder implements llm.Embedder.
type Embedder struct {
	options EmbedderOptions
	client  *api.Client
	name    string
}

// NewEmbedder makes an embedder. The server is not asked before the first text.
func NewEmbedder(o EmbedderOptions) (*Embedder, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if o.Dimensions < 1 {
		return nil, errors.New("say how many dimensions the vectors of the embedding model have")
	}
	if o.Batch == 0 {
		o.Batch = DefaultBatch
	}
	sum := sha256.Sum256([]byte(o.QueryPrefix + "\x00" + o.PassagePrefix))
	name := fmt.Sprintf("openai-%s-%d-%x", o.Model, o.Dimensions, sum[:3])
	return &Embedder{options: o, client: o.client(), name: name}, nil
}

// Name changes with the model, its dimensions and the prefixes; not with the server, which may move.
func (e *Embedder) Name() string { return e.name }

// Dimensions is the length of every vector.
func (e *Embedder) Dimensions() int { return e.options.Dimensions }

// EmbedQuery embeds a question.
func (e *Embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	vectors, err := e.embed(ctx, e.options.QueryPrefix, []string{text})
	if err != nil {
		return nil, fmt.Errorf("embed a query: %w", err)
	}
	return vectors[0], nil
}

// EmbedPassages embeds texts in as few requests as the batch allows.
func (e *Embedder) EmbedPassages(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := e.embed(ctx, e.options.PassagePrefix, texts)
	if err != nil {
		return nil, fmt.Errorf("embed %d passages: %w", len(texts), err)
	}
	return vectors, nil
}

// embed asks for the texts that say something; servers refuse empty ones.
func (e *Embedder) embed(ctx context.Context, prefix string, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	var asked []string
	var places []int
	for i, text := range texts {
		if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			vectors[i] = make([]float32, e.options.Dimensions)
			continue
		}
		asked, places = append(asked, prefix+text), append(places, i)
	}
	for start := 0; start < len(asked); start += e.options.Batch {
		end := min(start+e.options.Batch, len(asked))
		if err := e.batch(ctx, asked[start:end], places[start:end], vectors); err != nil {
			return nil, err
		}
	}
	return vectors, ctx.Err()
}

// batch puts the vectors of one request into their places.
func (e *Embedder) batch(ctx context.Context, texts []string, places []int, vectors [][]float32) error {
	ctx, cancel := e.options.bound(ctx)
	defer cancel()
	ctx, wait := withRetry(ctx)
	answer, err := e.client.CreateEmbeddings(ctx, api.EmbeddingRequest{Input: texts, Model: api.EmbeddingModel(e.options.Model)})
	if err != nil {
		return failure(err, *wait, e.options.Key)
	}
	if len(answer.Data) != len(texts) {
		return garbage("%d vectors for %d texts", len(answer.Data), len(texts))
	}
	for _, v := range answer.Data {
		if v.Index < 0 || v.Index >= len(texts) || vectors[places[v.Index]] != nil {
			return garbage("a vector for text %d of %d, or two of them", v.Index, len(texts))
		}
		if len(v.Embedding) != e.options.Dimensions {
			return garbage("vectors of %d dimensions where %d are configured", len(v.Embedding), e.options.Dimensions)
		}
		if !unit(v.Embedding) {
			return garbage("a vector that has no direction")
		}
		vectors[places[v.Index]] = v.Embedding
	}
	return nil
}

func garbage(format string, args ...any) error {
	return &llm.Error{Kind: llm.Garbage, Err: fmt.Errorf("the server sent "+format, args...)}
}

// unit brings a vector to unit length; false if it has none.
func unit(v []float32) bool {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return false
	}
	inverse := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= inverse
	}
	return true
}
