package knowledge_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// unsure hears a question that nothing is sure enough to answer.
func unsure(t *testing.T, question string) *bot.Turn {
	t.Helper()
	b, a := helper(t), answers(t)
	a.Threshold = 0.999
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: a}}
	turn := run(t, b, heard(question))
	if turn.Decision.Kind != bot.Rephrase || turn.Conversation.Misses != 1 || len(turn.Replies()) != 1 {
		t.Fatalf("%s: %s, %d misses", question, turn.Decision.Kind, turn.Conversation.Misses)
	}
	return turn
}

// What came close is pointed to with the request to say it otherwise: by its title, with a quote, and not as an answer.
func TestWhatCameCloseIsPointedTo(t *testing.T) {
	r := unsure(t, "Gilt die Garantie auch für Schläuche?").Replies()[0]
	if len(r.Citations) != 1 || r.Citations[0].Document != "garantie.de" || r.Citations[0].Quote == "" || r.Rated || len(r.Choices) != 1 {
		t.Fatalf("%q %+v %+v", r.Text, r.Citations, r.Choices)
	}
	if !strings.Contains(r.Text, "„Garantie“ [1]") || strings.Contains(r.Text, "zwei Jahre") {
		t.Errorf("said %q", r.Text)
	}
}

// declining is a skill that does something, and then finds that it cannot help.
type declining struct{ do func() error }

func (declining) Name() string { return "declining" }

func (d declining) Offers(context.Context, *bot.Turn) ([]bot.Offer, error) {
	return []bot.Offer{{Confidence: 1, Take: func(context.Context) error { return errors.Join(d.do(), bot.ErrDeclined) }}}, nil
}

// What goes away while others are asked is not pointed to.
func TestWhatWentAwayIsNotPointedTo(t *testing.T) {
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	ingest(t, l, folder(t, helpCentre))
	b := helper(t)
	b.Skills = []bot.Skill{
		&knowledge.Skill{Answers: &knowledge.Answers{Index: l.Index, Articles: shelf, Threshold: 0.999}},
		declining{func() error { return shelf.DropDocument(t.Context(), "garantie.de") }},
	}
	if r := run(t, b, heard("Gilt die Garantie auch für Schläuche?")).Replies()[0]; len(r.Citations) > 0 {
		t.Errorf("%q %+v", r.Text, r.Citations)
	}
}

func TestWhatIsNotNearIsNotPointedTo(t *testing.T) {
	for question, why := range map[string]string{
		"Wer ist Bundeskanzler?":     "nothing is found",
		"Gilt die Garantie bei E12?": "hardly likely, for no article names E12",
		"Gilt die Garantie auch in der Schweiz für gebrauchte Fahrräder und Anhänger?": "most of it is about something else",
		"Wie groß ist der Tank?":                 "the word stands somewhere in an article about something else",
		"Does the Garantie hold for zwei Jahre?": "the article is in another language",
	} {
		if r := unsure(t, question).Replies()[0]; len(r.Citations) > 0 {
			t.Errorf("%s (%s): %q %+v", question, why, r.Text, r.Citations)
		}
	}
}

// An article is pointed to once, however many of its lines come close, by the likeliest of them.
func TestOneQuoteShowsWhatIsNear(t *testing.T) {
	const question = "Wie bitter wird Kaffee aus der Maschine in drei Monaten ohne Wasser?"
	if got := ask(t, answers(t), question, "de"); len(got.Citations) < 2 {
		t.Fatalf("an answer cites %+v", got.Citations)
	}
	if r := unsure(t, question).Replies()[0]; len(r.Citations) != 1 || !strings.HasPrefix(r.Citations[0].Quote, "Entkalke alle drei Monate.") {
		t.Errorf("%q %+v", r.Text, r.Citations)
	}
}
