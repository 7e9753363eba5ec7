package gaps_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

func TestAQuestionThatNoArticleAnswersIsAGap(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Hallo")
	w.says("ada", "Wie lange gilt die Garantie?")
	asked := w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	if asked.Decision.Kind != bot.Rephrase {
		t.Fatalf("the bot said %q", asked.Replies()[0].Text)
	}
	g := w.one()
	if g.Question != "Kann ich mit Bitcoin bezahlen?" || g.Count != 1 || g.State != gaps.Open || g.Language != "de" || !g.Last.Equal(asked.Now) {
		t.Errorf("got %+v", g)
	}
	if diff := cmp.Diff(map[gaps.Reason]int{gaps.Unanswered: 1}, g.Reasons); diff != "" {
		t.Error(diff)
	}
	if len(g.Nearest) != 1 || g.Nearest[0].Document != "bezahlen" || g.Nearest[0].Confidence <= 0 {
		t.Errorf("the nearest article is %+v", g.Nearest)
	}
	if why := g.Wordings[0].Why; !strings.Contains(why, `nothing that was found mentions "bitcoin"`) {
		t.Errorf("the reason is %q", why)
	}
}

func TestEveryBadAnswerIsAGap(t *testing.T) {
	for want, goes := range map[gaps.Reason]func(w *world){
		gaps.Unhelpful: func(w *world) {
			w.happens("ada", bot.EventFeedback, bot.Feedback{Seq: answer(w.says("ada", "Wie lange gilt die Garantie?"))})
		},
		gaps.Wrong: func(w *world) {
			seq := answer(w.says("ada", "Wie lange gilt die Garantie?"))
			w.noted("ada", bot.Entry{Author: bot.ByAgent, Note: true, Event: eventWrong, Feedback: &bot.Feedback{Seq: seq}, Reply: bot.Reply{Text: "Drei Jahre."}})
		},
		gaps.HandedOff: func(w *world) {
			w.says("ada", "Wie lange gilt die Garantie?")
			w.presses("ada", bot.PersonPayload)
		},
		gaps.Unsupported: func(w *world) {
			asked := w.says("ada", "Wie lange gilt die Garantie?")
			asked.Happened("answer quoted", "quoted: no sentence of the model was supported by the passage it cites")
		},
		gaps.Unsure: func(w *world) {
			asked := w.says("ada", "Kann ich mit Bitcoin bezahlen?")
			asked.Decision.Kind = bot.Clarify
			w.says("ada", "nein")
		},
	} {
		w := newWorld(t)
		goes(w)
		g := w.one()
		if diff := cmp.Diff(map[gaps.Reason]int{want: 1}, g.Reasons); diff != "" {
			t.Errorf("%s:\n%s", want, diff)
		}
		if right := g.Wordings[0].Right; want == gaps.Wrong && (len(right) != 1 || right[0] != "Drei Jahre.") {
			t.Errorf("what would have been right is %v", right)
		}
	}
}

