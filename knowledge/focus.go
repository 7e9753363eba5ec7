package knowledge

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Focus is the thing that a conversation is about: of those that the documents say the same of, the one that was named of late.
type Focus struct {
	Words []string `json:"words"` // of its name, as documents write it
	Said  int      `json:"said"`  // how many lines of the conversation ago; 1 is the last
}

// How a focus is found; chosen on every other dialog of dstc10_faq_dialogs.
const (
	focusLines = 8    // of the conversation that are looked through
	focusFades = 0.8  // what a line counts beside the one after it
	asFitting  = 0.65 // how much of the question a passage speaks of, beside the one that speaks of most, to fit about equally
	halfNamed  = 0.5  // least share of what sets a document apart that was said
	fewOwn     = 2    // words of a question that says too little to do without those that it carries
)

// focused looks a question up with the name of what the conversation is about, where documents that are called so fit about as well as
// any. What was found without is kept where it is clearly surer to answer.
func (a *Answers) focused(ctx context.Context, q Inquiry, s Sought, hits []Hit, limit int) (Sought, []Hit, error) {
	if len(hits) == 0 || len(q.History) == 0 || s.Rewritten {
		return s, hits, nil
	}
	in := Sought{Text: q.Text, Synonyms: a.Synonyms.Of(q.Text, q.Language)}
	if len(in.Synonyms) > 0 {
		in.Text += " " + strings.Join(in.Synonyms, " ")
	}
	if len(a.closely().words.of(q.Text, q.Language)) <= fewOwn {
		in = Sought{Text: s.Text, Carried: s.Carried, Synonyms: s.Synonyms}
	}
	var err error
	if in.Focus, err = a.focus(ctx, q, in.Text); err != nil || in.Focus == nil {
		return s, hits, err
	}
	in.Text += " " + strings.Join(in.Focus.Words, " ")
	in, found, err := a.lookUp(ctx, q, in, "", limit)
	if err != nil {
		return s, hits, err
	}
	a.ownWords(q, found)
	if surer, err := a.surer(ctx, q, s, hits, in, found); surer || err != nil {
		return s, hits, err
	}
	return in, found, nil
}

// focus is what the conversation is about, of what the question could be about; nil if there is none, or only one thing it could be.
func (a *Answers) focus(ctx context.Context, q Inquiry, text string) (*Focus, error) {
	asked := a.closely().words.of(text, q.Language)
	pool, err := a.speaking(ctx, q, text)
	if err != nil {
		return nil, err
	}
	common := a.common(asked, pool)
	if of := a.fitting(asked, common, pool); !slices.ContainsFunc(of, func(p Passage) bool { return p.Document != of[0].Document }) {
		return nil, nil
	}
	var focus *Focus
	most, counts := 0.0, 1.0
	for i, line := range lately(q.History) {
		said := a.closely().words.of(line, q.Language)
		said = slices.DeleteFunc(said, func(t *term) bool { return t.best(asked) == 1 })
		if len(said) > 0 {
			more, err := a.speaking(ctx, q, text+" "+line)
			if err != nil {
				return nil, err
			}
			fitting := a.fitting(asked, common, slices.Concat(pool, more))
			if name, named := a.named(fitting, asked, said); counts*named > most {
				most, focus = counts*named, &Focus{Words: name, Said: i + 1}
			}
		}
		counts *= focusFades
	}
	return focus, nil
}

// lately are the last lines of a conversation that say something, the latest first, with the titles of what they cite.
func lately(history []bot.Entry) (all []string) {
	for _, e := range slices.Backward(history) {
		if e.Note || e.Event != "" || e.Text == "" || e.Author == bot.BySystem {
			continue
		}
		line := e.Text
		for _, c := range e.Citations {
			line += "\n" + c.Title
		}
		if all = append(all, line); len(all) == focusLines {
			break
		}
	}
	return all
}

// speaking are passages that speak of a text, as far as she may see them.
func (a *Answers) speaking(ctx context.Context, q Inquiry, text string) ([]Hit, error) {
	query := Query{Text: text, Language: q.Language, Reader: q.Reader, Limit: closeHits}
	hits, err := a.Index.Search(ctx, query)
	return slices.DeleteFunc(hits, func(h Hit) bool { return !query.Admits(h.Passage.Scope) }), err
}

// common says of words how many of the passages speak of each: what those that were found for a question have in common is what it
// is about, whatever else it says.
func (a *Answers) common(words []*term, hits []Hit) []float64 {
	share := make([]float64, len(words))
	for _, h := range hits {
		by := a.closely().parse(h.Passage).terms()
		for i, t := range words {
			share[i] += t.best(by) / float64(len(hits))
		}
	}
	return share
}

// fitting are the passages that speak of about as much of a question as any, and so do their titles and headings.
func (a *Answers) fitting(asked []*term, common []float64, hits []Hit) []Passage {
	speaks, called := make([]float64, len(hits)), make([]float64, len(hits))
	for i, h := range hits {
		parsed := a.closely().parse(h.Passage)
		heads := a.closely().words.of(parsed.heads, h.Passage.Language)
		for j, t := range asked {
			speaks[i] += common[j] * t.best(parsed.terms())
			called[i] += common[j] * t.best(heads)
		}
	}
	if len(hits) == 0 {
		return nil
	}
	least, named := asFitting*slices.Max(speaks), asFitting*slices.Max(called)
	var all []Passage
	for i, h := range hits {
		if called[i] > 0 && speaks[i] >= least && called[i] >= named {
			all = append(all, h.Passage)
		}
	}
	return all
}

// named is the name of the document that was named most, of those that fit, and how much it was: by words of titles, headings and
// products that the question does not have and that at most half of these documents have, rare ones counting more.
func (a *Answers) named(fitting []Passage, asked, said []*term) (name []string, most float64) {
	heads, documents := map[string][]*term{}, map[string]float64{}
	var order []string
	for _, p := range fitting {
		if _, met := heads[p.Document]; met {
			continue
		}
		order = append(order, p.Document)
		text := a.closely().parse(p).heads + "\n" + strings.Join(p.Scope.Products, "\n")
		heads[p.Document] = a.closely().words.of(text, p.Language)
		for _, t := range heads[p.Document] {
			documents[t.stems[0]]++
		}
	}
	for _, document := range order {
		var words []string
		told, whole := 0.0, 0.0
		for _, t := range heads[document] {
			of := documents[t.stems[0]] / float64(len(order))
			if of > 0.5 || t.best(asked) == 1 {
				continue
			}
			weight, best := -math.Log(of)*a.rarity(t.word), t.best(said)
			told, whole = told+weight*best, whole+weight
			if best > 0 {
				words = append(words, t.word)
			}
		}
		if told > 0 && told >= halfNamed*whole && told*told/whole > most {
			name, most = words, told*told/whole
		}
	}
	return name, most
}
