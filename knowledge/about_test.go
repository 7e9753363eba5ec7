package knowledge_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// makers has instructions for two machines that differ in nothing but the machine.
func makers(t *testing.T) *conversing {
	t.Helper()
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	for _, d := range []knowledge.Document{
		{ID: "flut", Scope: knowledge.Scope{Products: []string{"Flut"}}, Text: "Entkalke alle drei Monate mit 125 ml Entkalker."},
		{ID: "ebbe", Scope: knowledge.Scope{Products: []string{"Ebbe 2"}, Versions: []string{"1"}}, Text: "Entkalke alle sechs Wochen mit 90 ml Entkalker."},
		{ID: "ebbe-2", Scope: knowledge.Scope{Products: []string{"Ebbe 2"}, Versions: []string{"2"}}, Text: "Entkalke alle acht Wochen mit 80 ml Entkalker."},
		{ID: "all", Title: "Garantie", Text: "Die Garantie gilt zwei Jahre ab dem Kauf."},
	} {
		d.Title, d.Language = cmp.Or(d.Title, "Wie oft entkalken?"), "de"
		if err := l.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	b := helper(t)
	c := &knowledge.Catalogue{}
	if err := c.Update(t.Context(), shelf); err != nil {
		t.Fatal(err)
	}
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: &knowledge.Answers{
		Index: l.Index, Articles: shelf, Products: c, About: knowledge.About{Product: "machine", Version: "firmware", Lasts: 24 * time.Hour},
	}}}
	return &conversing{t: t, bot: b, c: bot.Conversation{ID: "c"}, now: noon}
}

// A conversing customer, turn after turn.
type conversing struct {
	t       *testing.T
	bot     *bot.Bot
	c       bot.Conversation
	now     time.Time
	history []bot.Entry
}

// knows fills a slot, as a flow does.
func (c *conversing) knows(slot string, value any) {
	slots := map[string]bot.Slot{}
	for name, s := range c.c.Slots {
		slots[name] = s
	}
	slots[slot] = bot.Slot{Value: value, Source: bot.SourceSaid, At: c.now}
	c.c.Slots = slots
}

// says is a turn of her words, and what she is told.
func (c *conversing) says(text string) bot.Reply {
	c.t.Helper()
	before := slices.Clone(c.history)
	turn := &bot.Turn{
		ID: bot.ID(text, c.now.String()), Now: c.now, Conversation: c.c, Heard: []bot.Utterance{{Key: "k", Text: text, At: c.now}},
		History: func(context.Context) ([]bot.Entry, error) { return before, nil },
	}
	run(c.t, c.bot, turn)
	c.c, c.history, c.now = turn.Conversation, append(c.history, turn.Entries...), c.now.Add(time.Minute)
	replies := turn.Replies()
	return replies[len(replies)-1].Reply
}

func (c *conversing) hears(text, want string) {
	c.t.Helper()
	if got := c.says(text); !strings.Contains(got.Text, want) {
		c.t.Errorf("%q is answered with %q, want %q", text, got.Text, want)
	}
}

const howOften = "Wie oft muss ich entkalken?"

func TestTheSameQuestionFromTwoMachines(t *testing.T) {
	flut, ebbe, newer := makers(t), makers(t), makers(t)
	flut.knows("machine", "flut")
	ebbe.knows("machine", "EBBE 2")
	ebbe.knows("firmware", 1.0)
	newer.knows("machine", "Ebbe 2")
	newer.knows("firmware", "2")
	flut.hears(howOften, "drei Monate")
	ebbe.hears(howOften, "sechs Wochen")
	newer.hears(howOften, "acht Wochen")
	flut.hears("Wie lange gilt die Garantie?", "zwei Jahre")
}

func TestAFactThatHasExpiredIsNotUsed(t *testing.T) {
	c := makers(t)
	c.knows("machine", "Flut")
	c.now = c.now.Add(24 * time.Hour)
	c.hears(howOften, "Um welches Produkt geht es?")
}

func TestWithoutTheFactTheBotAsksOnce(t *testing.T) {
	c := makers(t)
	asked := c.says(howOften)
	var labels []string
	for _, choice := range asked.Choices {
		labels = append(labels, choice.Label)
	}
	if diff := gocmp.Diff([]string{"Ebbe 2", "Flut", "Das weiß ich nicht"}, labels); diff != "" {
		t.Fatalf("%q offers (-want +got):\n%s", asked.Text, diff)
	}
	c.hears("Flut", "drei Monate")
	if s := c.c.Slots["machine"]; s.Value != "Flut" || s.Source != bot.SourceChoice || s.Turn == "" {
		t.Errorf("it is kept as %+v", s)
	}
	c.hears("Und wie oft muss ich entkalken?", "drei Monate")
	c.hears("Wie lange gilt die Garantie?", "zwei Jahre")
}

func TestWhoWritesTheNameHasAnswered(t *testing.T) {
	c := makers(t)
	c.hears(howOften, "Um welches Produkt")
	c.hears("die Ebbe2", "Wochen")
}

func TestWhoDoesNotKnowIsNotAskedAgain(t *testing.T) {
	c := makers(t)
	c.hears(howOften, "Um welches Produkt")
	c.hears("Das weiß ich nicht", "Entkalke alle")
	c.hears(howOften, "Entkalke alle")
	if _, filled := c.c.Slots["machine"]; filled {
		t.Errorf("something is kept: %v", c.c.Slots)
	}
}

func TestWhatTheQuestionNamesCounts(t *testing.T) {
	c := makers(t)
	c.hears("Wie oft muss ich die Flut entkalken?", "drei Monate")
	c.knows("machine", "Ebbe 2")
	c.hears("Wie oft muss ich die Flut entkalken?", "drei Monate")
}

func TestNamesOfProducts(t *testing.T) {
	shelf := knowledge.NewTransient()
	c := &knowledge.Catalogue{}
	if got := c.Named("Barista"); got != nil {
		t.Errorf("an empty catalogue knows %v", got)
	}
	d := knowledge.Document{ID: "d", Scope: knowledge.Scope{Products: []string{"Barista", "Barista 2", "Café-Pro", "E7"}}}
	if err := shelf.PutDocument(t.Context(), d, nil); err != nil {
		t.Fatal(err)
	}
	if err := c.Update(t.Context(), shelf); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"Wie reinige ich die Barista?":   {"Barista"},
		"Wie reinige ich die BARISTA 2?": {"Barista 2"},
		"meine barista2 tropft":          {"Barista 2"},
		"die Barista 20":                 {"Barista"},
		"Cafe Pro oder E7":               {"Café-Pro", "E7"},
		"Baristakurs":                    nil,
	} {
		if diff := gocmp.Diff(want, c.Named(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