func TestWhatWentWellIsNoGap(t *testing.T) {
	for why, goes := range map[string]func(w *world){
		"answered": func(w *world) { w.says("ada", "Wie lange gilt die Garantie?") },
		"answered, and it helped": func(w *world) {
			w.happens("ada", bot.EventFeedback, bot.Feedback{Seq: answer(w.says("ada", "Wie lange gilt die Garantie?")), Helpful: true})
		},
		"first unhelpful, then helpful after all": func(w *world) {
			seq := answer(w.says("ada", "Wie lange gilt die Garantie?"))
			w.happens("ada", bot.EventFeedback, bot.Feedback{Seq: seq})
			w.happens("ada", bot.EventFeedback, bot.Feedback{Seq: seq, Helpful: true})
		},
		"no question": func(w *world) { w.says("ada", "Hallo") },
		"a person, for something else in between": func(w *world) {
			w.says("ada", "Wie lange gilt die Garantie?")
			w.says("ada", "Danke")
			w.presses("ada", bot.PersonPayload)
		},
		"one of two that were meant, and was that": func(w *world) {
			w.says("ada", "Kann ich mit Bitcoin bezahlen?").Decision.Kind = bot.Clarify
			w.presses("ada", knowledge.AskPayload+"Wie lange gilt die Garantie?")
		},
		"asked back by the articles' skill, and picked": func(w *world) {
			asked := w.says("ada", "Kann ich mit Bitcoin bezahlen?")
			asked.Decision.Kind, asked.Decision.Skill = bot.Act, "knowledge"
			asked.Entries[len(asked.Entries)-1].Choices = []bot.Choice{{Label: "Garantie", Payload: knowledge.AskPayload + "Wie lange gilt die Garantie?"}}
			w.presses("ada", knowledge.AskPayload+"Wie lange gilt die Garantie?")
		},
		"asked and taken back": func(w *world) {
			asked := w.says("ada", "Kann ich mit Bitcoin bezahlen?")
			w.happens("ada", bot.EventDeleted, bot.Edited{Key: asked.Heard[0].Key})
		},
	} {
		w := newWorld(t)
		goes(w)
		if all := w.gathered(); len(all) > 0 {
			t.Errorf("%s: %+v", why, all)
		}
	}
}

func TestAQuestionThatLeansOnTheOneBeforeIsKeptWithWhatItMeans(t *testing.T) {
	for want, sought := range map[string]string{
		"Und mit Bitcoin? (bezahlen)":    `{"text":"Und mit Bitcoin? bezahlen","carried":["bezahlen"]}`,
		"Kann ich mit Bitcoin bezahlen?": `{"text":"Kann ich mit Bitcoin bezahlen?","rewritten":true}`,
		"Und mit Bitcoin?":               `{"text":"Und mit Bitcoin?"}`,
	} {
		turn := &bot.Turn{ID: "t", Decision: bot.Decision{Kind: bot.Rephrase}, Exchanges: []bot.Exchange{{
			Kind: "knowledge.find", Asked: []byte(`{"text":"Und mit Bitcoin?"}`), Answer: []byte(`{"question":"Und mit Bitcoin?","language":"de","sought":` + sought + `}`),
		}}}
		if all := gaps.Find([]*bot.Turn{turn}, gaps.Signs{}); len(all) != 1 || all[0].Question != want {
			t.Errorf("got %+v, want %q", all, want)
		}
	}
}

func TestWhatIsTakenBackLaterIsForgotten(t *testing.T) {
	w := newWorld(t)
	asked := w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.one()
	w.happens("ada", bot.EventDeleted, bot.Edited{Key: asked.Heard[0].Key})
	if all := w.gathered(); len(all) > 0 {
		t.Errorf("it is still there: %+v", all)
	}
	standings, err := w.Keep.Standings(t.Context(), gaps.KindGap)
	if err != nil || len(standings) > 0 {
		t.Errorf("left are %+v %v", standings, err)
	}
}

func TestNothingPersonalIsKept(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Ich heiße Erika Mustermann")
	w.says("ada", "Kann Mustermann mit Bitcoin bezahlen? Meine Mail ist erika@example.org, Telefon 0170 1234567")
	w.served("ada", "Geht das mit Bitcoin, hier Erika Mustermann?", "Frau Mustermann, mit Bitcoin geht das bei uns leider nicht. Die Mail ging an erika@example.org.")
	if err := w.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept := ""
	for _, k := range []gaps.Kind{gaps.KindGap, gaps.KindPair} {
		all, err := w.Keep.Occurrences(t.Context(), k)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			kept += strings.Join([]string{o.Question, o.Why, o.Answer, o.Right}, "\n")
		}
	}
	if !strings.Contains(kept, "Bitcoin") {
		t.Fatalf("nothing was kept at all: %q", kept)
	}
	for _, secret := range []string{"erika", "mustermann", "example.org", "1234567"} {
		if strings.Contains(strings.ToLower(kept), secret) {
			t.Errorf("%s is kept: %s", secret, kept)
		}
	}
}
