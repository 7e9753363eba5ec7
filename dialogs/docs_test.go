package dialogs_test

import (
	"fmt"
	"os"
	"regexp"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// guide is the bot that docs/dialogs.md describes.
func guide(t *testing.T) fstest.MapFS {
	text, err := os.ReadFile("../docs/dialogs.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, m := range regexp.MustCompile("(?s)```yaml (\\S+)\n(.*?)```").FindAllSubmatch(text, -1) {
		folder[string(m[1])] = &fstest.MapFile{Data: m[2]}
	}
	return folder
}

// The bot that docs/dialogs.md describes has no fault, and works.
func TestTheGuideIsTrue(t *testing.T) {
	flows, faults := dialogs.Load(guide(t), []string{"de", "en"})
	if faults = append(faults, flows.Check(dialogs.Surroundings{Hosts: []string{"api.example.com"}})...); len(faults) > 0 {
		t.Fatal(faults)
	}
	b, c := newBot(flows, dialogs.Config{}), bot.Conversation{ID: "c"}
	turn := hears(t, b, &c, "1", "Registriere bitte meine Maschine AB123456")
	if f := c.Frame(); f == nil || f.State != "bought" || f.Slots["serial"].Value != "AB123456" {
		t.Errorf("said %v in %+v", turn.Replies(), f)
	}
}

// What the guide says about plain answers to a form.
func TestTheGuidesFormTakesPlainAnswers(t *testing.T) {
	flows, faults := dialogs.Load(guide(t), []string{"de", "en"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	b := newBot(flows, dialogs.Config{})
	start := &bot.Turn{ID: "0", Now: now, Conversation: bot.Conversation{ID: "c", Language: "en"}, Event: &bot.Event{Name: "order_wanted"}}
	if err := b.Run(t.Context(), start); err != nil {
		t.Fatal(err)
	}
	c := start.Conversation
	for i, step := range []struct {
		said string
		want map[string]any
	}{
		{"the tray, to ada@example.com", map[string]any{"part": "tray", "mail": "ada@example.com"}},
		{"the part is a tank", map[string]any{"part": "tank", "mail": "ada@example.com"}},
		{"back", map[string]any{"mail": "ada@example.com"}},
		{"tray", map[string]any{"part": "tray", "mail": "ada@example.com"}},
		{"two", map[string]any{"part": "tray", "count": 2.0, "mail": "ada@example.com"}},
	} {
		hears(t, b, &c, fmt.Sprint(i+1), step.said)
		got := map[string]any{}
		for name, s := range c.Frame().Slots {
			got[name] = s.Value
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Fatalf("after %q: %s", step.said, diff)
		}
	}
	turn := hears(t, b, &c, "last", "leave it out")
	if got := turn.Replies()[0].Text; got != "2 × tray, invoice to ada@example.com." {
		t.Errorf("said %q", got)
	}
}

func TestTheGuidesSurveyIsTrue(t *testing.T) {
	var file struct {
		Survey dialogs.SurveySettings `yaml:"survey"`
	}
	faults := &source.Faults{}
	v, ok := source.Parse("bot.yaml", guide(t)["bot.yaml"].Data, faults)
	if v.Decode(&file); !ok || len(faults.List())+len(file.Survey.Check()) > 0 || file.Survey.Every != 30*24*time.Hour {
		t.Errorf("%+v: %v", file, faults.List())
	}
}
