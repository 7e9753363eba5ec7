package slack_test

import (
	"testing"

	"github.com/lotse-bot/lotse/bot"
)

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
	has(t, root.Text, "Jemand möchte mit einem Menschen sprechen", "keinen Dampf")
	has(t, string(root.Blocks), "Meine Piccolo macht keinen Dampf mehr", "Maschine: Piccolo 3", "Entkalken hilft oft", "descaling#2 (0.71)", "Wollte mit einem Menschen sprechen", "Deutsch", "web")
	has(t, w.thread(root), "*Kunde*", "keinen Dampf mehr", "*Entkalken* hilft oft. <https://kaffee.example/h|[1]>")

	w.presses("U0MIA", root, "desk/take")
	w.settle()
	w.owned("c1", bot.OwnerAgent, "mia")
	has(t, root.Text, "<@U0MIA> ist dran")
	has(t, w.thread(root), "Mia ist jetzt für dich da.", "<@U0MIA>, das Gespräch gehört dir.")

	answered := w.writes("U0MIA", root, "Hallo! Ich schicke dir &lt;heute&gt; eine neue Dichtung.")
	w.settle()
	has(t, w.reads("c1"), "Mia: Hallo! Ich schicke dir <heute> eine neue Dichtung.")
	lacks(t, w.thread(root), "neue Dichtung")
	if p := w.slack.find(answered); p.Reactions["white_check_mark"] == "" {
		t.Error("Mia does not see that her words arrived")
	}

	w.customer("c1", "Super, danke <3 *wirklich*")
	noted := w.writes("U0BEN", root, "Die Dichtung ist nicht auf Lager.")
	w.writes("U0MIA", root, "// dann nehme ich eine aus dem Laden")
	w.settle()
	has(t, w.thread(root), "Super, danke &lt;3")
	lacks(t, w.reads("c1"), "Lager", "Laden")
	if p := w.slack.find(noted); p.Reactions["memo"] == "" {
		t.Error("Ben does not see that his words are a note")
	}

	w.presses("U0MIA", root, "desk/back")
	if n := len(w.slack.views); n != 1 || w.slack.views[0].Trigger != "trigger" {
		t.Fatalf("%d forms were opened", n)
	}
	has(t, w.slack.views[0].Body, "Was wurde erreicht?", "An den Bot zurückgeben")
	w.submits("U0MIA", "Dichtung verschickt", true)
	w.settle()
	w.owned("c1", bot.OwnerBot, "")
	has(t, root.Text, "Mia hat an den Bot zurückgegeben", "Dichtung verschickt")
	if left := buttons(t, root); len(left) != 0 {
		t.Errorf("buttons are left: %v", left)
	}

	w.customer("c1", "Und wie entkalke ich?")
	w.settle()
	lacks(t, w.thread(root), "entkalke ich")
	w.writes("U0MIA", root, "Noch was")
	w.settle()
	has(t, w.told("U0MIA"), "Das ist schon vorbei")
	lacks(t, w.reads("c1"), "Noch was")

	w.customer("c1", "Ich möchte wieder mit einem Menschen sprechen")
	w.settle()
	if n := len(w.roots()); n != 2 {
		t.Fatalf("%d threads, want one for each of two handoffs", n)
	}
	lacks(t, w.thread(w.roots()[1]), "keinen Dampf", "neue Dichtung")
	has(t, w.thread(w.roots()[1]), "entkalke ich")
}
