package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
)

// rendering measures what channels are asked to show.
type rendering struct{ trials }

// renderedURL is where pictures and articles lie in a rendering, wherever the program runs.
const renderedURL = "https://bot.example"

// Render implements [eval.Renderer].
func (r rendering) Render(ctx context.Context, folder string) (eval.Gallery, error) {
	c := r.config
	c.Bot, c.URL = folder, renderedURL
	p, err := OpenPreview(ctx, c, r.options)
	if err != nil {
		return nil, err
	}
	return gallery{p}, nil
}

// A gallery is a preview as text: where each reply stands, and below it, a line each, what the platform is asked to show.
type gallery struct{ *Preview }

// Channels implements [eval.Gallery].
func (gallery) Channels() []string { return Rendered() }

// Flows implements [eval.Gallery].
func (g gallery) Flows() []string { return g.bot.app.Folder.Flows.Names() }

// Flow implements [eval.Gallery]. It is looked at on the day on which scripts begin.
func (g gallery) Flow(_ context.Context, flow, channel string) (string, error) {
	var text strings.Builder
	now := chat.DefaultStartIn(g.bot.Zone())
	for _, language := range g.bot.app.Folder.Languages {
		all, err := g.Preview.Flow(flow, channel, language, now)
		if err != nil {
			return "", err
		}
		if err := written(&text, language+" ", all); err != nil {
			return "", err
		}
	}
	return text.String(), nil
}

// Script implements [eval.Gallery].
func (g gallery) Script(ctx context.Context, s *chat.Script, channel string) (string, error) {
	var text strings.Builder
	all, err := g.Preview.Script(ctx, s, channel)
	if err == nil {
		err = written(&text, "", all)
	}
	return text.String(), err
}

// written writes renderings, one call a line.
func written(to *strings.Builder, before string, all []Rendering) error {
	line := json.NewEncoder(to)
	line.SetEscapeHTML(false)
	for _, one := range all {
		fmt.Fprintf(to, "%s%s\n", before, one.Where)
		for _, call := range one.Calls {
			to.WriteString("  " + call.Method + " ")
			if err := line.Encode(call.Body); err != nil {
				return err
			}
		}
	}
	return nil
}
