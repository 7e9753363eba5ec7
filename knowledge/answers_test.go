package knowledge_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// helpCentre is a small one about coffee machines.
var helpCentre = map[string]string{
	"kalk.de.md": "# Maschine entkalken\n\nKalk macht den Kaffee bitter.\n\n## Wie du entkalkst\n\nHalte einen Liter Wasser bereit.\n\n" +
		"1. Leere den Tank und nimm den Filter heraus.\n2. Fülle 125 ml Entkalker ein.\n3. Wähle im Menü „Pflege“ und dann „Entkalken“.\n4. Spüle mit frischem Wasser nach.\n\n" +
		"## Wie oft du entkalkst\n\nEntkalke alle drei Monate. Bei hartem Wasser ist es alle sechs Wochen nötig.\n",
	"kalk.en.md": "# Descaling the machine\n\nLimescale makes coffee bitter.\n\n## How often to descale\n\nDescale every three months. With hard water it is needed every six weeks.\n",
	"codes.de.md": "# Fehlercodes\n\nDie Anzeige nennt einen Code.\n\n| Code | Was los ist | Was du tust |\n| --- | --- | --- |\n" +
		"| E3 | Die Brühgruppe klemmt | Herausnehmen und abspülen |\n| E7 | Die Pumpe fördert kein Wasser | Tank prüfen und entlüften |\n",
	"garantie.de.md": "# Garantie\n\nDie Garantie gilt zwei Jahre ab dem Kauf. Wer seine Maschine registriert, bekommt ein drittes Jahr dazu. Verschleißteile sind nicht enthalten.\n",
	"parts.en.md":    "# Spare parts\n\nA new brew unit costs 49 euros. Spare parts are shipped within two days.\n",
}

// answers over the help centre, without an embedder.
func answers(t *testing.T) *knowledge.Answers {
	t.Helper()
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	ingest(t, l, folder(t, helpCentre))
	return &knowledge.Answers{Index: l.Index, Articles: shelf}
}

func ask(t *testing.T, a *knowledge.Answers, question, language string) knowledge.Answer {
	t.Helper()
	answer, err := a.Ask(t.Context(), knowledge.Inquiry{Text: question, Language: language})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestAnswersAreQuoted(t *testing.T) {
	a := answers(t)
	for _, c := range []struct{ question, language, text, url string }{
		{
			"Wie entkalke ich die Maschine?", "de",
			"Wie du entkalkst: [1]\n1. Leere den Tank und nimm den Filter heraus.\n2. Fülle 125 ml Entkalker ein.\n3. Wähle im Menü „Pflege“ und dann „Entkalken“.\n4. Spüle mit frischem Wasser nach.",
			"/articles/kalk.de#b5:~:text=Leere%20den%20Tank%20und%20nimm%20den%20Filter%20heraus.",
		},
		{
			"Wie oft muss ich die Maschine entkalken?", "de",
			"Entkalke alle drei Monate. Bei hartem Wasser ist es alle sechs Wochen nötig. [1]",
			"/articles/kalk.de#b7:~:text=Entkalke%20alle%20drei%20Monate.%20Bei%20hartem,ist%20es%20alle%20sechs%20Wochen%20n%C3%B6tig.",
		},
		{
			"How often do I have to descale the machine?", "en",
			"Descale every three months. With hard water it is needed every six weeks. [1]",
			"/articles/kalk.en#b4:~:text=Descale%20every%20three%20months.%20With%20hard,it%20is%20needed%20every%20six%20weeks.",
		},
		{
			"Was bedeutet der Code E7?", "de",
			"Code: E7; Was los ist: Die Pumpe fördert kein Wasser; Was du tust: Tank prüfen und entlüften [1]", "/articles/codes.de#b3",
		},
		{
			"Wie lange gilt die Garantie?", "de",
			"Die Garantie gilt zwei Jahre ab dem Kauf. Wer seine Maschine registriert, bekommt ein drittes Jahr dazu. Verschleißteile sind nicht enthalten. [1]",
			"/articles/garantie.de#b2:~:text=Die%20Garantie%20gilt%20zwei%20Jahre%20ab,Jahr%20dazu.%20Verschlei%C3%9Fteile%20sind%20nicht%20enthalten.",
		},
	} {
		got := ask(t, a, c.question, c.language)
		if diff := cmp.Diff(c.text, got.Text); diff != "" {
			t.Errorf("%s (confidence %.2f, %s; -want +got):\n%s", c.question, got.Confidence, got.Reason, diff)
			continue
		}
		if len(got.Citations) != 1 || got.Citations[0].URL != c.url {
			t.Errorf("%s cites %+v, want %s", c.question, got.Citations, c.url)
		}
	}
}

func TestWhatNobodyWroteIsNotAnswered(t *testing.T) {
	a := answers(t)
	for _, question := range []string{"Kann ich mit Bitcoin bezahlen?", "Wer ist Bundeskanzler?", "What is the capital of France?", "Was bedeutet der Code E12?"} {
		got := ask(t, a, question, "")
		if !got.Abstains() || got.Reason == "" {
			t.Errorf("%s was answered with %q (confidence %.2f, reason %q)", question, got.Text, got.Confidence, got.Reason)
		}
	}
	if got := ask(t, a, "Kann ich mit Bitcoin bezahlen?", "de"); !strings.Contains(got.Reason, `"bitcoin"`) || !slices.Contains(got.Missing, "Bitcoin") {
		t.Errorf("the reason is %q, missing are %q, want it to say that nothing mentions bitcoin", got.Reason, got.Missing)
	}
}

// The article is there in English only: better that than nothing, and the answer says which language it is.
func TestAnArticleInTheOtherLanguage(t *testing.T) {
	a := answers(t)
	a.Threshold = 0.01
	got := ask(t, a, "Was kostet eine neue brew unit?", "de")
	if got.Language != "en" || !strings.Contains(got.Text, "49 euros") {
		t.Errorf("answered %q in %q", got.Text, got.Language)
	}
}

// An embedder that hangs costs its patience once, and words answer.
func TestAColdEmbedderIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := answers(t)
		e := &embedder{wait: make(chan struct{})}
		a.Embedder = e
		began := time.Now()
		got := ask(t, a, "Wie lange gilt die Garantie?", "de")
		if got.Abstains() {
			t.Errorf("no answer: %s", got.Reason)
		}
		if waited := time.Since(began); waited > time.Second {
			t.Errorf("waited %s", waited)
		}
		close(e.wait)
	})
}

