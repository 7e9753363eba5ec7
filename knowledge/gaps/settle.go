package gaps

import (
	"context"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/knowledge"
)

const (
	// settleWordings is how many wordings of a gap are asked: those asked most often.
	settleWordings = 9
	// settleShare is the least share of them that an article must answer: a gap is more than its best wording.
	settleShare = 2.0 / 3
)

// A Settled is a gap that an article resolved.
type Settled struct {
	Gap      string `json:"gap"`
	Question string `json:"question"`
	Article  string `json:"article"`
}

// Settle asks the questions of all gaps again, after documents were added or changed, and resolves those that one of these
// answers with confidence to everybody. Nothing is said to a model.
func (b *Board) Settle(ctx context.Context, changed []string) ([]Settled, error) {
	if b.Answers == nil || len(changed) == 0 {
		return nil, nil
	}
	b.gathering.Lock()
	defer b.gathering.Unlock()
	all, standings, err := b.load(ctx, KindGap)
	if err != nil {
		return nil, err
	}
	var settled []Settled
	var r Revision
	for _, s := range standings {
		own := within(all, s.ID)
		if len(own) == 0 || s.State == Resolved {
			continue
		}
		article, err := b.answering(ctx, own, changed)
		if err != nil {
			return nil, fmt.Errorf("ask the gap %s again: %w", s.ID, err)
		}
		if article == "" {
			continue
		}
		s.State, s.By, s.Article, s.Changed = Resolved, "", article, b.Now()
		r.Stand = append(r.Stand, s)
		settled = append(settled, Settled{s.ID, newScale(all).central(own).Question, article})
	}
	if !r.empty() {
		err = b.Keep.Revise(ctx, KindGap, r)
	}
	return settled, err
}

// answering is the document, of those that changed, that answers most wordings; empty if too few are answered.
func (b *Board) answering(ctx context.Context, own []Occurrence, changed []string) (string, error) {
	all := wordings(own)
	all = all[:min(settleWordings, len(all))]
	answered, by := 0, map[string]int{}
	for _, w := range all {
		document, ok, err := b.known(ctx, bare(w.Question), w.Language)
		if err != nil {
			return "", err
		}
		if ok && slices.Contains(changed, document) {
			answered++
			by[document]++
		}
	}
	if float64(answered) < settleShare*float64(len(all)) {
		return "", nil
	}
	document, _ := most(by)
	return document, nil
}

// known is the document that answers a question with confidence to somebody without rights; false if none does.
func (b *Board) known(ctx context.Context, question, language string) (document string, ok bool, err error) {
	if b.Answers == nil {
		return "", false, nil
	}
	r, err := b.Answers.Rank(ctx, knowledge.Inquiry{Text: question, Language: language, Reader: knowledge.Reader{Now: b.Now()}}, "")
	if err != nil || r.Answer.Abstains() || len(r.Answer.Citations) == 0 {
		return "", false, err
	}
	return r.Answer.Citations[0].Document, true, nil
}
