package app

import (
	"context"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/qdrant"
	"github.com/lotse-bot/lotse/knowledge/standby"
	"github.com/lotse-bot/lotse/llm"
)

// openIndex opens what the configuration names. A server need not be there: the shelf stands in for it.
func (a *App) openIndex(embedder llm.Embedder) (knowledge.Index, error) {
	address := a.Config.Index
	switch {
	case address == "embedded:":
		return embedded.New(), nil
	case strings.HasPrefix(address, "qdrant://"), strings.HasPrefix(address, "qdrants://"):
		name, width := "", 0
		if embedder != nil {
			name, width = embedder.Name(), embedder.Dimensions()
		}
		x, err := qdrant.Open(address, name, width)
		if err != nil {
			return nil, err
		}
		a.closers = append(a.closers, x.Close)
		a.standby = standby.New(standby.Options{
			Server: x, Shelf: a.Store, Vectors: a.Store, Embedder: name, Behind: a.behind,
			Spare: func() knowledge.Index { return embedded.New() },
		})
		a.metrics.standby(a.standby)
		return a.standby, nil
	}
	return nil, unknownScheme("index", address, "embedded: or qdrant://HOST:6334/NAME")
}

// behind tells operators that the index's server is out of reach, and when it holds everything again.
func (a *App) behind(err error) {
	if err != nil {
		a.Log.Warn("the index is out of reach; what is on the shelf is searched by words until it is back", "error", err)
		return
	}
	a.Log.Info("the index holds everything again")
}

// How often an index's server is looked after: soon while something is missing there, and now and then in any case.
const (
	tendBehind = 2 * time.Second
	tendWell   = 30 * time.Second
)

// tendOn makes up for what the index's server missed, until ctx ends.
func (a *App) tendOn(ctx context.Context) {
	if a.standby == nil {
		return
	}
	last := time.Now()
	every(ctx, tendBehind, func() {
		if a.standby.Behind() != nil || time.Since(last) >= tendWell {
			a.tend(ctx)
			last = time.Now()
		}
	})
}

// tend looks after the index's server once, if there is one.
func (a *App) tend(ctx context.Context) {
	if a.standby != nil {
		_ = a.standby.Tend(ctx) // behind has told it
	}
}

// Behind says why the index does not hold all that was learned; nil if it does.
func (a *App) Behind() error {
	if a.standby == nil {
		return nil
	}
	return a.standby.Behind()
}
