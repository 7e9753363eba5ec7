package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

// turkish is a model that answers in German and translates both ways, as far as this test needs.
func turkish(translation string) func(llmtest.Asked) llmtest.Step {
	return func(asked llmtest.Asked) llmtest.Step {
		switch {
		case !strings.Contains(asked.System, "translate"):
			return llmtest.Says(cited(asked, "Fülle 125 ml Entkalker ein.") + " " + cited(asked, "Spüle mit frischem Wasser nach."))
		case strings.HasPrefix(asked.Last(), "Makineyi"):
			return llmtest.Says("Wie entkalke ich die Maschine?")
		}
		return llmtest.Says(translation)
	}
}

const asksInTurkish = "Makineyi nasıl kireçten temizleyebilirim? Lütfen yardım."

func TestAQuestionInTurkishIsAnsweredInTurkishWithTheOriginal(t *testing.T) {
	for name, c := range map[string]struct{ translation, text, reason string }{
		"faithful":            {"125 ml kireç çözücü doldur. [1]\nTemiz suyla durula. [2]", "125 ml kireç çözücü doldur. [1]\nTemiz suyla durula. [2]", ""},
		"with another number": {"250 ml kireç çözücü doldur. [1]\nTemiz suyla durula. [2]", "Fülle 125 ml Entkalker ein. [1]\nTemiz suyla durula. [2]", ""},
		"with a link":         {"125 ml kireç çözücü doldur. [1]\nTemiz suyla durula: https://fremd.example [2]", "125 ml kireç çözücü doldur. [1]\nSpüle mit frischem Wasser nach. [2]", ""},
		"with a line less":    {"125 ml kireç çözücü doldur. [1]", "Fülle 125 ml Entkalker ein. [1] Spüle mit frischem Wasser nach. [2]", "not translated: the model did not keep the lines"},
	} {
		a, server := writing(t)
		server.Always(turkish(c.translation))
		got := ask(t, a, asksInTurkish, "de")
		if got.Text != c.text || got.Reason != c.reason || len(got.Citations) != 2 {
			t.Errorf("%s: %q (%s), %+v", name, got.Text, got.Reason, got.Citations)
		}
		if c.reason == "" && (got.Tongue != "tr" || got.Original != "Fülle 125 ml Entkalker ein. [1] Spüle mit frischem Wasser nach. [2]") {
			t.Errorf("%s: in %q, the original is %q", name, got.Tongue, got.Original)
		}
	}
}

// In a conversation the original stands below, and no draft shows what she cannot read.
func TestTheOriginalIsShownBeside(t *testing.T) {
	a, server := writing(t)
	server.Always(turkish("125 ml kireç çözücü doldur. [1]\nTemiz suyla durula. [2]"))
	said := speaks(t, a, asksInTurkish)
	if want := "125 ml kireç çözücü doldur. [1]\nTemiz suyla durula. [2]\n\nIm Original (Deutsch):\nFülle 125 ml Entkalker ein. [1] Spüle mit frischem Wasser nach. [2]"; said.Text != want {
		t.Errorf("said %q", said.Text)
	}
}

// Without a model it says so, in both languages, and offers a person.
func TestWithoutAModelALanguageIsNotUnderstoodAndThatIsSaid(t *testing.T) {
	said := speaks(t, answers(t), asksInTurkish)
	if !strings.Contains(said.Text, "nur Deutsch und Englisch") || !strings.Contains(said.Text, "only understand German and English") ||
		len(said.Choices) != 1 || said.Choices[0].Payload != bot.PersonPayload {
		t.Errorf("said %+v", said)
	}
}

// speaks takes what the skill offers for an utterance, and gives what it says.
func speaks(t *testing.T, a *knowledge.Answers, text string) bot.Entry {
	t.Helper()
	b := helper(t)
	b.Skills = []bot.Skill{&knowledge.Skill{Answers: a}}
	turn := run(t, b, heard(text))
	said := turn.Replies()
	if len(said) != 1 {
		t.Fatalf("said %+v", said)
	}
	return said[0]
}
