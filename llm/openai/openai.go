// Package openai speaks to any server with the protocol of OpenAI's API: OpenAI itself, llama.cpp, vLLM, Ollama and many more.
package openai

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	api "github.com/sashabaranov/go-openai"
)

// Options say which server to ask for which model.
type Options struct {
	URL     string        // the base, ending in the version: "http://127.0.0.1:8080/v1"
	Key     string        // empty for servers without one
	Model   string        // as the server names it
	Timeout time.Duration // for one request with its whole answer; 0 is [DefaultTimeout]. The context's deadline holds too
}

// DefaultTimeout is long enough for a slow model to write an answer.
const DefaultTimeout = 60 * time.Second

func (o Options) check() error {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("the URL of a model server must be absolute, like http://127.0.0.1:8080/v1")
	case u.User != nil:
		return errors.New("the URL of a model server must hold no password: give the key by itself")
	case o.Model == "":
		return errors.New("name the model that the server is to run")
	}
	return nil
}

func (o Options) client() *api.Client {
	config := api.DefaultConfig(o.Key)
	config.BaseURL = strings.TrimRight(o.URL, "/")
	config.HTTPClient = doer{&http.Client{CheckRedirect: stay}}
	return api.NewClientWithConfig(config)
}

// stay keeps a request, with its key and words, from going anywhere else than it was sent.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (o Options) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	timeout := o.Timeout
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	return context.WithTimeout(ctx, timeout)
}
