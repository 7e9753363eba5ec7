package knowledge_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

func explained(t *testing.T, a *knowledge.Answers, q knowledge.Inquiry) knowledge.Explanation {
	t.Helper()
	e, err := a.Explain(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// What is explained is what is answered, and its signals come to its confidence.
func TestAnExplanationAddsUp(t *testing.T) {
	a := answers(t)
	for _, question := range []string{"Wie lange gilt die Garantie?", "Was bedeutet der Code E12?"} {
		q := knowledge.Inquiry{Text: question, Language: "de"}
		e, got := explained(t, a, q), ask(t, a, question, "de")
		if e.Answer.Text != got.Text || e.Answer.Confidence != got.Confidence || e.Answer.Reason != got.Reason {
			t.Errorf("%s: explained %q (%s), answered %q (%s)", question, e.Answer.Text, e.Answer.Reason, got.Text, got.Reason)
		}
		sum := 0.0
		for _, s := range e.Signals {
			sum += s.Value * s.Weight
		}
		if likely := 1 / (1 + math.Exp(-sum)); math.Abs(likely-e.Raw) > 1e-9 || len(e.Signals) < 4 {
			t.Errorf("%s: the signals %+v come to %v, the confidence is %v", question, e.Signals, likely, e.Raw)
		}
		if len(e.Hits) == 0 || e.Article != e.Hits[0].Passage.Document || e.Sought.Text != question || e.Threshold != knowledge.DefaultThreshold {
			t.Errorf("%s: explained by %+v", question, e)
		}
	}
	if e := explained(t, a, knowledge.Inquiry{Text: "Was bedeutet der Code E12?", Language: "de"}); !slices.Contains(e.Missing, "E12") {
		t.Errorf("missing are %q, want the code as it was written", e.Missing)
	}
}

// What is left out by rights, time or product is counted, and nothing of it is told.
func TestAnExplanationCountsWhatIsNotForHer(t *testing.T) {
	a := answers(t)
	scopes := map[string]knowledge.Scope{
		"staff": {Audience: []string{"staff"}}, "gold": {Audience: []string{"gold"}}, "past": {Until: noon}, "ebbe": {Products: []string{"Ebbe"}},
		"open": {},
	}
	l := &knowledge.Library{Shelf: a.Articles.(*knowledge.Transient), Index: a.Index}
	for id, s := range scopes {
		d := knowledge.Document{ID: id, Title: "Geheimrabatt", Language: "de", Text: "Der Geheimrabatt ist elf Prozent, sagt " + id + ".", Scope: s}
		if err := l.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	r := knowledge.Reader{Now: noon, Products: []string{"Flut"}}
	e := explained(t, a, knowledge.Inquiry{Text: "Geheimrabatt?", Language: "de", Reader: r})
	if diff := cmp.Diff(knowledge.LeftOut{Rights: 2, Validity: 1, Products: 1}, e.LeftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	for _, h := range e.Hits {
		if d := h.Passage.Document; !scopes[d].Equal(knowledge.Scope{}) {
			t.Errorf("%s is shown", d)
		}
	}
	r.Claims = []string{"staff", "gold"}
	if e := explained(t, a, knowledge.Inquiry{Text: "Geheimrabatt?", Language: "de", Reader: r}); e.LeftOut.Rights != 0 {
		t.Errorf("with all claims %d are left out by rights", e.LeftOut.Rights)
	}
}

// Of every sentence a model wrote it is told whether it was said, or why not.
func TestAnExplanationTellsOfEverySentence(t *testing.T) {
	a, _ := writing(t, llmtest.Says("Die Garantie gilt zwei Jahre ab dem Kauf. [1] Sie gilt auch auf dem Mond. [1] Das steht woanders. [77]"))
	e := explained(t, a, knowledge.Inquiry{Text: "Wie lange gilt die Garantie?", Language: "de"})
	var said []bool
	for _, s := range e.Answer.Sentences {
		said = append(said, s.Dropped == "")
	}
	if diff := cmp.Diff([]bool{true, false, false}, said); diff != "" || !e.Answer.Written {
		t.Errorf("sentences (-want said +got): %s\n%+v", diff, e.Answer)
	}
}

// The trace of a turn keeps what a model wrote and the customer was not told, with why.
func TestTheTraceKeepsWhatAModelMadeUp(t *testing.T) {
	b := helper(t)
	a, _ := writing(t, llmtest.Says("Die Garantie gilt zwei Jahre ab dem Kauf. [1] Die Garantie gilt fünf Jahre ab dem Kauf. [1] Das steht woanders. [77]"))
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: a}}
	turn := run(t, b, heard(warranty))
	var noted []string
	for _, e := range turn.Entries {
		if e.Note && e.Event == "sentence dropped" {
			noted = append(noted, e.Text)
		}
	}
	want := []string{`Die Garantie gilt fünf Jahre ab dem Kauf. (it does not say "fünf")`, "Das steht woanders. (it cites what does not exist)"}
	if diff := cmp.Diff(want, noted); diff != "" {
		t.Errorf("noted (-want +got):\n%s", diff)
	}
	if text := said(turn); strings.Contains(text, "fünf") || strings.Contains(text, "woanders") {
		t.Errorf("the customer is told %q", text)
	}
}

// The trace says what a confidence rests on, and what no passage mentions.
func TestTheTraceSaysWhatNoPassageMentions(t *testing.T) {
	turn := run(t, helper(t), heard("Was bedeutet der Code E12?"))
	kinds := map[string][]string{}
	for _, b := range turn.Decision.Bids {
		for _, e := range b.Evidence {
			kinds[e.Kind] = append(kinds[e.Kind], e.Name)
		}
	}
	if !slices.Contains(kinds["missing"], "E12") || len(kinds["signals"]) != 1 || !slices.Contains(kinds["rule"], "abstain") {
		t.Errorf("the trace has %v", kinds)
	}
	if turn.Decision.Kind != bot.Rephrase {
		t.Errorf("decision %+v", turn.Decision)
	}
}
