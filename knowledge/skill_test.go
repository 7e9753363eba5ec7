package knowledge_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func phrases() *bot.Phrases {
	return bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, knowledge.Words)
}

func helper(t *testing.T) *bot.Bot {
	t.Helper()
	return &bot.Bot{
		Skills: []bot.Skill{&knowledge.Skill{Answers: answers(t)}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{}, Phrases: phrases(),
		Language: func(text string) string { l, _ := lang.Detect(text); return l },
	}
}

func heard(text string) *bot.Turn {
	return &bot.Turn{ID: "t", Now: noon, Conversation: bot.Conversation{ID: "c"}, Heard: []bot.Utterance{{Key: "k", Text: text, At: noon}}}
}

// said is what the customer was told.
func said(t *bot.Turn) string {
	var all []string
	for _, e := range t.Replies() {
		all = append(all, e.Text)
	}
	return strings.Join(all, "\n")
}

func run(t *testing.T, b *bot.Bot, turn *bot.Turn) *bot.Turn {
	t.Helper()
	if err := b.Run(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
	return turn
}

func TestAQuestionIsAnsweredWithItsSource(t *testing.T) {
	turn := run(t, helper(t), heard("How often do I have to descale the machine?"))
	if turn.Decision.Kind != bot.Act || turn.Decision.Skill != "knowledge" {
		t.Fatalf("decision %+v", turn.Decision)
	}
	replies := turn.Replies()
	if len(replies) != 1 || len(replies[0].Citations) != 1 || replies[0].Citations[0].Document != "kalk.en" {
		t.Errorf("replied %+v", replies)
	}
	if bids := turn.Decision.Bids; len(bids) != 1 || len(bids[0].Evidence) == 0 || bids[0].Evidence[0].Kind != "passage" {
		t.Errorf("the trace does not show what it rests on: %+v", bids)
	}
}

func TestWhatIsNoQuestionGetsNoBid(t *testing.T) {
	b := helper(t)
	for _, text := range []string{
		"Hallo", "guten Morgen!", "danke", "Vielen Dank!", "ok", "ja", "nein danke", "yes please", "4", "12.5", "24.12.2026", "anna@example.org",
		"abbrechen", "zurück", "Hilfe", "Ich will mit einem Menschen sprechen", "cancel", "👍", "", "…",
	} {
		if turn := run(t, b, heard(text)); len(turn.Decision.Bids) > 0 {
			t.Errorf("%q got the bid %+v", text, turn.Decision.Bids)
		}
	}
	for _, text := range []string{"Garantie?", "Was bedeutet E7", "entkalken", "Wie kann ich das Entkalken abbrechen?"} {
		if turn := run(t, b, heard(text)); len(turn.Decision.Bids) == 0 {
			t.Errorf("%q got no bid", text)
		}
	}
	picked := heard("Garantie")
	picked.Heard[0].Payload = "start:register"
	if turn := run(t, b, picked); len(turn.Decision.Bids) > 0 {
		t.Errorf("a choice of a flow got the bid %+v", turn.Decision.Bids)
	}
}

func TestAPickedQuestionIsAnsweredForCertain(t *testing.T) {
	turn := heard("Antwort: Garantie")
	turn.Heard[0].Payload = "ask:Garantie"
	run(t, helper(t), turn)
	if turn.Decision.Confidence != 1 || !strings.HasPrefix(said(turn), "Die Garantie gilt zwei Jahre") {
		t.Errorf("confidence %v, said %q", turn.Decision.Confidence, said(turn))
	}
}

func TestAnUnsureAnswerIsNotGiven(t *testing.T) {
	turn := run(t, helper(t), heard("Kann ich mit Bitcoin bezahlen?"))
	if turn.Decision.Kind != bot.Rephrase {
		t.Errorf("decision %+v, said %q", turn.Decision, said(turn))
	}
}

// A service is a skill with one offer.
type service bot.Offer

func (service) Name() string { return "service" }
func (s service) Offers(context.Context, *bot.Turn) ([]bot.Offer, error) {
	return []bot.Offer{bot.Offer(s)}, nil
}

func TestAnAnswerLeadsOnToWhatMayHaveBeenMeant(t *testing.T) {
	visit := bot.Choice{Label: "Book a visit", Payload: "start:visit"}
	answered := func(likely float64, turn *bot.Turn) []bot.Choice {
		b := helper(t)
		b.Skills = append(b.Skills, service{Confidence: likely, Least: 0.9, Label: visit.Label, Payload: visit.Payload})
		replies := run(t, b, turn).Replies()
		if len(replies) != 1 || len(replies[0].Citations) == 0 {
			t.Fatalf("replied %+v", replies)
		}
		return replies[0].Choices
	}
	question := "How often do I have to descale the machine?"
	if got := answered(0.5, heard(question)); !cmp.Equal(got, []bot.Choice{visit}) {
		t.Errorf("beside the answer there is %+v", got)
	}
	if got := answered(0.4, heard(question)); got != nil {
		t.Errorf("what is unlikely is beside the answer: %+v", got)
	}
	aside := heard(question)
	aside.Conversation.Frames = []bot.Frame{{Flow: "order"}}
	if got := answered(0.5, aside); got != nil {
		t.Errorf("in the middle of a flow another is offered: %+v", got)
	}
}

func TestAnArticleInTheOtherLanguageIsAnnounced(t *testing.T) {
	b := helper(t)
	turn := heard("Was kostet eine neue brew unit?")
	turn.Heard[0].Payload = "ask:Was kostet eine neue brew unit?"
	turn.Heard[0].Language = "de"
	if got := said(run(t, b, turn)); !strings.Contains(got, "Englisch:\nA new brew unit costs 49 euros.") {
		t.Errorf("said %q", got)
	}
}

func TestATurnReplaysWithoutTheIndex(t *testing.T) {
	b := helper(t)
	before := bot.Conversation{ID: "c"}
	turn := run(t, b, heard("Wie lange gilt die Garantie?"))
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: &knowledge.Answers{}}} // no index any more
	again, err := b.Replay(t.Context(), before, turn)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(turn.Entries, again.Entries, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("entries (-first +replayed):\n%s", diff)
	}
}

func TestEveryPhraseIsThereInBothLanguages(t *testing.T) {
	for _, language := range []string{"de", "en"} {
		if missing := bot.NewPhrases([]string{"de", "en"}, knowledge.Words).Missing(language); len(missing) > 0 {
			t.Errorf("%s lacks %v", language, missing)
		}
	}
}
