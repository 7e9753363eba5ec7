package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// office has several articles about invoices, and about what does not work. It is never sure enough to answer.
func office(t *testing.T) *conversing { return officeAt(t, 0.9) }

// officeAt is the office, which answers from a confidence on.
func officeAt(t *testing.T, least float64) *conversing {
	t.Helper()
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	for title, text := range map[string]string{
		"Rechnung herunterladen":         "Du findest die Rechnung im Kundenkonto unter Bestellungen.",
		"Rechnung bezahlen":              "Die Rechnung ist nach vierzehn Tagen fällig, per Überweisung oder Lastschrift.",
		"Rechnung auf eine Firma":        "Die Rechnung wird auf eine Firma geschrieben, wenn du ihre Anschrift angibst.",
		"Die Anmeldung geht nicht":       "Setze das Passwort zurück, wenn die Anmeldung nicht geht.",
		"Der Drucker geht nicht":         "Schalte den Drucker aus und wieder ein, wenn er nicht geht.",
		"Wie lange dauert die Lieferung": "Ein Paket ist drei Tage unterwegs.",
	} {
		d := knowledge.Document{ID: title, Title: title, Language: "de", Text: text}
		if err := l.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	b := helper(t)
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: &knowledge.Answers{Index: l.Index, Articles: shelf, Threshold: least}}}
	b.Policy = bot.Thresholds{Act: least, Margin: 0.5, Patience: 1}
	return &conversing{t: t, bot: b, c: bot.Conversation{ID: "c", Language: "de"}, now: noon}
}

// asksBack tells whether a reply asks which of some choices is meant, the last being something else.
func asksBack(r bot.Reply) bool {
	n := len(r.Choices)
	return n >= 3 && n <= 5 && r.Choices[n-1].Payload == knowledge.ElsePayload &&
		!slices.ContainsFunc(r.Choices[:n-1], func(c bot.Choice) bool { return !strings.HasPrefix(c.Payload, knowledge.AskPayload) })
}

func TestWhatSaysTooLittleIsAskedBack(t *testing.T) {
	for text, about := range map[string]string{"es geht nicht": "geht nicht", "Rechnung": "Rechnung", "Problem mit der Rechnung": "Rechnung"} {
		r := office(t).says(text)
		if !asksBack(r) {
			t.Errorf("%q is answered with %q %+v", text, r.Text, r.Choices)
			continue
		}
		if !strings.Contains(r.Choices[0].Label, about) {
			t.Errorf("%q is asked back with %+v", text, r.Choices)
		}
	}
}

// A word that several articles are about is asked back, however sure the first of them is; a word that is the name of one, or that
// one alone is about, is answered.
func TestAWordOfSeveralArticlesIsAskedBack(t *testing.T) {
	for text, asked := range map[string]bool{"Rechnung": true, "Frage zur Rechnung": true, "Lieferung": false, "Drucker": false, "Wie bezahle ich die Rechnung?": false} {
		r := officeAt(t, 0.01).says(text)
		if asksBack(r) != asked || !asked && len(r.Citations) == 0 {
			t.Errorf("%q is answered with %q %+v", text, r.Text, r.Choices)
		}
	}
	c := officeAt(t, 0.01)
	l := &knowledge.Library{Shelf: c.answers().Articles.(knowledge.Shelf), Index: c.answers().Index}
	if err := l.Put(t.Context(), knowledge.Document{ID: "r", Title: "Rechnung", Language: "de", Text: "Eine Rechnung bekommst du zu jeder Bestellung."}); err != nil {
		t.Fatal(err)
	}
	if r := c.says("Rechnung?"); asksBack(r) || !strings.Contains(r.Text, "zu jeder Bestellung") {
		t.Errorf("the article of that name is not the answer: %q %+v", r.Text, r.Choices)
	}
}

func TestAnExplanationSaysWhatIsAskedBack(t *testing.T) {
	for question, n := range map[string]int{"Rechnung": 3, "Wie bezahle ich die Rechnung?": 0} {
		if e := explained(t, office(t).answers(), knowledge.Inquiry{Text: question, Language: "de"}); len(e.Back) != n {
			t.Errorf("%q is asked back with %v", question, e.Back)
		}
	}
}

// answers are what the only skill answers with.
func (c *conversing) answers() *knowledge.Answers { return c.bot.Skills[0].(*knowledge.Skill).Answers }

func TestWhatSaysEnoughIsNotAskedBack(t *testing.T) {
	for _, text := range []string{
		"Wie bezahle ich die Rechnung?", "Wie lange dauert die Lieferung?", "Kann ich mit Bitcoin bezahlen?", "Bitcoin", "Fehler E7", "Was ist eine Rechnung?",
	} {
		if r := office(t).says(text); asksBack(r) {
			t.Errorf("%q is asked back with %+v", text, r.Choices)
		}
	}
}

func TestAPickedChoiceIsAnswered(t *testing.T) {
	c := office(t)
	r := c.says("Rechnung")
	i := slices.IndexFunc(r.Choices, func(c bot.Choice) bool { return c.Label == "Rechnung bezahlen" })
	if i < 0 {
		t.Fatalf("the choices are %+v", r.Choices)
	}
	if got := c.picks(r.Choices[i]); !strings.Contains(got.Text, "vierzehn Tagen") {
		t.Errorf("answered %q", got.Text)
	}
}

func TestNobodyIsAskedBackTwiceInARow(t *testing.T) {
	c := office(t)
	if r := c.says("es geht nicht"); !asksBack(r) {
		t.Fatalf("not asked back: %q", r.Text)
	}
	if r := c.says("es geht nicht"); asksBack(r) {
		t.Errorf("asked back again: %+v", r.Choices)
	}
	if r := c.says("es geht nicht"); asksBack(r) {
		t.Errorf("asked back instead of bringing in a person: %+v", r.Choices)
	}
}

func TestSomethingElseIsAskedInWords(t *testing.T) {
	c := office(t)
	r := c.says("es geht nicht")
	if got := c.picks(r.Choices[len(r.Choices)-1]); !strings.Contains(got.Text, "in einem Satz") || len(got.Choices) != 1 {
		t.Errorf("said %q %+v", got.Text, got.Choices)
	}
}

// picks is a turn in which she picks a choice.
func (c *conversing) picks(choice bot.Choice) bot.Reply {
	c.t.Helper()
	turn := heard(choice.Label)
	turn.ID, turn.Now, turn.Conversation, turn.Heard[0].Payload = bot.ID(choice.Payload), c.now, c.c, choice.Payload
	run(c.t, c.bot, turn)
	c.c, c.history = turn.Conversation, append(c.history, turn.Entries...)
	replies := turn.Replies()
	return replies[len(replies)-1].Reply
}
