package gaps

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Gap is a question that is asked and not answered well, whatever the words.
type Gap struct {
	Standing
	Question      string         `json:"question"` // the wording that is most like the others
	Language      string         `json:"language,omitempty"`
	Count         int            `json:"count"`         // how often it was asked
	Conversations int            `json:"conversations"` // in how many
	Languages     map[string]int `json:"languages,omitempty"`
	Reasons       map[Reason]int `json:"reasons,omitempty"`
	First         time.Time      `json:"first"`
	Last          time.Time      `json:"last"`
	Weeks         []Week         `json:"weeks"` // the latest, oldest first
	Trend         Trend          `json:"trend"`
	Owner         string         `json:"owner,omitempty"`   // who should answer it
	Because       string         `json:"because,omitempty"` // why
	Nearest       []Near         `json:"nearest,omitempty"` // the documents that came closest, most often first
	Wordings      []Wording      `json:"wordings,omitempty"`
}

// A Near is a document that came close to answering.
type Near struct {
	Document   string  `json:"document"`
	Title      string  `json:"title"`
	Count      int     `json:"count"`
	Confidence float64 `json:"confidence"` // the highest

	owner string
}

// A Wording is a way in which it was asked.
type Wording struct {
	Question      string   `json:"question"`
	Language      string   `json:"language,omitempty"`
	Count         int      `json:"count"`
	Why           string   `json:"why,omitempty"` // what the bot noted of it last
	Right         []string `json:"right,omitempty"`
	Conversations []string `json:"conversations"` // where to read on
}

// List lists the gaps in a state, those asked for in most conversations first; an empty state is all but what is resolved.
func (b *Board) List(ctx context.Context, state State) ([]Gap, error) {
	all, standings, err := b.load(ctx, KindGap)
	if err != nil {
		return nil, err
	}
	groups := map[string][]Occurrence{}
	for _, o := range all {
		groups[o.Group] = append(groups[o.Group], o)
	}
	list := []Gap{}
	for _, s := range standings {
		if len(groups[s.ID]) == 0 || s.State != state && (state != "" || s.State == Resolved) {
			continue
		}
		g, err := b.gap(ctx, s, groups[s.ID], newScale(all))
		if err != nil {
			return nil, err
		}
		g.Wordings = nil
		list = append(list, g)
	}
	slices.SortStableFunc(list, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Conversations, a.Conversations), cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last))
	})
	return list, nil
}

// Show shows one gap with all its wordings. The beginning of an ID will do; bot.ErrNothing if there is none.
func (b *Board) Show(ctx context.Context, id string) (Gap, error) {
	all, standings, err := b.load(ctx, KindGap)
	if err != nil {
		return Gap{}, err
	}
	s, err := find(standings, id)
	if err != nil {
		return Gap{}, err
	}
	own := within(all, s.ID)
	if len(own) == 0 {
		return Gap{}, bot.ErrNothing
	}
	return b.gap(ctx, s, own, newScale(all))
}

// gap puts a gap together from what was asked.
func (b *Board) gap(ctx context.Context, s Standing, own []Occurrence, in scale) (Gap, error) {
	central := in.central(own)
	g := Gap{
		Standing: s, Question: central.Question, Language: central.Language, Count: len(own), Languages: map[string]int{}, Reasons: map[Reason]int{},
		First: own[0].At, Last: own[len(own)-1].At, Wordings: wordings(own),
	}
	conversations := map[string]bool{}
	for _, o := range own {
		conversations[o.Conversation] = true
		if o.Language != "" {
			g.Languages[o.Language]++
		}
		for _, r := range o.Reasons {
			g.Reasons[r]++
		}
	}
	g.Conversations = len(conversations)
	g.Weeks, g.Trend = weeks(own, b.Now()), trend(own, b.Now())
	var err error
	if g.Nearest, err = b.near(ctx, own); err == nil {
		g.Owner, g.Because = owner(g.Nearest, own)
	}
	return g, err
}

// central is the wording that is most like all others; of those that are as much so, the one that was asked first. Wordings
// without stand-ins are easier to read.
func (s scale) central(own []Occurrence) Occurrence {
	var sum shape
	shapes := make([]shape, len(own))
	for i, o := range own {
		shapes[i] = s.shape(o)
		sum.add(shapes[i])
	}
	best, most := 0, -1.0
	for i, o := range own {
		l := sum.like(shapes[i])
		if standIn.MatchString(o.Question) {
			l /= 2
		}
		if l > most+sure {
			best, most = i, l
		}
	}
	return own[best]
}

// wordings are the different questions, those asked most often first.
func wordings(own []Occurrence) []Wording {
	all := map[string]*Wording{}
	var order []string
	for _, o := range own {
		w := all[o.Question]
		if w == nil {
			w = &Wording{Question: o.Question, Language: o.Language}
			all[o.Question], order = w, append(order, o.Question)
		}
		w.Count++
		w.Why = cmp.Or(o.Why, w.Why)
		if o.Right != "" {
			w.Right = append(w.Right, o.Right)
		}
		if !slices.Contains(w.Conversations, o.Conversation) {
			w.Conversations = append(w.Conversations, o.Conversation)
		}
	}
	list := make([]Wording, 0, len(order))
	for _, q := range order {
		list = append(list, *all[q])
	}
	slices.SortStableFunc(list, func(a, b Wording) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

// most is what is there most often; the first in order of the alphabet of those that are.
func most(counts map[string]int) (name string, n int) {
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		if key != "" && counts[key] > n {
			name, n = key, counts[key]
		}
	}
	return name, n
}
