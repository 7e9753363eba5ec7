package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// shops are the help pages of a shop with several branches, each of which has its own answers to the same questions.
func shops(t *testing.T) *knowledge.Answers {
	t.Helper()
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New(), Products: &knowledge.Catalogue{}}
	put := func(id, language, title, text string) {
		if err := l.Put(t.Context(), knowledge.Document{ID: id, Title: title, Language: language, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	for _, city := range []string{"Berlin", "Hamburg", "Dresden"} {
		put("open "+city, "en", city+" store: Until when are you open on Saturdays?", "On Saturdays we are open until four.")
		put("park "+city, "en", city+" store: Where can I park my car?", "You can park your car in the yard.")
		put("offen "+city, "de", "Filiale "+city+": Bis wann habt ihr am Samstag geöffnet?", "Am Samstag haben wir bis vier geöffnet.")
		put("parken "+city, "de", "Filiale "+city+": Wo kann ich mein Auto parken?", "Das Auto kannst du im Hof parken.")
	}
	put("returns", "en", "How do I return an order?", "You return an order with the label in the parcel, within thirty days.")
	put("rückgabe", "de", "Wie schicke ich eine Bestellung zurück?", "Eine Bestellung schickst du mit dem Etikett aus dem Paket zurück, innerhalb von dreißig Tagen.")
	return &knowledge.Answers{Index: l.Index, Articles: shelf, Products: l.Products}
}

// A chatter is a conversation with the shop, line by line.
type chatter struct {
	t       *testing.T
	answers *knowledge.Answers
	q       knowledge.Inquiry
}

func (c *chatter) says(lines ...string) {
	for _, l := range lines {
		who, text, _ := strings.Cut(l, ": ")
		c.q.History = append(c.q.History, line(bot.Author(who), text))
	}
}

// asks checks what is found first, and which name helped to find it.
func (c *chatter) asks(question, document, focus string) {
	c.t.Helper()
	c.q.Text = question
	f, err := c.answers.Find(c.t.Context(), c.q)
	if err != nil {
		c.t.Fatal(err)
	}
	named := ""
	if f.Sought.Focus != nil {
		named = strings.Join(f.Sought.Focus.Words, " ")
	}
	if first := f.Hits[0].Passage.Document; first != document || !strings.Contains(named, focus) {
		c.t.Errorf("%s finds %q by the name %q, not %q by %q", question, first, named, document, focus)
	}
	for _, city := range []string{"berlin", "hamburg", "dresden"} {
		if city != focus && strings.Contains(named, city) {
			c.t.Errorf("%s is about %q, which it was not", question, named)
		}
	}
	c.says(string(bot.ByCustomer) + ": " + question)
}

func TestAConversationStaysWithTheBranchThatWasNamed(t *testing.T) {
	c := &chatter{t: t, answers: shops(t), q: knowledge.Inquiry{Language: "en"}}
	c.says("customer: Hi, is the coffee grinder there in the Hamburg store?", "bot: Yes, there are two.",
		"customer: How much is it?", "bot: It costs eighty euros.", "customer: Will you keep one for me?", "bot: I put one aside.")
	c.asks("And until when are you open on Saturdays?", "open Hamburg", "hamburg")
	c.says("bot: Until four.")
	c.asks("Where can I park my car?", "park Hamburg", "hamburg")
	c.says("bot: In the yard.", "customer: My sister is nearer to the Dresdn store", "bot: They have some, too.")
	c.asks("Until when are you open on Saturdays?", "open Dresden", "dresden")
	c.asks("And where can I park in Berlin?", "park Berlin", "")
	c.asks("How do I return an order?", "returns", "")
}

func TestEinGesprächBleibtBeiDerFilialeDieGenanntWurde(t *testing.T) {
	c := &chatter{t: t, answers: shops(t), q: knowledge.Inquiry{Language: "de"}}
	c.says("customer: Gibt es die Kaffeemühle in der Filiale Hamburg?", "bot: Ja, dort sind zwei.",
		"customer: Was kostet sie?", "bot: Sie kostet achtzig Euro.", "customer: Legt ihr mir eine zurück?", "bot: Sie liegt bereit.")
	c.asks("Und bis wann habt ihr am Samstag geöffnet?", "offen Hamburg", "hamburg")
	c.says("bot: Bis vier.")
	c.asks("Wo kann ich mein Auto parken?", "parken Hamburg", "hamburg")
	c.says("bot: Im Hof.", "customer: Für meine Schwester ist die Filiale Dresdn näher", "bot: Dort gibt es sie auch.")
	c.asks("Bis wann habt ihr am Samstag geöffnet?", "offen Dresden", "dresden")
	c.asks("Und wo kann ich in Berlin parken?", "parken Berlin", "")
	c.asks("Wie schicke ich eine Bestellung zurück?", "rückgabe", "")
}

func TestAQuestionThatCouldBeAboutEachBranchIsAskedBack(t *testing.T) {
	b := helper(t)
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: shops(t)}}
	c := &conversing{t: t, bot: b, c: bot.Conversation{ID: "c", Language: "en"}, now: noon}
	r := c.says("Until when are you open on Saturdays?")
	if !asksBack(r) || len(r.Choices) != 4 {
		t.Fatalf("replied %q %+v", r.Text, r.Choices)
	}
	for _, choice := range r.Choices[:3] {
		if !strings.Contains(choice.Label, "open on Saturdays") {
			t.Errorf("%q is a choice", choice.Label)
		}
	}
	if r = c.says("Until when are you open on Saturdays in Hamburg?"); len(r.Citations) == 0 || r.Citations[0].Document != "open Hamburg" {
		t.Errorf("replied %q from %+v", r.Text, r.Citations)
	}
	if r = c.says("How do I return an order?"); len(r.Citations) == 0 || r.Citations[0].Document != "returns" {
		t.Errorf("replied %q from %+v", r.Text, r.Citations)
	}
}

func TestWhatOneArticleAloneAnswersIsAboutNoBranch(t *testing.T) {
	c := &chatter{t: t, answers: shops(t), q: knowledge.Inquiry{Language: "en", Text: "How do I return an order?"}}
	c.says("customer: Hi, how do I get to the Hamburg store?")
	f, err := c.answers.Find(t.Context(), c.q)
	if err != nil {
		t.Fatal(err)
	}
	if f.Sought.Focus != nil || f.Hits[0].Passage.Document != "returns" {
		t.Errorf("%s was found by %+v", f.Hits[0].Passage.Document, f.Sought)
	}
}
