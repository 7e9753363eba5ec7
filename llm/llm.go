// Package llm is what lotse needs of language models: complete a text, embed a text. Implementations live below it; the
// built-in embedder needs no network.
package llm

import (
	"context"
	"time"
	"unicode/utf8"
)

// A Model completes a conversation. Each, which may be nil, is called with every piece of the answer as it arrives; an error from
// it stops the completion and is returned. Failures of the server are an *Error.
type Model interface {
	Complete(ctx context.Context, req Request, each func(delta string) error) (Response, error)
}

// A Request is what a model is asked.
type Request struct {
	System      string // the instructions; never text of a customer or a document
	Said        []Said // oldest first
	MaxTokens   int    // 0 is the server's default
	Temperature float64
}

// A Said is one turn of the conversation a model is shown.
type Said struct {
	Role string // "user" or "assistant"
	Text string
}

// A Response is a whole answer.
type Response struct {
	Text       string
	TokensIn   int
	TokensOut  int
	FinishedBy string // "stop", "length", ...

	First time.Duration `json:",omitempty"` // until the first piece; what follows is 0 where nobody measures, see package meter
	Took  time.Duration `json:",omitempty"` // until the last one
	Cost  float64       `json:",omitempty"` // in whatever money prices are given in
}

// Tokens guesses, from above, how many tokens of a model a text has. Tokenizers of current models make one of about four letters
// of English and three of German; 2.5 leaves room for those that do worse.
func Tokens(text string) int { return (2*utf8.RuneCountInString(text) + 4) / 5 }

// An Embedder turns texts into vectors of unit length; those of a text that it can say nothing about, like one without a
// letter, are all zeros and so like nothing. Questions and passages may be embedded differently. The same text always gives
// the same vector. All methods may be called at the same time.
type Embedder interface {
	// Name identifies the model and its version: vectors of different names are never compared.
	Name() string
	Dimensions() int
	// EmbedPassages gives one vector for every text, in their order.
	EmbedPassages(ctx context.Context, texts []string) ([][]float32, error)
	EmbedQuery(ctx context.Context, text string) ([]float32, error)
}
