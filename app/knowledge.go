package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/builtin"
	"github.com/lotse-bot/lotse/llm/openai"
)

// openKnowledge opens index, embedder and model, and fills the index with what the shelf holds. A bot without documents
// needs none of them.
func (a *App) openKnowledge(ctx context.Context) error {
	if len(a.Folder.Sources) == 0 {
		return nil
	}
	if err := a.openAnswers(); err != nil {
		return err
	}
	products := &knowledge.Catalogue{}
	l, s := a.Library, a.Answers
	l.Products, l.Drawer, l.Cache, l.Now = products, a.Store.Drawer, filepath.Join(a.Config.Data, "sources"), a.options.Now
	l.Shared = strings.HasPrefix(a.Config.Store, "postgres") && a.Config.Index == "embedded:"
	a.sources.Store(&a.Folder.Sources)
	var err error
	if a.passes, err = a.openPasses(ctx); err != nil {
		return err
	}
	s.Hosts, s.Own, s.Hurry, s.About, s.Products, s.Synonyms, s.Pass = a.Folder.Hosts, a.own, a.options.Hurry, a.Folder.About, products, a.Folder.Synonyms, a.passes.issue
	if s.Reranker, err = a.foreignReranker(); err != nil {
		return err
	}
	if err := a.writing(); err != nil {
		return err
	}
	_, err = l.Load(ctx)
	return err
}

// openAnswers opens index, embedder and model, and what learns and answers with them.
func (a *App) openAnswers() error {
	german, err := builtin.NewGerman(a.Config.Lexicon)
	if err != nil {
		return err
	}
	embedder, err := a.openEmbedder(german)
	if err != nil {
		return err
	}
	index, err := a.openIndex(embedder)
	if err != nil {
		return err
	}
	model, err := a.openModel()
	if err != nil {
		return err
	}
	worth := a.Folder.Calibration.Knowledge
	a.Library = &knowledge.Library{Shelf: a.Store, Vectors: a.Store, Index: index, Embedder: embedder}
	a.Answers = &knowledge.Answers{Index: index, Articles: a.Store, Embedder: embedder, German: german, Model: model, Curve: curve(worth), Threshold: worth.Least(0)}
	return nil
}

// openEmbedder opens what the configuration names; a file of recorded answers stands before a server.
func (a *App) openEmbedder(german builtin.German) (llm.Embedder, error) {
	answers := a.options.Answers
	switch {
	case answers != nil && answers.HasEmbedder() && !strings.HasPrefix(a.Config.Embedder, "http"):
		return answers.Embedder(nil), nil
	case a.Config.Embedder == "none:":
		return nil, nil
	case a.Config.Embedder == "builtin:":
		return builtin.New(german), nil
	}
	server, options, err := openAI("embedder", a.Config.Embedder, a.Config.EmbedderKey)
	if err != nil {
		return nil, err
	}
	dimensions, err := strconv.Atoi(options.Get("dimensions"))
	if err != nil {
		return nil, errors.New("embedder: say how long its vectors are: ?model=NAME&dimensions=1024")
	}
	embedder, err := a.foreignEmbedder(openai.EmbedderOptions{
		Options: server, Dimensions: dimensions,
		QueryPrefix: options.Get("query_prefix"), PassagePrefix: options.Get("passage_prefix"),
	})
	if err != nil || answers == nil {
		return embedder, err
	}
	return answers.Embedder(embedder), nil
}

// openModel opens what the configuration names; a file of recorded answers stands before a server.
func (a *App) openModel() (llm.Model, error) {
	answers := a.options.Answers
	if a.options.Model != nil {
		return a.options.Model, nil
	}
	if a.Config.Model == "none:" {
		if answers != nil && answers.HasModel() {
			return answers.Model("", nil), nil
		}
		return nil, nil
	}
	server, options, err := openAI("model", a.Config.Model, a.Config.ModelKey)
	if err != nil {
		return nil, err
	}
	model, err := a.foreignModel(server, options)
	if err != nil || answers == nil {
		return model, err
	}
	return answers.Model(server.Model, model), nil
}

