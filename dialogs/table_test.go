package dialogs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/lang"
)

// now is the time of every test: a Sunday.
var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// newTable loads examples/table.
func newTable(t testing.TB) *bot.Bot {
	flows, faults := dialogs.Load(os.DirFS("../examples/table"), []string{"en"})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return newBot(flows, dialogs.Config{})
}

// newBot makes a bot of one skill.
func newBot(flows *dialogs.Flows, c dialogs.Config) *bot.Bot {
	c.Flows = flows
	return &bot.Bot{
		Skills:   []bot.Skill{dialogs.New(c)},
		Policy:   bot.DefaultThresholds,
		Helpdesk: bot.NoHelpdesk{},
		Phrases:  bot.NewPhrases(flows.Languages(), bot.CoreWords, dialogs.Words, flows.Phrases),
		Language: func(text string) string { l, _ := lang.Detect(text, flows.Languages()...); return l },
	}
}

func TestTheTableIsBookedInSevenUtterances(t *testing.T) {
	b, c := newTable(t), bot.Conversation{ID: "c1"}
	for i, said := range []struct{ customer, bot string }{
		{"book a table", "name"},
		{"Ada 17", "how many"},
		{"lots", "between 1 and 20"},
		{"4", "which city"},
		{"Hamburg", "which date"},
		{"2026-12-24", "shall I book"},
		{"yes", "booked: ada 17, 4, hamburg, 2026-12-24"},
	} {
		turn := hears(t, b, &c, fmt.Sprint("t", i), said.customer)
		replies := turn.Replies()
		if len(replies) != 1 || !strings.Contains(strings.ToLower(replies[0].Text), strings.ToLower(said.bot)) {
			t.Fatalf("%q was answered %v, not %q; decision %+v", said.customer, replies, said.bot, turn.Decision)
		}
	}
	if len(c.Frames) != 0 || c.Outcome != bot.OutcomeSolved {
		t.Errorf("the flow is not over: %+v", c)
	}
}

// hears runs one turn; the conversation is saved and read again around it.
func hears(t testing.TB, b *bot.Bot, c *bot.Conversation, id string, said ...string) *bot.Turn {
	t.Helper()
	turn := &bot.Turn{ID: id, Now: now, Conversation: saved(t, *c)}
	for _, s := range said {
		turn.Heard = append(turn.Heard, bot.Utterance{Text: s, At: now})
	}
	if err := b.Run(t.Context(), turn); err != nil {
		t.Fatalf("after %q: %v", said, err)
	}
	*c = saved(t, turn.Conversation)
	return turn
}

// saved is the conversation as it comes back from a store.
func saved(t testing.TB, c bot.Conversation) (again bot.Conversation) {
	t.Helper()
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	return again
}

// BenchmarkTable is the engine alone: a turn of the whole dialog, without saving.
func BenchmarkTable(b *testing.B) {
	table := newTable(b)
	said := []string{"book a table", "Ada 17", "lots", "4", "Hamburg", "2026-12-24", "yes"}
	b.ReportAllocs()
	c := bot.Conversation{ID: "c1"}
	for i := 0; b.Loop(); i++ {
		turn := &bot.Turn{ID: "t", Now: now, Conversation: c, Heard: []bot.Utterance{{Text: said[i%len(said)], At: now}}}
		if err := table.Run(b.Context(), turn); err != nil {
			b.Fatal(err)
		}
		c = turn.Conversation
	}
}
