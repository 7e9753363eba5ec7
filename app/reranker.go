package app

import (
	"net/url"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/discreet"
	"github.com/lotse-bot/lotse/llm/fuse"
	"github.com/lotse-bot/lotse/llm/rerank"
)

// foreignReranker is the reranker of the configuration, nil if there is none: nobody's personal data reaches it, and it is left alone
// while it fails.
func (a *App) foreignReranker() (knowledge.Reranker, error) {
	if a.Config.Reranker == "" || a.Config.Reranker == "none:" {
		return nil, nil
	}
	u, err := url.Parse(a.Config.Reranker)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, unknownScheme("reranker", a.Config.Reranker, "the address of a /rerank endpoint: https://HOST/v1/rerank?model=NAME")
	}
	model := u.Query().Get("model")
	u.RawQuery = ""
	finder := a.finder()
	return &rerank.Client{
		URL: u.String(), Key: a.Config.RerankerKey, Model: model, Fuse: &fuse.Fuse{},
		Hide: func(text string) string { return discreet.Text(finder, text) },
	}, nil
}
