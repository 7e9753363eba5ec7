package gaps_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

const samstags = "Unser Laden in Hamburg ist samstags von 10 bis 16 Uhr geöffnet."

func TestWhatAnAgentAnsweredWaitsInTheQueue(t *testing.T) {
	w := newWorld(t)
	w.served("ada",
		"Hallo", "Guten Tag! Wie kann ich helfen?",
		"Habt ihr den Laden auch samstags geöffnet?", "Hallo Ada, "+samstags+" Ich habe deine Bestellung reserviert. Viele Grüße",
		"Danke", "Gern, einen schönen Tag noch!")
	all := w.queued()
	if len(all) != 1 {
		t.Fatalf("got %+v", all)
	}
	got := []any{all[0].Question, all[0].Count, len(all[0].Answers), all[0].Answers[0].Conversation, all[0].State}
	if diff := cmp.Diff([]any{"Habt ihr den Laden auch samstags geöffnet?", 1, 1, "ada", gaps.Open}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnAnswerKeepsWhatHoldsForEverybody(t *testing.T) {
	w := newWorld(t)
	w.served("ada", "Habt ihr den Laden samstags geöffnet?", "Guten Tag Frau Mustermann. "+samstags+" Ich habe Ihnen einen Termin eingetragen. Ihre Bestellung 4711-22 liegt bereit. Fragen beantwortet Anna Schmidt unter anna@shop.example. Schönen Tag noch!")
	all := w.queued()
	if len(all) != 1 || all[0].Answers[0].Answer != samstags {
		t.Errorf("got %+v", all)
	}
}

func TestOnlyWhatEndedWellIsMined(t *testing.T) {
	for why, goes := range map[string]func(w *world){
		"nobody closed it": func(w *world) {
			w.noted("ada", bot.Entry{Author: bot.BySystem, Event: eventTaken})
			w.noted("ada", bot.Entry{Author: bot.ByCustomer, Reply: bot.Reply{Text: "Habt ihr den Laden samstags geöffnet?"}})
			w.noted("ada", bot.Entry{Author: bot.ByAgent, Reply: bot.Reply{Text: samstags}})
		},
		"the customer says that it was bad": func(w *world) {
			w.served("ada", "Habt ihr den Laden samstags geöffnet?", samstags)
			w.noted("ada", bot.Entry{Author: bot.BySystem, Note: true, Event: eventSurvey, Reply: bot.Reply{Text: "satisfaction=1"}})
		},
		"it answers something else": func(w *world) {
			w.served("ada", "Wie lange dauert eine Reparatur bei euch?", "Den Beleg findest du unten rechts auf der Kiste.")
		},
		"only a courtesy": func(w *world) {
			w.served("ada", "Habt ihr den Laden samstags geöffnet?", "Einen Moment, ich schaue nach.")
		},
		"about one order": func(w *world) {
			w.served("ada", "Wo ist meine Bestellung 2604817-3 jetzt?", "Deine Bestellung 2604817-3 liegt im Lager in Hamburg bereit.")
		},
	} {
		w := newWorld(t)
		goes(w)
		if all := w.queued(); len(all) > 0 {
			t.Errorf("%s: %+v", why, all)
		}
	}
}

func TestTheSameQuestionWaitsOnce(t *testing.T) {
	w := newWorld(t)
	w.served("ada", "Habt ihr den Laden samstags geöffnet?", samstags)
	w.served("bob", "Ist der Laden samstags geöffnet?", "Ja, der Laden in Hamburg ist samstags bis 16 Uhr geöffnet.")
	w.served("cem", "Habt ihr den Laden samstags geöffnet?", samstags)
	all := w.queued()
	if len(all) != 1 || all[0].Count != 3 || len(all[0].Answers) != 2 || all[0].Answers[0].Answer != samstags {
		t.Fatalf("got %+v", all)
	}
	if diff := cmp.Diff([]string{"Ist der Laden samstags geöffnet?"}, all[0].Asked); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAnArticleAnswersDoesNotWait(t *testing.T) {
	w := newWorld(t)
	w.served("ada", "Wie lange gilt die Garantie?", "Die Garantie auf deine Maschine gilt zwei Jahre ab dem Kauf.")
	if all := w.queued(); len(all) > 0 {
		t.Errorf("got %+v", all)
	}
}

func TestAnAcceptedPairBecomesAnArticle(t *testing.T) {
	w := newWorld(t)
	w.served("ada", "Habt ihr den Laden samstags geöffnet?", samstags)
	id := w.queued()[0].ID
	article, err := w.Accept(t.Context(), id, "anna", "", true)
	if err != nil {
		t.Fatal(err)
	}
	d := read(t, article)
	if d.Title != "Habt ihr den Laden samstags geöffnet?" || !d.Scope.Approved || strings.TrimSpace(d.Text) != samstags {
		t.Errorf("read as a file it is %+v", d)
	}
	if line, err := article.JSONLine(); err != nil || !strings.Contains(line, `"answer":"`+samstags+`","approved":true`) || strings.Count(line, "\n") != 1 {
		t.Errorf("as a line: %s %v", line, err)
	}
	article.Owner = "team-shop"
	if line, err := article.JSONLine(); err != nil || !strings.Contains(line, `"owner":"team-shop"`) {
		t.Errorf("as a line of an owner: %s %v", line, err)
	}
	if all := w.queued(); len(all) > 0 {
		t.Errorf("it still waits: %+v", all)
	}
	if edited, err := w.Accept(t.Context(), id, "anna", "Samstags bis 16 Uhr.", false); err != nil || edited.Text != "Samstags bis 16 Uhr." || edited.Approved {
		t.Errorf("in other words: %+v %v", edited, err)
	}
}

func TestWhatWasRejectedDoesNotComeAgain(t *testing.T) {
	w := newWorld(t)
	w.served("ada", "Habt ihr den Laden samstags geöffnet?", samstags)
	id := w.queued()[0].ID
	if p, err := w.Reject(t.Context(), id, "anna"); err != nil || p.State != gaps.Rejected {
		t.Fatalf("%+v %v", p, err)
	}
	w.served("bob", "Ist der Laden samstags geöffnet?", samstags)
	if all := w.queued(); len(all) > 0 {
		t.Errorf("got %+v", all)
	}
	if p, err := w.Pair(t.Context(), id); err != nil || p.Count != 2 || p.By != "anna" {
		t.Errorf("got %+v %v", p, err)
	}
	if _, err := w.Accept(t.Context(), id, "bob", "", false); !errors.Is(err, gaps.ErrState) {
		t.Errorf("accepted although it was rejected: %v", err)
	}
}

// Two questions that wait apart grow alike, and one of them was rejected, or accepted: what was decided holds for both.
func TestWhatWasDecidedHoldsForWhatItIsMergedWith(t *testing.T) {
	for name, c := range map[string]struct {
		decide func(w *world, id string) error
		state  gaps.State
	}{
		"rejected": {func(w *world, id string) error { _, err := w.Reject(w.t.Context(), id, "anna"); return err }, gaps.Rejected},
		"accepted": {func(w *world, id string) error { _, err := w.Accept(w.t.Context(), id, "anna", "", false); return err }, gaps.Accepted},
	} {
		w := newWorld(t)
		const rent = "Der Verleih von Zelten und Hüpfburgen ist im Laden in Hamburg, leihen kannst du beides dort."
		w.served("ada", "Kann ich eine Hüpfburg leihen?", rent)
		w.served("bob", "Gibt es den Verleih von Zelten?", rent)
		apart := w.queued()
		if len(apart) != 2 {
			t.Fatalf("%s: %d wait", name, len(apart))
		}
		younger := apart[0]
		if apart[1].Opened.After(younger.Opened) {
			younger = apart[1]
		}
		if err := c.decide(w, younger.ID); err != nil {
			t.Fatal(err)
		}
		for i, q := range []string{"Verleih von Zelten und Hüpfburg leihen", "Zelten, Hüpfburg leihen: Verleih?", "Verleih Zelten Hüpfburg leihen"} {
			w.served(fmt.Sprint("c", i), q, rent)
		}
		if all := w.queued(); len(all) > 0 {
			t.Errorf("%s: it waits again: %+v", name, all)
		}
		p, err := w.Pair(t.Context(), younger.ID)
		if err != nil || p.ID == younger.ID || p.State != c.state || p.By != "anna" || p.Count != 5 || (p.Article != "") != (c.state == gaps.Accepted) {
			t.Errorf("%s: %+v, %d times, %v", name, p.Standing, p.Count, err)
		}
	}
}
