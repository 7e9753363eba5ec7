package app

import (
	"embed"
	"errors"
	"html/template"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

//go:embed article.html article.css
var articleFiles embed.FS

var articlePage = template.Must(template.ParseFS(articleFiles, "article.html"))

// articlePolicy lets an article load its style sheet and images of this server, and nothing else.
const articlePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// article shows a document as customers read it when they open a citation.
func (a *App) article(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	d, _, err := a.Store.Document(r.Context(), id)
	if errors.Is(err, bot.ErrNothing) || err == nil && !a.readable(d, r) {
		http.Error(w, "This article is not there (any more).", http.StatusNotFound)
		return
	}
	var body template.HTML
	if err == nil {
		body, err = knowledge.Render(d)
	}
	if err != nil {
		a.Log.Error("show an article", "document", id, "error", err)
		http.Error(w, "The article cannot be shown right now.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", articlePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	page := map[string]any{"Bot": a.Folder.Name, "Title": d.Title, "Language": d.Language, "Body": body}
	if err := articlePage.Execute(w, page); err != nil {
		a.Log.Debug("show an article", "error", err) // the reader went away
	}
}

// readable tells whether a document can be read now by whoever asks for it. A browser does not say who its customer is: what is
// for some only needs the pass of a citation.
func (a *App) readable(d knowledge.Document, r *http.Request) bool {
	now, scope := a.options.Now(), d.Scope
	if a.passes.good(r.URL.Query().Get("pass"), d.ID, now) {
		scope.Audience = nil
	}
	return scope.Open(knowledge.Reader{Now: now})
}

func articleStyle(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, articleFiles, "article.css")
}
