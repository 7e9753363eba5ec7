package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
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

func TestWhatIsNotNearIsNotPointedTo(t *testing.T) {
	for _, question := range []string{"Wer ist Bundeskanzler?", "Was bedeutet der Code E12?", "Kann ich mit Bitcoin bezahlen?", "Wie lange dauert eine Bahnfahrt?"} {
		if r := unsure(t, question).Replies()[0]; len(r.Citations) > 0 {
			t.Errorf("%s: %q %+v", question, r.Text, r.Citations)
		}
	}
}
