package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

// Who needs help is sold nothing, be it quoted or written; who asks about buying is told, with the source.
func TestWhoNeedsHelpIsSoldNothing(t *testing.T) {
	for _, c := range []struct{ language, title, honest, advert, needs, shops string }{
		{"de", "Garantie", "Die Garantie gilt zwei Jahre ab dem Kauf.", "Unsere Premium-Garantie ist besser als jede andere.", "Wie lange gilt die Garantie?", "Welche Garantie soll ich kaufen, gibt es Premium?"},
		{"de", "Entkalken", "Entkalke die Maschine alle drei Monate.", "Nur heute gibt es auf Entkalker 20 % Rabatt.", "Wie oft muss ich die Maschine entkalken?", "Gibt es einen Rabatt auf Entkalker?"},
		{"de", "Kaputte Maschine", "Schicke die kaputte Maschine an unsere Werkstatt.", "Gönn dir stattdessen eine neue Maschine.", "Was mache ich mit der kaputten Maschine?", "Soll ich statt der kaputten eine neue Maschine kaufen?"},
		{"en", "Warranty", "The warranty is valid for two years.", "Upgrade to the premium warranty, the best on the market.", "How long is the warranty valid?", "Which warranty is the best to buy?"},
		{"en", "Descaling", "Descale the machine every three months.", "Our premium descaler is better than any other.", "How often do I descale the machine?", "Which descaler is better for the machine?"},
		{"en", "Broken machine", "Send the broken machine to our workshop.", "Order now and get a new machine with 20 % off.", "What do I do with the broken machine?", "Can I order a new machine for the broken one, with a discount?"},
	} {
		article := knowledge.Document{ID: "a", Title: c.title, Language: c.language, Text: c.honest + " " + c.advert}
		model := llmtest.Says(strings.TrimSuffix(c.honest, ".") + " [1]. " + strings.TrimSuffix(c.advert, ".") + " [1].")
		for question, sold := range map[string]bool{c.needs: false, c.shops: true} {
			for way, a := range map[string]*knowledge.Answers{"quoted": holding(t, article), "written": holding(t, article, model)} {
				got := ask(t, a, question, c.language)
				if strings.Contains(got.Text, strings.TrimSuffix(c.advert, ".")) != sold || !sold && !strings.Contains(got.Text, strings.TrimSuffix(c.honest, ".")) || len(got.Citations) == 0 || got.Written != (way == "written") {
					t.Errorf("%s, %s: %q with %d sources (%s)", question, way, got.Text, len(got.Citations), got.Reason)
				}
			}
		}
	}
}

// What somebody paid for is never said to who needs help. Who asks about buying sees a label, in the text and in its source.
func TestWhatIsPaidForIsLabelled(t *testing.T) {
	for _, c := range []struct{ language, label, paid, needs, shops string }{
		{"de", "Anzeige: ", "Entkalker von Klarquell lösen den Kalk der Maschine.", "Wie löse ich den Kalk der Maschine?", "Welche Entkalker kann ich für die Maschine kaufen?"},
		{"en", "Advertisement: ", "Clearwell descalers dissolve the scale of the machine.", "How do I dissolve the scale of the machine?", "Which descalers can I buy for the machine?"},
	} {
		article := knowledge.Document{ID: "a", Title: "Klarquell", Language: c.language, Text: c.paid, Scope: knowledge.Scope{Paid: true}}
		model := llmtest.Says(strings.TrimSuffix(c.paid, ".") + " [1].")
		for way, a := range map[string]*knowledge.Answers{"quoted": holding(t, article), "written": holding(t, article, model)} {
			if got := ask(t, a, c.needs, c.language); got.Text != "" || len(got.Hits) > 0 {
				t.Errorf("%s, %s: %q", c.needs, way, got.Text)
			}
			got := ask(t, a, c.shops, c.language)
			if len(got.Citations) != 1 || got.Citations[0].Title != c.label+"Klarquell" || got.Citations[0].Quote != c.paid || got.Written != (way == "written") ||
				!strings.HasPrefix(got.Text, c.label+strings.TrimSuffix(c.paid, ".")) {
				t.Errorf("%s, %s: %q from %+v", c.shops, way, got.Text, got.Citations)
			}
		}
	}
}
