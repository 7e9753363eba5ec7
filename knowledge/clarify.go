package knowledge

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// ElsePayload is what the choice sends that none of those fits that a question was asked back with.
const ElsePayload = "else:"

// When a question is asked back, and with how many choices.
const (
	clarifyShare = 0.5 // how far up one of another article must be between the least and the best fused score to be a choice
	sureShare    = 0.7 // the same where the best hit alone would be answer enough
	titleAsks    = 0.7 // how much of the question a title speaks of that asks the same
	leastChoices = 2   // beside "something else"
	mostChoices  = 4
	// sureClarify is the confidence of asking back; it is a resort, and stands behind everything that is good enough.
	sureClarify = 0.5
)

// vague are words, folded, that say that something is the matter, and not what.
var vague = set(`geht gehts gehen ging klappt klappen funktioniert funktionieren funktionierte tut tun macht machen lauft laufen kaputt defekt
	problem probleme fehler storung arger hilfe frage fragen anliegen sache ding los falsch will
	work works working worked broken broke defective problem problems issue issues error trouble wrong fail fails failed failing help question thing happens matter fix`)

// interrogative are words, folded, with which a question says what it wants to know.
var interrogative = set(`wie was wo wann warum wieso weshalb wer wen wem wessen welche welcher welches welchen wohin woher womit wofur wieviel
	how what where when why who whose which`)

// underspecified tells whether a question says too little to be answered: that something does not work, or a single word.
// What has a code in it, or says what it wants to know of something, says enough.
func (q question) underspecified() bool {
	if len(codes(q.text)) > 0 {
		return false
	}
	about := q.about()
	asks := slices.ContainsFunc(lang.Tokens(q.text), func(t lang.Token) bool { return interrogative[lang.Fold(strings.ToLower(t.Text))] })
	return len(about) == 0 || len(about) == 1 && !asks
}

// about are the words of a question that say what it is about.
func (q question) about() (all []*term) {
	for _, t := range q.terms {
		if !vague[t.folded] {
			all = append(all, t)
		}
	}
	return all
}

// A choosing is a question that is asked back: what the articles that were found tell apart.
type choosing struct {
	labels []string
	asks   []string // what each asks the documents
}

// choices are what an underspecified question could be about: articles that are about as near, or, where one alone is near and
// not sure to answer, its sections. Nothing if there are too few, or if no article speaks of what the question does name. What is asked
// of one of several things, and is not sure to be answered, could be about each of them.
func (a *Answers) choices(f Finding, sure bool) choosing {
	q := a.question(f)
	if len(f.Hits) == 0 || sure && q.named(f) {
		return choosing{}
	}
	if !q.underspecified() {
		if sure || len(q.about()) < 2 {
			return choosing{}
		}
		return q.severally(f)
	}
	title := func(p Passage) string { return p.Title }
	if sure {
		return q.distinct(f, title, sureShare)
	}
	if all := q.distinct(f, title, clarifyShare); len(all.labels) > 0 {
		return all
	}
	return q.distinct(f, func(p Passage) string {
		if p.Document != f.Hits[0].Passage.Document || len(p.Headings) == 0 {
			return ""
		}
		return p.Headings[len(p.Headings)-1]
	}, clarifyShare)
}

// named tells that the article found first is called just what the question names: "Garantie?".
func (q question) named(f Finding) bool {
	about := q.about()
	for _, h := range f.Hits {
		p := h.Passage
		if p.Document != f.Hits[0].Passage.Document {
			continue
		}
		names := append([]string{p.Title}, p.Headings...)
		if p.Kind == KindTitle {
			names = append(names, p.Text) // another wording
		}
		for _, name := range names {
			if own := terms(name, p.Language); len(about) == 1 && len(own) == 1 && about[0].best(own) == 1 {
				return true
			}
		}
	}
	return false
}

// severally are the articles whose titles ask what is asked here, each of another thing: "Berlin store: parking", "Hamburg store: parking".
func (q question) severally(f Finding) (all choosing) {
	var most float64
	for _, h := range f.Hits {
		p := h.Passage
		speaks := q.covered(q.closer.words.of(p.Title, p.Language))
		if most = max(most, speaks); len(all.labels) == 0 && speaks < titleAsks {
			return choosing{} // what was found first is not called so
		}
		if speaks < most || p.Language != firstOf(q.language, p.Language) || slices.Contains(all.labels, p.Title) {
			continue
		}
		if all.labels, all.asks = append(all.labels, p.Title), append(all.asks, p.Title); len(all.labels) == mostChoices {
			break
		}
	}
	if len(all.labels) < leastChoices {
		return choosing{}
	}
	return all
}

