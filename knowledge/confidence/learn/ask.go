package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/confidence"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
	"github.com/lotse-bot/lotse/llm"
)

// How a suite's questions are put.
const (
	asIs    = "as is"    // to the whole collection
	leftOut = "left out" // to the collection without the articles that answer: what is nearest is not right
	strange = "strange"  // to the collection of quite another bot
	small   = "small"    // to a collection as small as most bots', where one in four is not answered
)

// shares are what the questions put in each way count, of all of a suite in one setting: about one in seven has no answer, as on the
// public suites.
var shares = map[string]float64{asIs: 0.74, leftOut: 0.04, strange: 0.04, small: 0.18}

// How much is asked; more changes the weights by little and takes long.
const (
	mostAsked   = 120 // of a suite as it is
	mostLeftOut = 10  // with each part of the collection left out
	mostStrange = 30
	mostSmall   = 24 // of a small collection, and a third of that of what is not in it
	folds       = 4  // parts of a collection that are left out, one after the other
	smallPart   = 8  // of the whole
)

// A counted is a question, what was found for it, and what it counts.
type counted struct {
	suite, family, setting, put string

	signals confidence.Signals
	right   bool
	counts  float64
}

// weigh makes every suite count the same in each setting, and every way of putting its questions what it should.
func weigh(cases []counted) {
	type group struct{ suite, setting, put string }
	of := func(c counted) group { return group{c.suite, c.setting, c.put} }
	n := map[group]float64{}
	for _, c := range cases {
		n[of(c)]++
	}
	for i, c := range cases {
		cases[i].counts = 1000 * shares[c.put] / n[of(c)]
	}
}

// An asker asks the questions of suites in one setting.
type asker struct {
	setting  string
	embedder llm.Embedder // nil: words alone
	german   knowledge.German
	vectors  knowledge.Vectors
	strange  []suite // of all families: their questions are strange to others
}

// ask puts the questions of a suite in every way.
func (a asker) ask(ctx context.Context, s suite) (all []counted, err error) {
	put := func(how string, documents []public.Document, questions []question) error {
		found, err := a.find(ctx, documents, questions)
		for i := range found {
			found[i].suite, found[i].family, found[i].setting, found[i].put = s.name, s.family(), a.setting, how
		}
		all = append(all, found...)
		return err
	}
	if err := put(asIs, s.documents, some(s.questions, mostAsked)); err != nil {
		return nil, err
	}
	if err := put(strange, s.documents, a.strangers(s)); err != nil {
		return nil, err
	}
	for k := range uint32(folds) {
		out := func(id string) bool { return part(id, folds) == k }
		if err := put(leftOut, without(s.documents, out), some(answeredBy(s.questions, out), mostLeftOut)); err != nil {
			return nil, err
		}
	}
	in := func(id string) bool { return part("small "+id, smallPart) == 0 }
	out := func(id string) bool { return !in(id) }
	questions := append(some(answeredBy(s.questions, in), mostSmall), some(answeredBy(s.questions, out), mostSmall/3)...)
	return all, put(small, without(s.documents, out), questions)
}

// without are the documents that are not left out.
func without(documents []public.Document, out func(id string) bool) []public.Document {
	return slices.DeleteFunc(slices.Clone(documents), func(d public.Document) bool { return out(d.ID) })
}

// answeredBy are the questions that only such documents answer.
func answeredBy(questions []question, such func(id string) bool) (all []question) {
	for _, q := range questions {
		if len(q.Relevant) > 0 && !slices.ContainsFunc(q.Relevant, func(id string) bool { return !such(id) }) {
			all = append(all, q)
		}
	}
	return all
}

// strangers are questions that the suite's documents cannot answer: those of other families in the language in which it is asked.
func (a asker) strangers(s suite) (all []question) {
	for _, other := range a.strange {
		for _, q := range other.questions {
			if other.family() != s.family() && q.Language == s.questions[0].Language {
				q.Relevant, q.History = nil, nil
				all = append(all, q)
			}
		}
	}
	return some(all, mostStrange)
}

// find asks the questions of the documents. An answer is right if the document it would be made from is.
func (a asker) find(ctx context.Context, documents []public.Document, questions []question) ([]counted, error) {
	if len(questions) == 0 {
		return nil, nil
	}
	answers, err := a.answers(ctx, documents)
	if err != nil {
		return nil, err
	}
	out := make([]counted, len(questions))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, q := range questions {
		group.Go(func() error {
			f, err := answers.Find(ctx, q.inquiry())
			if err != nil {
				return fmt.Errorf("ask %s: %w", q.ID, err)
			}
			out[i].signals = answers.Signals(f)
			out[i].right = len(f.Hits) > 0 && slices.Contains(q.Relevant, f.Hits[0].Passage.Document)
			return nil
		})
	}
	return out, group.Wait()
}

// answers are made of documents as the program makes them.
func (a asker) answers(ctx context.Context, documents []public.Document) (*knowledge.Answers, error) {
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Vectors: a.vectors, Index: embedded.New(), Embedder: a.embedder}
	if err := public.Put(ctx, l, documents); err != nil {
		return nil, err
	}
	if err := l.Embed(ctx, knowledge.Watch{}); err != nil {
		return nil, err
	}
	return &knowledge.Answers{Index: l.Index, Articles: shelf, Embedder: a.embedder, German: a.german, Hurry: unhurried}, nil
}

// unhurried is how long a question waits for its vector: what is learned is not to hang on how busy a machine is.
const unhurried = time.Hour
