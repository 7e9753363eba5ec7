package app

import (
	"net/http"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// state is the state that a request asks for.
func state(r *http.Request) gaps.State { return gaps.State(r.URL.Query().Get("state")) }

func (a *App) listGaps(r *http.Request, _ access.Account) (any, error) {
	if err := a.Gaps.Gather(r.Context()); err != nil {
		return nil, err
	}
	all, err := a.Gaps.List(r.Context(), state(r))
	return map[string]any{"gaps": all}, err
}

func (a *App) showGap(r *http.Request, _ access.Account) (any, error) {
	return a.Gaps.Show(r.Context(), r.PathValue("id"))
}

// draftGap answers with the file that an author would go on with.
func (a *App) draftGap(r *http.Request, _ access.Account) (any, error) {
	draft, err := a.Gaps.Draft(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	text, err := draft.Markdown()
	return map[string]any{"id": draft.ID, "markdown": text}, err
}

func (a *App) takeGap(r *http.Request, who access.Account) (any, error) {
	g, err := a.Gaps.Take(r.Context(), r.PathValue("id"), who.ID)
	return g, a.did(r, who, "take gap", g.ID, err)
}

func (a *App) resolveGap(r *http.Request, who access.Account) (any, error) {
	posted, err := gapsBody[struct {
		Article string `json:"article"` // document that answers it; may be empty
	}](r)
	if err != nil {
		return nil, err
	}
	g, err := a.Gaps.Resolve(r.Context(), r.PathValue("id"), who.ID, posted.Article)
	return g, a.did(r, who, "resolve gap", g.ID, err)
}

func (a *App) reopenGap(r *http.Request, who access.Account) (any, error) {
	g, err := a.Gaps.Reopen(r.Context(), r.PathValue("id"), who.ID)
	return g, a.did(r, who, "reopen gap", g.ID, err)
}

func (a *App) listPairs(r *http.Request, _ access.Account) (any, error) {
	if err := a.Gaps.Gather(r.Context()); err != nil {
		return nil, err
	}
	all, err := a.Gaps.Queue(r.Context(), state(r))
	return map[string]any{"faqs": all}, err
}

func (a *App) showPair(r *http.Request, _ access.Account) (any, error) {
	return a.Gaps.Pair(r.Context(), r.PathValue("id"))
}

// acceptPair answers with the article that the pair becomes, as a file and as a line of one.
func (a *App) acceptPair(r *http.Request, who access.Account) (any, error) {
	posted, err := gapsBody[struct {
		Answer   string `json:"answer"`   // in other words than the agent's; may be empty
		Approved bool   `json:"approved"` // its words are to be said as they are
	}](r)
	if err != nil {
		return nil, err
	}
	article, err := a.Gaps.Accept(r.Context(), r.PathValue("id"), who.ID, posted.Answer, posted.Approved)
	if err := a.did(r, who, "accept faq", article.ID, err); err != nil {
		return nil, err
	}
	text, err := article.Markdown()
	if err != nil {
		return nil, err
	}
	line, err := article.JSONLine()
	return map[string]any{"id": article.ID, "markdown": text, "jsonl": line}, err
}

func (a *App) rejectPair(r *http.Request, who access.Account) (any, error) {
	p, err := a.Gaps.Reject(r.Context(), r.PathValue("id"), who.ID)
	return p, a.did(r, who, "reject faq", p.ID, err)
}

// did writes the audit of what went well.
func (a *App) did(r *http.Request, who access.Account, what, about string, err error) error {
	if err == nil {
		a.audit(r.Context(), who.ID, what, about)
	}
	return err
}