// openAI takes the address of an OpenAI-compatible server apart: https://HOST/v1?model=NAME and more options.
func openAI(seam, address, key string) (openai.Options, url.Values, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return openai.Options{}, nil, unknownScheme(seam, address, "the base URL of an OpenAI-compatible server with ?model=NAME")
	}
	options := u.Query()
	u.RawQuery = ""
	if options.Get("model") == "" {
		return openai.Options{}, nil, fmt.Errorf("%s: say which model: %s?model=NAME", seam, u.Redacted())
	}
	return openai.Options{URL: u.String(), Key: key, Model: options.Get("model")}, options, nil
}

// Ingest brings the index to what the bot's sources hold. Words can be searched when it returns.
func (a *App) Ingest(ctx context.Context, progress func(what string, p knowledge.Progress)) (knowledge.Report, error) {
	return a.Refresh(ctx, func(knowledge.Source) bool { return true }, progress)
}

// Refresh is Ingest for some of the sources.
func (a *App) Refresh(ctx context.Context, which func(knowledge.Source) bool, progress func(what string, p knowledge.Progress)) (knowledge.Report, error) {
	if a.Library == nil {
		return knowledge.Report{}, nil
	}
	return a.Library.Refresh(ctx, *a.sources.Load(), which, a.watch("documents", progress))
}

// Embed gives vectors to what has none yet.
func (a *App) Embed(ctx context.Context, progress func(what string, p knowledge.Progress)) error {
	if a.Library == nil {
		return nil
	}
	if err := a.Library.Embed(ctx, a.watch("passages embedded", progress)); err != nil {
		return err
	}
	a.tend(ctx)
	return nil
}

func (a *App) watch(what string, progress func(string, knowledge.Progress)) knowledge.Watch {
	if progress == nil {
		return knowledge.Watch{}
	}
	return knowledge.Watch{Now: a.options.Now, Each: func(p knowledge.Progress) { progress(what, p) }}
}

// Learn ingests what is due and embeds, and logs what was left out.
func (a *App) Learn(ctx context.Context, progress func(what string, p knowledge.Progress)) error {
	return a.learn(ctx, func(s knowledge.Source) bool { return a.due(ctx, s) }, progress)
}

// due tells whether a source is to be read now. Where that cannot be found out, it is not.
func (a *App) due(ctx context.Context, s knowledge.Source) bool {
	due, err := a.Library.Due(ctx, s)
	if err != nil && ctx.Err() == nil {
		a.Log.Error("look whether a source is due", "source", s.Name(), "error", err)
	}
	return due
}

func (a *App) learn(ctx context.Context, which func(knowledge.Source) bool, progress func(what string, p knowledge.Progress)) error {
	report, err := a.Refresh(ctx, which, progress)
	for _, f := range report.Failed {
		a.Log.Warn("a document was left out", "fault", f)
	}
	if err != nil {
		return err
	}
	if len(report.Added)+len(report.Changed)+len(report.Removed) > 0 {
		a.Log.Info("documents are ready", "added", len(report.Added), "changed", len(report.Changed), "removed", len(report.Removed), "passages", report.Passages)
	}
	if err := a.Embed(ctx, progress); err != nil {
		return err
	}
	return a.review(ctx, report)
}

// answerer lets flows ask the documents.
type answerer struct{ answers *knowledge.Answers }

// Answer says an answer to the question on the turn; false if there is none good enough.
func (a answerer) Answer(ctx context.Context, t *bot.Turn, question string) (bool, error) {
	answer, err := a.answers.AskIn(ctx, t, question)
	if err != nil || answer.Abstains() {
		return false, err
	}
	t.Say(knowledge.Reply(t, answer))
	return true, nil
}

// own tells of a document that who wrote it writes the bot: it is a file here, and not a page that was fetched.
func (a *App) own(document string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	d, _, err := a.Store.Document(ctx, document)
	return err == nil && !d.Fetched()
}