// distinct are the hits that are told apart by a name, best first, as far as they are up to a share between the least and the best
// fused score: where that begins, and how far apart a closer look sees them, says nothing of a single word.
func (q question) distinct(f Finding, name func(Passage) string, share float64) (all choosing) {
	about := q.about()
	byFused := func(a, b Hit) int { return cmp.Compare(a.Fused, b.Fused) }
	best, least := slices.MaxFunc(f.Hits, byFused).Fused, slices.MinFunc(f.Hits, byFused).Fused
	for _, h := range f.Hits {
		p := h.Passage
		label := strings.TrimSpace(name(p))
		if label == "" || slices.Contains(all.labels, label) || p.Language != firstOf(q.language, p.Language) || h.Fused-least < share*(best-least) {
			continue
		}
		if len(about) > 0 && about[0].best(q.closer.parse(p).terms()) == 0 {
			continue
		}
		all.labels, all.asks = append(all.labels, label), append(all.asks, asksFor(p, label))
		if len(all.labels) == mostChoices {
			break
		}
	}
	if len(all.labels) < leastChoices {
		return choosing{}
	}
	return all
}

// asksFor is the question whose answer is a part of an article.
func asksFor(p Passage, label string) string {
	if label == p.Title {
		return label
	}
	return p.Title + ": " + label
}

// back is what to ask back with instead of an answer: once in a row, and not where the customer was already asked to say it
// otherwise.
func (s *Skill) back(ctx context.Context, t *bot.Turn, f Finding, a Answer) (choosing, error) {
	if t.Conversation.Misses > 0 {
		return choosing{}, nil
	}
	back := s.Answers.choices(f, a.Confidence >= s.Answers.threshold())
	if len(back.labels) == 0 {
		return choosing{}, nil
	}
	if asked, err := askedBack(ctx, t); asked || err != nil {
		return choosing{}, err
	}
	return back, nil
}

// resort is the offer to ask back where nothing that is offered is good enough.
func (c choosing) resort(t *bot.Turn) []bot.Offer {
	if len(c.labels) == 0 {
		return nil
	}
	return []bot.Offer{{
		Confidence: sureClarify, Resort: true,
		Evidence: []bot.Evidence{{Kind: "rule", Name: "clarify", Detail: strings.Join(c.labels, ", ")}},
		Take: func(context.Context) error {
			c.ask(t)
			return nil
		},
	}}
}

// ask asks which of the choices is meant, or whether it is something else that another skill could do.
func (c choosing) ask(t *bot.Turn) {
	r := bot.Reply{Text: t.Phrase("knowledge.clarify"), Choices: t.Guesses}
	for i, label := range c.labels {
		r.Choices = append(r.Choices, bot.Choice{Label: label, Payload: AskPayload + c.asks[i]})
	}
	r.Choices = append(r.Choices, bot.Choice{Label: t.Phrase("knowledge.clarify_else"), Payload: ElsePayload})
	t.Say(r)
}

// askedBack tells whether the bot's last words asked back.
func askedBack(ctx context.Context, t *bot.Turn) (bool, error) {
	history, err := before(ctx, t, true)
	for _, e := range slices.Backward(history) {
		if e.Author == bot.ByBot && !e.Note {
			return slices.ContainsFunc(e.Choices, func(c bot.Choice) bool { return c.Payload == ElsePayload }), err
		}
	}
	return false, err
}

// somethingElse asks to say in other words what none of the choices is.
func somethingElse(t *bot.Turn) []bot.Offer {
	return []bot.Offer{{
		Confidence: 1, Final: true, Evidence: []bot.Evidence{{Kind: "rule", Name: "clarify", Detail: "something else"}},
		Take: func(context.Context) error {
			t.Say(bot.Reply{Text: t.Phrase("knowledge.say_more"), Choices: []bot.Choice{bot.PersonChoice(t)}})
			return nil
		},
	}}
}
