package knowledge_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/synonyms"
	"github.com/lotse-bot/lotse/llm"
)

// asked is a library of three articles, of which only what was said before tells which one is meant.
func asked(t *testing.T) *knowledge.Answers {
	t.Helper()
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	for id, text := range map[string]string{
		"delivery":  "Parcels arrive within three days. Express costs five euros.",
		"warranty":  "The warranty of a coffee machine lasts two years. For business customers it lasts one year.",
		"discounts": "Business customers get ten percent off all beans.",
	} {
		if err := l.Put(t.Context(), knowledge.Document{ID: id, Title: id, Language: "en", Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	return &knowledge.Answers{Index: l.Index, Articles: shelf}
}

func line(who bot.Author, text string) bot.Entry {
	return bot.Entry{Author: who, Reply: bot.Reply{Text: text}}
}

var conversation = []bot.Entry{
	line(bot.ByCustomer, "Hello"), line(bot.ByBot, "Ahoy!"),
	line(bot.ByCustomer, "How long is the warranty of the coffee machine?"), line(bot.ByBot, "Two years."), line(bot.ByCustomer, "thanks"),
}

func TestAQuestionIsUnderstoodFromWhatWasAskedBefore(t *testing.T) {
	a := asked(t)
	q := knowledge.Inquiry{Text: "And for business customers?", Language: "en"}
	alone, err := a.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.History = conversation
	f, err := a.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if first := alone.Hits[0].Passage.Document; first != "discounts" {
		t.Errorf("alone it finds %s", first)
	}
	if first := f.Hits[0].Passage.Document; first != "warranty" {
		t.Errorf("in the conversation it finds %s", first)
	}
	want := knowledge.Sought{Text: "And for business customers? long warranty coffee machine", Carried: []string{"long", "warranty", "coffee", "machine"}}
	if diff := cmp.Diff(want, f.Sought, cmpopts.IgnoreFields(knowledge.Sought{}, "Compared")); diff != "" {
		t.Errorf("sought (-want +got):\n%s", diff)
	}
}

// writer is a model that says one thing.
type writer struct {
	text string
	err  error
}

func (w writer) Complete(context.Context, llm.Request, func(string) error) (llm.Response, error) {
	return llm.Response{Text: w.text}, w.err
}

func TestAModelRewritesAndWhereItCannotWordsAreCarried(t *testing.T) {
	a := asked(t)
	for name, c := range map[string]struct {
		model llm.Model
		want  string
	}{
		"it does":      {writer{text: "\"How long is the warranty for business customers?\"\n"}, "How long is the warranty for business customers?"},
		"it chats":     {writer{text: "Sure!\nHere is the question."}, "And for business customers? long warranty coffee machine"},
		"it is silent": {writer{}, "And for business customers? long warranty coffee machine"},
		"it fails":     {writer{text: "How", err: errors.New("gone")}, "And for business customers? long warranty coffee machine"},
	} {
		a.Model = c.model
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: "And for business customers?", Language: "en", History: conversation})
		if err != nil {
			t.Fatal(err)
		}
		if f.Sought.Text != c.want {
			t.Errorf("%s: %q is looked up", name, f.Sought.Text)
		}
	}
	a.Model = writer{err: errors.New("it must not be asked")}
	f, err := a.Find(t.Context(), knowledge.Inquiry{Text: "What do express parcels cost customers abroad?", Language: "en", History: conversation})
	if err != nil || f.Sought.Text != "What do express parcels cost customers abroad?" {
		t.Errorf("a question that stands alone is looked up as %q, %v", f.Sought.Text, err)
	}
}

func TestASlipIsLookedUpAsWhatWasMeant(t *testing.T) {
	a := asked(t)
	f, err := a.Find(t.Context(), knowledge.Inquiry{Text: "How long is the warrenty?", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	want := knowledge.Sought{Text: "How long is the warrenty? warranty", Corrected: []knowledge.Correction{{From: "warrenty", To: "warranty"}}}
	if diff := cmp.Diff(want, f.Sought, cmpopts.IgnoreFields(knowledge.Sought{}, "Compared")); diff != "" {
		t.Errorf("sought (-want +got):\n%s", diff)
	}
	if first := f.Hits[0].Passage.Document; first != "warranty" {
		t.Errorf("%s is first", first)
	}
}

// Words of a document that she may not see are not offered: a correction would tell that they are there.
func TestASlipIsNotCorrectedByWhatIsHidden(t *testing.T) {
	a := asked(t)
	l := &knowledge.Library{Shelf: knowledge.NewTransient(), Index: a.Index}
	secret := knowledge.Document{ID: "secret", Title: "Aurora", Language: "en", Text: "Project Northstar starts in May.", Scope: knowledge.Scope{Audience: []string{"staff"}}}
	if err := l.Put(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	for claim, corrected := range map[string]int{"staff": 1, "guest": 0} {
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: "What is Northstr and do parcels arrive?", Language: "en", Reader: knowledge.Reader{Claims: []string{claim}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Sought.Corrected) != corrected {
			t.Errorf("for %s it corrects %v", claim, f.Sought.Corrected)
		}
	}
}

func TestTheBotsOwnNamesForThingsAreFound(t *testing.T) {
	a := asked(t)
	q := knowledge.Inquiry{Text: "Gibt es Prozente für Gewerbetreibende?", Language: "de"}
	if f, err := a.Find(t.Context(), q); err != nil || len(f.Hits) > 0 && f.Hits[0].Passage.Document == "discounts" {
		t.Fatalf("without the glossary it is found all the same: %v, %v", f.Hits, err)
	}
	a.Synonyms = synonyms.New([]synonyms.Set{{"de": {"Gewerbetreibende", "Geschäftskunden"}, "en": {"business customers"}}, {"de": {"Prozente"}, "en": {"discounts"}}})
	f, err := a.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Hits) == 0 || f.Hits[0].Passage.Document != "discounts" {
		t.Errorf("found %v", f.Hits)
	}
	if diff := cmp.Diff([]string{"Geschäftskunden", "discounts", "business customers"}, f.Sought.Synonyms); diff != "" {
		t.Errorf("added (-want +got):\n%s", diff)
	}
}

// backwards is a reranker that likes best what comes last.
type backwards struct{ err error }

func (b backwards) Rerank(_ context.Context, _ string, texts []string) ([]float64, error) {
	scores := make([]float64, len(texts))
	for i := range scores {
		scores[i] = float64(i + 1)
	}
	return scores, b.err
}

func TestARerankerHasTheLastWordUnlessItFails(t *testing.T) {
	a := asked(t)
	q := knowledge.Inquiry{Text: "How long is the warranty of the coffee machine?", Language: "en"}
	order := func() (ids []string, top float64) {
		f, err := a.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range f.Hits {
			ids = append(ids, h.Passage.ID)
		}
		return ids, f.Hits[0].Score
	}
	plain, best := order()
	a.Reranker = backwards{}
	turned, top := order()
	slices.Reverse(turned)
	if diff := cmp.Diff(plain, turned); diff != "" || top != best {
		t.Errorf("the first has %v of %v (-plain +turned):\n%s", top, best, diff)
	}
	a.Reranker = backwards{errors.New("gone")}
	if failed, _ := order(); !cmp.Equal(plain, failed) {
		t.Errorf("without an answer the order is %v", failed)
	}
}

// What was carried on from the question before helps to find; whether that answers, the question's own words say.
func TestCarriedWordsMakeNobodySurer(t *testing.T) {
	a := asked(t)
	for _, question := range []string{"And zebras?", "And for zebras?"} {
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "en", History: conversation})
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Sought.Carried) == 0 || len(f.Hits) == 0 {
			t.Fatalf("%s finds %d passages for %+v", question, len(f.Hits), f.Sought)
		}
		if got := a.Judge(f); got.Confidence >= knowledge.DefaultThreshold {
			t.Errorf("%s is answered with a confidence of %.2f", question, got.Confidence)
		}
		if s := a.Signals(f); s.Coverage+s.Said+s.Coverage > 0 {
			t.Errorf("%s: nothing speaks of it, and the signals are %+v", question, s)
		}
	}
}
