package gaps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// How much goes into a draft: enough to write from, little enough to be read.
const (
	draftWordings  = 12
	draftArticles  = 3
	draftAnswers   = 5
	draftFromTalks = 20 // conversations that are looked through for what agents answered, the latest
)

// Draft proposes an article for a gap: its question and other wordings, what the nearest articles that everybody may read say
// already, and what agents answered, masked. With a model it is written, each sentence with the source that says it; without one,
// or when the model cannot support anything, the sources are quoted. It is not approved.
func (b *Board) Draft(ctx context.Context, id string) (Article, error) {
	g, err := b.Show(ctx, id)
	if err != nil {
		return Article{}, err
	}
	m, err := b.material(ctx, g)
	if err != nil {
		return Article{}, err
	}
	a := Article{ID: "gap-" + g.ID, Title: strings.Join(strings.Fields(bare(g.Question)), " "), Language: g.Language, Owner: g.Owner, Note: m.note()}
	for _, w := range g.Wordings {
		if w.Question != g.Question && len(a.Asked) < draftWordings && !standIn.MatchString(w.Question) {
			a.Asked = append(a.Asked, w.Question)
		}
	}
	written, err := b.written(ctx, m)
	if err != nil {
		return Article{}, err
	}
	a.Text = written + m.quoted()
	return a, nil
}

// material is what a draft is made from.
type material struct {
	gap     Gap
	sources []source
	answers []Said   // of agents
	right   []string // what agents said would have been right
}

// A source is what an article says about a gap.
type source struct {
	document knowledge.Document
	quotes   []string
}

func (b *Board) material(ctx context.Context, g Gap) (m material, err error) {
	m.gap = g
	if m.sources, err = b.sources(ctx, g); err != nil {
		return m, err
	}
	for _, w := range g.Wordings {
		for _, r := range w.Right {
			if r = withoutStandIns(r); r != "" && !slices.Contains(m.right, r) {
				m.right = append(m.right, r)
			}
		}
	}
	m.answers, err = b.told(ctx, g)
	return m, err
}

// sources are the nearest articles, as far as everybody may read them now, with what they say to the question.
func (b *Board) sources(ctx context.Context, g Gap) (all []source, err error) {
	reader := knowledge.Reader{Now: b.Now()}
	for _, n := range g.Nearest {
		if b.Answers == nil || len(all) == draftArticles {
			break
		}
		d, _, err := b.Shelf.Document(ctx, n.Document)
		if errors.Is(err, bot.ErrNothing) || err == nil && !d.Scope.Open(reader) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read an article for a draft: %w", err)
		}
		r, err := b.Answers.Rank(ctx, knowledge.Inquiry{Text: bare(g.Question), Language: g.Language, Reader: reader}, d.ID)
		if err != nil {
			return nil, err
		}
		if len(r.Quotes) > 0 {
			all = append(all, source{d, r.Quotes})
		}
	}
	return all, nil
}

// told is what agents answered after the question was asked, without what was for that customer alone; the latest first.
func (b *Board) told(ctx context.Context, g Gap) (all []Said, err error) {
	own, _, err := b.load(ctx, KindGap)
	if err != nil {
		return nil, err
	}
	since := map[string]time.Time{}
	var order []string
	for _, o := range slices.Backward(within(own, g.ID)) {
		if _, known := since[o.Conversation]; !known && len(order) < draftFromTalks {
			order = append(order, o.Conversation)
		}
		since[o.Conversation] = o.At // in the end of its first question
	}
	for _, c := range order {
		turns, err := b.Ledger.Turns(ctx, c)
		if err != nil {
			return nil, err
		}
		m := b.masker(turns)
		for _, t := range turns {
			for _, e := range t.Entries {
				text := ""
				if e.Author == bot.ByAgent && !e.Note && !t.Now.Before(since[c]) {
					text = withoutStandIns(m.Mask(general(e.Text)))
				}
				if len(strings.Fields(text)) >= leastAnswer && len(all) < draftAnswers && !slices.ContainsFunc(all, func(s Said) bool { return s.Answer == text }) {
					all = append(all, Said{text, c, t.Now})
				}
			}
		}
	}
	return all, nil
}

// note tells an editor what the draft rests on.
func (m material) note() string {
	g := m.gap
	return fmt.Sprintf("A draft for gap %s: asked %d times in %d conversations, from %s to %s.\nNobody has approved it. Check every sentence, delete what is not needed.",
		g.ID, g.Count, g.Conversations, g.First.Format(time.DateOnly), g.Last.Format(time.DateOnly))
}
