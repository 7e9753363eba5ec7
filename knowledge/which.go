package knowledge

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// AboutPayload is how the payload of a choice begins that names a product; the product, a question mark and the question
// that waits for it follow. An empty product is one that she does not know.
const AboutPayload = "about:"

// When the bot asks which product is meant.
const (
	whichShare = 0.7 // how much of the best hit's score one about another product needs to be as good an answer
	mostWhich  = 8   // choices
)

// differing are the products by which the best answers to a question differ; none if it is known what it is about, or if the
// best answer holds for all.
func (f Finding) differing() []string {
	if len(f.Hits) == 0 || len(f.Reader.Products) > 0 {
		return nil
	}
	best := f.Hits[0]
	names := slices.Clone(best.Passage.Scope.Products)
	if len(names) == 0 {
		return nil
	}
	apart := false
	for _, h := range f.Hits[1:] {
		p := h.Passage
		if h.Score < whichShare*best.Score || p.Language != best.Passage.Language || len(p.Scope.Products) == 0 {
			continue
		}
		apart = apart || !shares(p.Scope.Products, best.Passage.Scope.Products)
		for _, name := range p.Scope.Products {
			if !shares(names, []string{name}) {
				names = append(names, name)
			}
		}
	}
	if !apart {
		return nil
	}
	slices.Sort(names)
	return names[:min(len(names), mostWhich)]
}

// which are the products to ask about before an answer: the bot must be able to remember what it is told, and asks once.
func (s *Skill) which(ctx context.Context, t *bot.Turn, f Finding, a Answer) ([]string, error) {
	names := f.differing()
	if s.Answers.About.Product == "" || len(names) == 0 || t.History == nil || a.Confidence < s.Answers.threshold() {
		return nil, nil
	}
	history, err := t.History(ctx)
	if err != nil {
		return nil, err
	}
	since := t.Now.Add(-s.Answers.About.lasts())
	if slices.ContainsFunc(history, func(e bot.Entry) bool { return e.At.After(since) && asksWhich(e) }) {
		return nil, nil
	}
	return names, nil
}

func asksWhich(e bot.Entry) bool {
	return e.Author == bot.ByBot && slices.ContainsFunc(e.Choices, func(c bot.Choice) bool { return strings.HasPrefix(c.Payload, AboutPayload) })
}

// askWhich asks which product a question is about.
func askWhich(t *bot.Turn, names []string, question string) {
	r := bot.Reply{Text: t.Phrase("knowledge.which")}
	for _, name := range names {
		r.Choices = append(r.Choices, bot.Choice{Label: name, Payload: AboutPayload + name + "?" + question})
	}
	r.Choices = append(r.Choices, bot.Choice{Label: t.Phrase("knowledge.which_unknown"), Payload: AboutPayload + "?" + question})
	t.Say(r)
}

// toldWhich is what she tells of her product, and the question that waits for it: she picked one, or wrote its name where
// she was asked.
func (s *Skill) toldWhich(ctx context.Context, t *bot.Turn) (product, question string, ok bool, err error) {
	payload := t.Payload()
	if names := s.Answers.Products.Named(t.Text()); payload == "" && len(names) == 1 && t.History != nil {
		if payload, err = offered(ctx, t, names[0]); err != nil {
			return "", "", false, err
		}
	}
	rest, ok := strings.CutPrefix(payload, AboutPayload)
	if ok {
		product, question, ok = strings.Cut(rest, "?")
	}
	return product, question, ok, nil
}

// offered is the payload of the choice with a label, if the bot's last words ask which product is meant.
func offered(ctx context.Context, t *bot.Turn, label string) (payload string, err error) {
	history, err := t.History(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range slices.Backward(history) {
		if e.Author != bot.ByBot || e.Note {
			continue
		}
		if i := slices.IndexFunc(e.Choices, func(c bot.Choice) bool { return c.Label == label }); i >= 0 && asksWhich(e) {
			return e.Choices[i].Payload, nil
		}
		return "", nil
	}
	return "", nil
}

// remember keeps what she told, where flows find it, too.
func (a About) remember(t *bot.Turn, product string) {
	c := &t.Conversation
	if product == "" || a.Product == "" {
		return
	}
	if c.Slots = maps.Clone(c.Slots); c.Slots == nil {
		c.Slots = map[string]bot.Slot{}
	}
	c.Slots[a.Product] = bot.Slot{Value: product, Said: product, Source: bot.SourceChoice, Turn: t.ID, Via: c.Via(), At: t.Now}
}