// What is measured waits for its vectors, or figures would hang on how busy a machine is.
func TestWhoIsInNoHurryGetsTheVector(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shelf := knowledge.NewTransient()
		e := &embedder{wait: make(chan struct{})}
		l := library(shelf, e)
		ingest(t, l, folder(t, helpCentre))
		if err := l.Embed(t.Context(), knowledge.Watch{}); err != nil {
			t.Fatal(err)
		}
		a := &knowledge.Answers{Index: l.Index, Articles: shelf, Embedder: e, Hurry: time.Hour}
		time.AfterFunc(time.Minute, func() { close(e.wait) })
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: "Wie lange gilt die Garantie?", Language: "de"})
		if err != nil || !f.Embedded {
			t.Errorf("found without the vector, error %v", err)
		}
	})
}

func TestAQuestionThatWasAskedBeforeNeedsNoEmbedder(t *testing.T) {
	shelf := knowledge.NewTransient()
	e := &embedder{}
	l := library(shelf, e)
	ingest(t, l, folder(t, helpCentre))
	if err := l.Embed(t.Context(), knowledge.Watch{}); err != nil {
		t.Fatal(err)
	}
	a := &knowledge.Answers{Index: l.Index, Articles: shelf, Embedder: e}
	for _, c := range []struct {
		question string
		fail     error
		embedded bool
	}{
		{"Wie lange gilt die Garantie?", nil, true},
		{"Wie lange gilt die Garantie?", errors.New("down"), true},
		{"Gilt die Garantie lange?", errors.New("down"), false},
		{"Gilt die Garantie lange?", nil, true}, // what failed is tried again
	} {
		e.fail = c.fail
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: c.question, Language: "de"})
		if err != nil || f.Embedded != c.embedded {
			t.Errorf("%s: embedded is %t while the embedder is %v; error %v", c.question, f.Embedded, c.fail, err)
		}
	}
}

// A document that is dropped while it is being found is not quoted.
func TestADroppedArticleIsNotQuoted(t *testing.T) {
	a := answers(t)
	a.Articles = nothing{}
	if got := ask(t, a, "Wie lange gilt die Garantie?", "de"); !got.Abstains() {
		t.Errorf("quoted %q of an article that is gone", got.Text)
	}
}

type nothing struct{}

func (nothing) Document(context.Context, string) (knowledge.Document, []knowledge.Passage, error) {
	return knowledge.Document{}, nil, bot.ErrNothing
}
