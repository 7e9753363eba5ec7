package dialogs_test

import (
	"os"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// The bot that docs/dialogs.md describes has no fault, and works.
func TestTheGuideIsTrue(t *testing.T) {
	guide, err := os.ReadFile("../docs/dialogs.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, m := range regexp.MustCompile("(?s)```yaml (\\S+)\n(.*?)```").FindAllSubmatch(guide, -1) {
		folder[string(m[1])] = &fstest.MapFile{Data: m[2]}
	}
	flows, faults := dialogs.Load(folder, []string{"de", "en"})
	if faults = append(faults, flows.Check(dialogs.Surroundings{Hosts: []string{"api.example.com"}})...); len(faults) > 0 {
		t.Fatal(faults)
	}
	b, c := newBot(flows, dialogs.Config{}), bot.Conversation{ID: "c"}
	turn := hears(t, b, &c, "1", "Registriere bitte meine Maschine AB123456")
	if f := c.Frame(); f == nil || f.State != "bought" || f.Slots["serial"].Value != "AB123456" {
		t.Errorf("said %v in %+v", turn.Replies(), f)
	}
}
