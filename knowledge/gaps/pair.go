package gaps

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Pair is a question with what agents answered to it in person: an article that is not written yet.
type Pair struct {
	Standing
	Question string    `json:"question"` // the wording that is most like the others
	Language string    `json:"language,omitempty"`
	Asked    []string  `json:"asked,omitempty"` // other wordings
	Answers  []Said    `json:"answers"`         // the one that is most like the others first
	Count    int       `json:"count"`
	Last     time.Time `json:"last"`
}

// A Said is what an agent answered.
type Said struct {
	Answer       string    `json:"answer"`
	Conversation string    `json:"conversation"`
	At           time.Time `json:"at"`
}

// Queue lists the pairs in a state, those that agents answer most often first; an empty state is those that nobody has
// reviewed. What articles answer already is not among them.
func (b *Board) Queue(ctx context.Context, state State) ([]Pair, error) {
	all, standings, err := b.load(ctx, KindPair)
	if err != nil {
		return nil, err
	}
	list := []Pair{}
	for _, s := range standings {
		own := within(all, s.ID)
		if len(own) == 0 || s.State != cmp.Or(state, Open) {
			continue
		}
		p := newPair(s, own, newScale(all))
		if s.State == Open {
			_, known, err := b.known(ctx, p.Question, p.Language)
			if err != nil {
				return nil, err
			}
			if known {
				continue
			}
		}
		list = append(list, p)
	}
	slices.SortStableFunc(list, func(a, b Pair) int { return cmp.Or(cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last)) })
	return list, nil
}

// Pair shows one. The beginning of an ID will do; bot.ErrNothing if there is none.
func (b *Board) Pair(ctx context.Context, id string) (Pair, error) {
	all, standings, err := b.load(ctx, KindPair)
	if err != nil {
		return Pair{}, err
	}
	s, err := find(standings, id)
	if err != nil {
		return Pair{}, err
	}
	own := within(all, s.ID)
	if len(own) == 0 {
		return Pair{}, bot.ErrNothing
	}
	return newPair(s, own, newScale(all)), nil
}

func newPair(s Standing, own []Occurrence, in scale) Pair {
	central := in.central(own)
	p := Pair{Standing: s, Question: central.Question, Language: central.Language, Count: len(own), Last: own[len(own)-1].At}
	for _, w := range wordings(own) {
		if w.Question != p.Question {
			p.Asked = append(p.Asked, w.Question)
		}
	}
	var said []Occurrence
	for _, o := range own {
		said = append(said, Occurrence{ID: o.ID, Question: o.Answer, Language: o.Language})
	}
	best := newScale(said).central(said).ID
	for _, o := range own {
		if one := (Said{o.Answer, o.Conversation, o.At}); o.ID == best {
			p.Answers = slices.Insert(p.Answers, 0, one)
		} else if !slices.ContainsFunc(p.Answers, func(s Said) bool { return s.Answer == o.Answer }) {
			p.Answers = append(p.Answers, one)
		}
	}
	return p
}

// Accept takes a pair for an article: the answer as it stands, or as it was edited. If it is approved, its words are said as
// they are.
func (b *Board) Accept(ctx context.Context, id, by, answer string, approved bool) (Article, error) {
	p, err := b.Pair(ctx, id)
	if err != nil {
		return Article{}, err
	}
	a := Article{
		ID: "faq-" + p.ID, Title: p.Question, Language: p.Language, Asked: p.Asked, Approved: approved,
		Text: cmp.Or(answer, p.Answers[0].Answer),
	}
	return a, b.stand(ctx, KindPair, p.ID, Accepted, by, a.ID, Open, Accepted)
}

// Reject remembers that a pair is no article: it does not come again.
func (b *Board) Reject(ctx context.Context, id, by string) (Pair, error) {
	if err := b.stand(ctx, KindPair, id, Rejected, by, "", Open, Rejected); err != nil {
		return Pair{}, err
	}
	return b.Pair(ctx, id)
}
