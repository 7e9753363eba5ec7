package knowledge_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

// meanwhile does something while a model writes, before its n-th piece.
type meanwhile struct {
	llm.Model
	piece int
	do    func()
}

func (m meanwhile) Complete(ctx context.Context, req llm.Request, each func(string) error) (llm.Response, error) {
	n := 0
	return m.Model.Complete(ctx, req, func(delta string) error {
		if n++; n == m.piece {
			m.do()
		}
		return each(delta)
	})
}

// Two articles, and a model that writes from both: first from the one that goes away.
func TestWhatGoesAwayWhileAModelWritesIsNotSaid(t *testing.T) {
	const first, second = "Die Garantie gilt zwei Jahre ab dem Kauf.", "Für die Garantie brauchst du die Rechnung."
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	article := knowledge.Document{ID: "a", Title: "Garantie", Language: "de", Text: first}
	for name, c := range map[string]struct {
		change func(l *knowledge.Library) error
		want   string
	}{
		"nothing happens": {func(*knowledge.Library) error { return nil }, first + " [1] " + second + " [2]"},
		"it is dropped":   {func(l *knowledge.Library) error { return l.Shelf.DropDocument(context.Background(), "a") }, second + " [1]"},
		"it is changed": {func(l *knowledge.Library) error {
			d := article
			d.Text = "Die Garantie gilt drei Jahre ab dem Kauf."
			return l.Put(context.Background(), d)
		}, second + " [1]"},
		"it is closed to her": {func(l *knowledge.Library) error {
			d := article
			d.Scope.Audience = []string{"partner"}
			return l.Put(context.Background(), d)
		}, second + " [1]"},
		"its time is over": {func(l *knowledge.Library) error {
			d := article
			d.Scope.Until = now
			return l.Put(context.Background(), d)
		}, second + " [1]"},
	} {
		for _, piece := range []int{1, 9} { // before the first sentence, and when it was shown already
			shelf := knowledge.NewTransient()
			l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
			for _, d := range []knowledge.Document{article, {ID: "b", Title: "Rechnung und Garantie", Language: "de", Text: second}} {
				if err := l.Put(t.Context(), d); err != nil {
					t.Fatal(err)
				}
			}
			a, server := writing(t)
			server.Always(func(asked llmtest.Asked) llmtest.Step {
				return llmtest.Says(cited(asked, first) + " " + cited(asked, second))
			})
			a.Index, a.Articles, a.Threshold = l.Index, shelf, 0.001
			a.Model = meanwhile{a.Model, piece, func() {
				if err := c.change(l); err != nil {
					t.Error(err)
				}
			}}
			got, err := a.Ask(t.Context(), knowledge.Inquiry{Text: warranty, Language: "de", Reader: knowledge.Reader{Now: now}})
			if err != nil || got.Text != c.want || !got.Written {
				t.Errorf("%s before piece %d: %q (%s), want %q, error %v", name, piece, got.Text, got.Reason, c.want, err)
			}
		}
	}
}

// cited is a sentence with the number of the passage that has it.
func cited(asked llmtest.Asked, sentence string) string {
	before, _, _ := strings.Cut(asked.Last(), sentence)
	mark := before[strings.LastIndexByte(before, '['):]
	return strings.TrimSuffix(sentence, ".") + " " + mark[:strings.IndexByte(mark, ']')+1] + "."
}

// The quote that stands in for a model that failed is looked at again, too.
func TestAQuoteOfWhatWentAwayMeanwhileIsNotSaid(t *testing.T) {
	a, _ := writing(t, llmtest.Says("NONE"))
	a.Model = meanwhile{a.Model, 1, func() { a.Articles = nothing{} }}
	if got := ask(t, a, warranty, "de"); !got.Abstains() {
		t.Errorf("said %q", got.Text)
	}
}

// What was gone is in the record of the turn, and a replay says the same without looking.
func TestWhatWasGoneIsRecorded(t *testing.T) {
	a, _ := writing(t, llmtest.Says("Die Garantie gilt zwei Jahre ab dem Kauf [1]."))
	turn := &bot.Turn{Conversation: bot.Conversation{Language: "de"}}
	if _, err := a.AskIn(t.Context(), turn, warranty); err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, x := range turn.Exchanges {
		kinds = append(kinds, x.Kind)
	}
	if got := strings.Join(kinds, " "); got != "knowledge.find knowledge.write knowledge.gone" {
		t.Errorf("recorded %s", got)
	}
}

// Approved words are said as they are: no model words them anew.
func TestNoModelWordsWhatWasApproved(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "g", Title: "Garantie", Language: "de", Text: "Die Garantie gilt zwei Jahre.", Scope: knowledge.Scope{Approved: true}}, llmtest.Says("Die Garantie gilt [1]."))
	if got := ask(t, a, warranty, "de"); got.Written || got.Text != "Die Garantie gilt zwei Jahre. [1]" {
		t.Errorf("said %q, written: %t", got.Text, got.Written)
	}
}

// Passages that do not fit into what the model can read are left out, the last ones first, and the question never is.
func TestTheRequestFitsTheModel(t *testing.T) {
	for tokens, want := range map[int]int{0: 5, 850: 1, 600: 0} {
		a, server := writing(t)
		server.Always(func(llmtest.Asked) llmtest.Step { return llmtest.Says("NONE") })
		a.Context = tokens
		got := ask(t, a, "Wie entkalke ich die Maschine?", "de")
		if got.Abstains() || got.Written {
			t.Errorf("%d tokens: %+v", tokens, got)
		}
		asked := server.Asked()
		if want == 0 {
			if len(asked) > 0 {
				t.Errorf("%d tokens: it was asked nonetheless", tokens)
			}
			continue
		}
		n := 0
		for strings.Contains(asked[0].Last(), "["+string(rune('1'+n))+"] ") {
			n++
		}
		used := llm.Tokens(asked[0].System) + llm.Tokens(asked[0].Last()) + asked[0].MaxTokens
		if !strings.HasSuffix(asked[0].Last(), "Question: Wie entkalke ich die Maschine?") || tokens > 0 && used > tokens || n < 1 || tokens == 0 && n < want {
			t.Errorf("%d tokens: %d passages, %d tokens used:\n%s", tokens, n, used, asked[0].Last())
		}
	}
}
