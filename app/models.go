package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	privacy "github.com/lotse-bot/lotse/lang/private"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/discreet"
	"github.com/lotse-bot/lotse/llm/fuse"
	"github.com/lotse-bot/lotse/llm/meter"
	"github.com/lotse-bot/lotse/llm/openai"
)

// foreignModel is a model on a server: nobody's personal data reaches it, it is left alone while it fails, and what it takes and
// costs is counted.
func (a *App) foreignModel(server openai.Options, options url.Values) (llm.Model, error) {
	o, err := readModelOptions(options)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	server.Timeout = o.timeout
	model, err := openai.NewModel(server)
	if err != nil {
		return nil, err
	}
	hidden := discreet.Model{Model: model, Finder: a.finder(), Key: []byte(rand.Text())}
	counted := meter.Model{Model: hidden, Price: o.price, Each: a.metrics.answer}
	return fuse.Model{Model: counted, Fuse: &fuse.Fuse{}}, nil
}

// foreignEmbedder is an embedder on a server, with the same care.
func (a *App) foreignEmbedder(o openai.EmbedderOptions) (llm.Embedder, error) {
	embedder, err := openai.NewEmbedder(o)
	if err != nil {
		return nil, err
	}
	return fuse.Embedder{Embedder: discreet.Embedder{Embedder: embedder, Finder: a.finder()}, Fuse: &fuse.Fuse{}}, nil
}

// finder finds what is personal, with the bot's own numbers where there is a bot.
func (a *App) finder() *privacy.Finder {
	if a.Folder == nil || a.Folder.Flows == nil {
		return new(privacy.Finder)
	}
	return finder(a.Folder.Flows)
}

// writing sets what answers that a model writes need.
func (a *App) writing() error {
	if u, err := url.Parse(a.Config.Model); err == nil {
		o, err := readModelOptions(u.Query())
		if err != nil {
			return fmt.Errorf("model: %w", err)
		}
		a.Answers.Context, a.Answers.Patience = o.context, o.timeout
	}
	return nil
}

// modelOptions are what the address of a model says beside its name.
type modelOptions struct {
	context int           // tokens it can read and write together; 0 is not known
	timeout time.Duration // for one answer; 0 is the default
	price   meter.Price
}

func readModelOptions(q url.Values) (o modelOptions, err error) {
	number := func(name string) float64 {
		v, failed := strconv.ParseFloat(q.Get(name), 64)
		if q.Has(name) && (failed != nil || v < 0) {
			err = fmt.Errorf("%s=%s is no number of at least 0", name, q.Get(name))
		}
		return v
	}
	o.context = int(number("context"))
	o.price = meter.Price{In: number("price_in"), Out: number("price_out")}
	if q.Has("timeout") {
		var failed error
		if o.timeout, failed = time.ParseDuration(q.Get("timeout")); failed != nil || o.timeout <= 0 {
			err = errors.New("timeout: write it as 20s")
		}
	}
	return o, err
}
