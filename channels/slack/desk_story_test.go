package slack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// briefing is what everybody in the room sees of what c1 is about, below the line that says how it stands.
const briefing = `
Kanal: web  ·  Kunde: web:anna  ·  Sprache: Deutsch
Worum es geht
> Meine Piccolo macht keinen Dampf mehr
Warum ein Mensch
Wollte mit einem Menschen sprechen.
Schon gesagt
• Maschine: Piccolo 3
Schon versucht
• Entkalken hilft oft. (Handbuch)
Quellen
• descaling#2 (0.71)
[Übernehmen] [Ich bin verfügbar]`

func TestADayAtTheDesk(t *testing.T) {
	w := newDeskWorld(t)
	w.customer("c1", "Meine Piccolo macht keinen Dampf mehr")
	w.settle()
	if n := len(w.roots()); n != 0 {
		t.Fatalf("%d threads, and nobody asked for a person", n)
	}

	w.customer("c1", "Ich möchte mit einem Menschen sprechen")
	w.settle()
	root := w.root()
	has(t, root.text(), "Jemand möchte mit einem Menschen sprechen", "keinen Dampf")
	if diff := cmp.Diff(briefing, root.post().Shows()[strings.Index(root.post().Shows(), "\n"):]); diff != "" {
		t.Error(diff)
	}
	has(t, root.shown(), "*Kunde*", "keinen Dampf mehr", "*Entkalken* hilft oft. <https://kaffee.example/h|[1]>")

	w.presses("U0MIA", root, "Übernehmen")
	w.settle()
	w.owned("c1", bot.OwnerAgent, "mia")
	has(t, root.text(), "<@U0MIA> ist dran")
	has(t, root.shown(), "Mia ist jetzt für dich da.", "<@U0MIA>, das Gespräch gehört dir.")

	answered := w.writes("U0MIA", root, "Hallo! Ich schicke dir &lt;heute&gt; eine neue Dichtung.")
	w.settle()
	has(t, w.reads("c1"), "Mia: Hallo! Ich schicke dir <heute> eine neue Dichtung.")
	lacks(t, root.shown(), "neue Dichtung")
	if w.slack.reactions[answered] != "white_check_mark" {
		t.Error("Mia does not see that her words arrived")
	}

	w.customer("c1", "Super, danke <3 *wirklich*")
	noted := w.writes("U0BEN", root, "Die Dichtung ist nicht auf Lager.")
	w.writes("U0MIA", root, "// dann nehme ich eine aus dem Laden")
	w.settle()
	has(t, root.shown(), "Super, danke &lt;3")
	lacks(t, w.reads("c1"), "Lager", "Laden")
	if w.slack.reactions[noted] != "memo" {
		t.Error("Ben does not see that his words are a note")
	}

	w.presses("U0MIA", root, "Zurückgeben")
	if n := len(w.slack.Views()); n != 1 {
		t.Fatalf("%d forms were opened", n)
	}
	has(t, string(w.slack.Views()[0].Body), "Was wurde erreicht?", "An den Bot zurückgeben")
	w.submits("U0MIA", map[string]string{"result": "Dichtung verschickt", "settled": "Ja, es ist erledigt"})
	w.settle()
	w.owned("c1", bot.OwnerBot, "")
	has(t, root.text(), "Mia hat an den Bot zurückgegeben", "Dichtung verschickt")
	if left := root.buttons(t); left != "" {
		t.Errorf("buttons are left: %s", left)
	}

	w.customer("c1", "Und wie entkalke ich?")
	w.settle()
	lacks(t, root.shown(), "entkalke ich")
	w.writes("U0MIA", root, "Noch was")
	w.settle()
	has(t, w.slack.told("U0MIA"), "Das ist schon vorbei")
	lacks(t, w.reads("c1"), "Noch was")

	w.customer("c1", "Ich möchte wieder mit einem Menschen sprechen")
	w.settle()
	if n := len(w.roots()); n != 2 {
		t.Fatalf("%d threads, want one for each of two handoffs", n)
	}
	lacks(t, w.roots()[1].shown(), "keinen Dampf", "neue Dichtung")
	has(t, w.roots()[1].shown(), "entkalke ich")
}
