package knowledge

import (
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// Skill offers an answer from the documents for what sounds like a question.
type Skill struct {
	Answers *Answers
	Least   float64 // least confidence at which the policy takes an answer; 0 leaves it to the policy
}

// AskPayload is how the payload of a choice begins that asks a question; the question follows.
const AskPayload = "ask:"

// How an offer is explained.
const (
	evidencePassages = 3
	evidenceText     = 160 // characters
)

// Name is "knowledge".
func (s *Skill) Name() string { return "knowledge" }

// Offers looks the question up and bids what an answer would be worth. It does not bid on what is no question: greetings, yes
// and no, numbers, dates, addresses and commands. A picked choice that asks is certain.
func (s *Skill) Offers(ctx context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if t.Payload() == ElsePayload {
		return somethingElse(t), nil
	}
	q, err := s.asked(ctx, t)
	if err != nil || q.text == "" {
		return nil, err
	}
	w := recorded{s.Answers, t}
	inquiry, tongue := s.Answers.understood(ctx, w, Inquiry{Text: q.text, Language: t.Conversation.Language, Reader: q.reader})
	f, err := w.find(ctx, inquiry)
	if err != nil {
		return nil, err
	}
	answer := s.Answers.Judge(f)
	if tongue != "" && s.Answers.Model == nil {
		found := answer.Confidence >= s.Answers.threshold()
		return []bot.Offer{s.strange(t, func(ctx context.Context) Answer {
			return s.Answers.compose(ctx, w, f, answer, nil, t.Draft)
		}, found, tongue)}, nil
	}
	if len(f.Hits) == 0 || answer.Confidence == 0 && !q.certain {
		return nil, nil
	}
	offer := bot.Offer{
		Confidence: answer.Confidence,
		Least:      s.Least,
		Evidence:   evidence(answer),
		Label:      t.Phrase("knowledge.label", "title", f.Hits[0].Passage.Title),
		Payload:    AskPayload + q.text,
	}
	which, err := s.which(ctx, t, f, answer)
	if err != nil {
		return nil, err
	}
	back := choosing{}
	if !q.certain {
		if back, err = s.back(ctx, t, f, answer); err != nil {
			return nil, err
		}
	}
	offer.Take = func(ctx context.Context) error {
		switch {
		case len(which) > 0:
			askWhich(t, which, q.text)
			return nil
		case len(back.labels) > 0:
			back.ask(t)
			return nil
		}
		s.Answers.About.remember(t, q.product)
		return s.take(ctx, t, w, f, answer, q.certain, tongue)
	}
	if q.certain {
		offer.Confidence, offer.Final = 1, true
		return []bot.Offer{offer}, nil
	}
	offer.Near = func(ctx context.Context) (*bot.Reply, error) { return s.near(ctx, t, w, f, answer) }
	return append([]bot.Offer{offer}, back.resort(t)...), nil
}

// An asking is what a turn asks the documents, if anything.
type asking struct {
	text    string
	reader  Reader
	product string // that she has just told
	certain bool   // it is known to be a question
}

// asked is what the turn asks; its text is empty for what is no question.
func (s *Skill) asked(ctx context.Context, t *bot.Turn) (q asking, err error) {
	q.reader = s.Answers.reader(t)
	q.product, q.text, q.certain, err = s.toldWhich(ctx, t)
	if err != nil {
		return q, err
	}
	if q.certain {
		q.reader.Products = namesOf(q.product)
		return q, nil
	}
	if q.text, q.certain = strings.CutPrefix(t.Payload(), AskPayload); q.certain {
		return q, nil
	}
	if q.text = ""; t.Payload() == "" && asks(t.Text(), t.Conversation.Language) {
		q.text = t.Text()
	}
	return q, nil
}

// take says the answer, or declines.
func (s *Skill) take(ctx context.Context, t *bot.Turn, w world, f Finding, answer Answer, certain bool, tongue string) error {
	if answer.Confidence < s.Answers.threshold() && !certain {
		return bot.ErrDeclined
	}
	history, err := before(ctx, t, s.Answers.Model != nil)
	if err != nil {
		return err
	}
	answer.Reason = ""
	draft := t.Draft
	if tongue != "" {
		draft = func(string) {} // she is shown what she can read
	}
	answer = s.Answers.abroad(ctx, w, s.Answers.compose(ctx, w, f, answer, history, draft), tongue)
	if answer.Abstains() {
		return bot.ErrDeclined
	}
	if answer.Reason != "" {
		t.Happened("answer quoted", answer.Reason)
	}
	answer.note(t)
	r := Reply(t, answer)
	r.Choices = t.Guesses
	t.Say(r)
	return nil
}

// note leaves in the trace what a model wrote and nobody was told, with why.
func (a Answer) note(t *bot.Turn) {
	for _, s := range a.Sentences {
		if s.Dropped != "" {
			t.Happened("sentence dropped", s.Text+" ("+s.Dropped+")")
		}
	}
}

// before reads the conversation so far, where a model wants to see it.
func before(ctx context.Context, t *bot.Turn, wanted bool) ([]bot.Entry, error) {
	if !wanted || t.History == nil {
		return nil, nil
	}
	return t.History(ctx)
}

// Reply is how an answer is said in a turn. An article in another language than the customer's is announced.
func Reply(t *bot.Turn, a Answer) bot.Reply {
	text := a.Text
	if a.Original != "" {
		original := t.Phrase("knowledge.original", "language", t.Phrase("knowledge.language."+a.Language))
		return bot.Reply{Text: text + "\n\n" + original + "\n" + a.Original, Citations: a.Citations, Rated: true}
	}
	if !a.Written && a.Language != "" && a.Language != t.Conversation.Language {
		text = t.Phrase("knowledge.other_language", "language", t.Phrase("knowledge.language."+a.Language)) + "\n" + text
	}
	return bot.Reply{Text: text, Citations: a.Citations, Rated: true}
}

// evidence shows the passages an offer rests on, or why it is weak.
func evidence(a Answer) []bot.Evidence {
	var all []bot.Evidence
	for _, h := range a.Hits[:min(evidencePassages, len(a.Hits))] {
		all = append(all, bot.Evidence{Kind: "passage", Name: h.Passage.ID, Score: h.Score, Detail: shortened(h.Passage.Title + ": " + h.Passage.Text)})
	}
	if len(a.Signals) > 0 {
		all = append(all, bot.Evidence{Kind: "signals", Name: "confidence", Score: a.Raw, Detail: listed(a.Signals)})
	}
	if a.Reason != "" {
		all = append(all, bot.Evidence{Kind: "rule", Name: "abstain", Score: a.Confidence, Detail: a.Reason})
	}
	for _, word := range a.Missing {
		all = append(all, bot.Evidence{Kind: "missing", Name: word})
	}
	return all
}

// listed writes signals as a reader of a trace wants them; where a confidence begins is the same for all.
func listed(signals []Signal) string {
	var all []string
	for _, s := range signals[1:] {
		if s.Weight != 0 {
			all = append(all, fmt.Sprintf("%s %.2f", s.Name, s.Value))
		}
	}
	return strings.Join(all, ", ")
}

func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > evidenceText {
		return string(r[:evidenceText]) + "…"
	}
	return text
}
