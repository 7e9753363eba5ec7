package kaffee_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// Where a channel has no forms, the questions of one come one after the other, each with its buttons, and what is answered to
// them fills the same slots.
func TestAFormIsAskedOneByOneWhereThereAreNone(t *testing.T) {
	flows, faults := dialogs.Load(kaffee.Files, []string{"de", "en"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	b := &bot.Bot{
		Skills: []bot.Skill{dialogs.New(dialogs.Config{Flows: flows, Actions: actions})}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{},
		Phrases: bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, channels.Words, dialogs.Words, flows.Phrases),
	}
	bare := bot.Capabilities{Channel: "bare", Shows: map[bot.ElementKind]bot.Showing{bot.ElementText: {Native: true}, bot.ElementChoice: {Native: true}}}
	c := bot.Conversation{ID: "c", Language: "de"}
	for i, step := range []struct{ says, hears string }{
		{"Ich möchte ein Ersatzteil bestellen", "Gern. Ich brauche nur das Nötigste.\n\nSeriennummer\nHinter dem Wassertank."},
		{"hab ich nicht da", "Sie beginnt mit EB, FL oder PR und hat sechs Ziffern.\n\nSeriennummer\nHinter dem Wassertank."},
		{"FL204518", "Es fehlt noch: Teil, Anzahl, E-Mail, Anmerkung.\n\nTeil [Brühgruppe] [Wassertank] [Milchsystem] [Mahlring] [Tropfschale] [Dichtungssatz]"},
		{"[Tropfschale]", "Es fehlt noch: Anzahl, E-Mail, Anmerkung.\n\nAnzahl"},
		{"zwölf", "Zwischen 1 und 9.\n\nAnzahl"},
		{"zwei", "Es fehlt noch: E-Mail, Anmerkung.\n\nE-Mail\nDorthin geht die Rechnung."},
		{"zurück", "Es fehlt noch: Anzahl, E-Mail, Anmerkung.\n\nAnzahl"},
		{"3", "Es fehlt noch: E-Mail, Anmerkung.\n\nE-Mail\nDorthin geht die Rechnung."},
		{"ada@example.com", "Es fehlt noch: Anmerkung.\n\nAnmerkung\n\nDu kannst das auch weglassen."},
		{"weglassen", "3 × Tropfschale für deine Flut, Rechnung an ada@example.com. Soll ich bestellen? [Ja] [Nein]"},
		{"[Ja]", "Bestellt. Was werktags bis 14 Uhr kommt, geht am selben Tag hinaus."},
	} {
		now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		u := bot.Utterance{Text: step.says, At: now}
		for _, choice := range c.Choices {
			if "["+choice.Label+"]" == step.says {
				u.Payload = choice.Value()
			}
		}
		turn := &bot.Turn{ID: fmt.Sprint(i), Now: now, Conversation: c, Heard: []bot.Utterance{u}}
		if err := b.Run(t.Context(), turn); err != nil {
			t.Fatalf("after %q: %v", step.says, err)
		}
		c = turn.Conversation
		var said []string
		for _, e := range turn.Replies() {
			for _, r := range channels.Degrade(e.Reply, bare, b.Phrases, "de") {
				c.Choices = r.Choices
				for _, choice := range r.Choices {
					r.Text += " [" + choice.Label + "]"
				}
				said = append(said, r.Text)
			}
		}
		if diff := cmp.Diff(step.hears, strings.Join(said, "\n\n")); diff != "" {
			t.Fatalf("after %q (-want +got):\n%s", step.says, diff)
		}
	}
}
