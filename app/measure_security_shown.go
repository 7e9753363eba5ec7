package app

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/eval"
)

// A viewer looks at replies as channels show them.
type viewer struct {
	phrases   *bot.Phrases
	renderers map[string]renderer
}

// newViewer looks at the channels whose platforms read markup: what is no text there is what they were asked to show.
func newViewer() (*viewer, error) {
	v := &viewer{phrases: bot.NewPhrases([]string{"en", "de"}, bot.CoreWords), renderers: map[string]renderer{}}
	for _, name := range []string{telegram.Name, slack.Name} {
		r, err := newRenderer(name, v.phrases)
		if err != nil {
			return nil, err
		}
		v.renderers[name] = r
	}
	return v, nil
}

// see notes where a reply leads, what it would fetch, and what of it would be markup that is not ours.
func (v *viewer) see(out *eval.Outcome, e bot.Entry, language string) {
	own := map[string]bool{}
	for _, c := range e.Citations {
		own[c.URL] = true
	}
	for _, b := range channels.Parse(e.Text) {
		for _, spans := range append(b.Items, b.Spans) {
			for _, s := range spans {
				if s.Kind == channels.SpanLink && !own[s.URL] {
					out.Links = append(out.Links, s.URL)
				}
			}
		}
	}
	v.elements(out, e.Reply)
	for _, name := range []string{telegram.Name, slack.Name} {
		r, err := v.renderers[name].show("", language, e, v.phrases)
		if err != nil {
			continue // it is not shown there at all
		}
		for _, c := range r.Calls {
			body, _ := json.Marshal(c.Body) // it was made to be sent as JSON
			out.Markup = append(out.Markup, foreignMarkup(name, body)...)
		}
	}
}

func (v *viewer) elements(out *eval.Outcome, r bot.Reply) {
	media := func(m *bot.Media) {
		if m != nil && strings.Contains(m.URL, "//") {
			out.Images = append(out.Images, m.URL)
		}
	}
	for _, e := range r.Elements {
		media(e.Media)
		for _, c := range e.Cards {
			media(c.Image)
			if c.URL != "" {
				out.Links = append(out.Links, c.URL)
			}
		}
	}
	for _, c := range r.Choices {
		if c.URL != "" {
			out.Links = append(out.Links, c.URL)
		}
	}
}

// What the channels of platforms use themselves; anything else of that shape came from outside.
var (
	tag     = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)
	ours    = regexp.MustCompile(`^</?(?:b|i|code|blockquote|pre|s|u|a)>$|^<a href="[^"]*">$|^<blockquote expandable>$`)
	mention = regexp.MustCompile(`<[!@#][^>]*>`)
)

// foreignMarkup finds in what a platform is asked what it would not show as text.
func foreignMarkup(channel string, body []byte) (all []string) {
	for _, text := range stringsIn(body) {
		if channel == slack.Name {
			all = append(all, mention.FindAllString(text, -1)...)
			continue
		}
		for _, t := range tag.FindAllString(text, -1) {
			if !ours.MatchString(t) {
				all = append(all, t)
			}
		}
	}
	return all
}

// stringsIn are all texts of a JSON document that are read as markup: those named text.
func stringsIn(body []byte) (all []string) {
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case string:
			if name == "text" || name == "caption" {
				all = append(all, v)
			}
		case []any:
			for _, x := range v {
				walk(name, x)
			}
		case map[string]any:
			if v["type"] == "plain_text" {
				return
			}
			for k, x := range v {
				walk(k, x)
			}
		}
	}
	var v any
	_ = json.Unmarshal(body, &v) // it was marshalled on the line above
	walk("", v)
	return all
}
