package gaps_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/gaps"
	"github.com/lotse-bot/lotse/llm"
)

// read brings in a proposed article as its file would be.
func read(t *testing.T, a gaps.Article) knowledge.Document {
	t.Helper()
	text, err := a.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "draft.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var read knowledge.Document
	faults, err := knowledge.Read(t.Context(), knowledge.Source{Path: path}, func(d knowledge.Document) error { read = d; return nil })
	if err != nil || len(faults) > 0 {
		t.Fatalf("%v %v\n%s", faults, err, text)
	}
	return read
}

// missing is a gap with everything a draft can be made from.
func missing(t *testing.T) (*world, gaps.Gap) {
	t.Helper()
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.says("bob", "Kann ich in Bitcoin zahlen?")
	w.says("cem", "Ich bin Erika Mustermann, kann ich mit Bitcoin bezahlen?")
	w.served("bob", "Geht Bitcoin nun?", "Guten Tag Frau Mustermann! Mit Bitcoin und anderen Kryptowährungen kannst du bei uns nicht bezahlen. Ich habe deine Bestellung 4711-22 auf Rechnung umgestellt.")
	seq := answer(w.talks["ada"].turns[0])
	w.noted("ada", bot.Entry{Author: bot.ByAgent, Note: true, Event: eventWrong, Feedback: &bot.Feedback{Seq: seq}, Reply: bot.Reply{Text: "Bitcoin nehmen wir seit 2025 nicht mehr an."}})
	return w, w.one()
}

func TestADraftQuotesWhatIsKnown(t *testing.T) {
	w, g := missing(t)
	draft, err := w.Draft(t.Context(), g.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := "## Was die Artikel sagen\n\n> Du kannst mit Karte, mit PayPal und auf Rechnung bezahlen. Die Rechnung kommt per E-Mail.\n>\n> — [Bezahlen](/articles/bezahlen)\n\n" +
		"## Was Kollegen geantwortet haben\n\n> Mit Bitcoin und anderen Kryptowährungen kannst du bei uns nicht bezahlen.\n>\n> — 2026-11-02\n\n" +
		"## Was nach Kollegen richtig wäre\n\n> Bitcoin nehmen wir seit 2025 nicht mehr an.\n\n"
	if diff := cmp.Diff(want, draft.Text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d := read(t, draft)
	if d.Title != "Kann ich mit Bitcoin bezahlen?" || d.Scope.Owner != "buchhaltung" || d.Scope.Approved || d.Language != "de" {
		t.Errorf("read as a file it is %+v", d)
	}
	if diff := cmp.Diff([]string{"Kann ich in Bitcoin zahlen?"}, d.Asked); diff != "" {
		t.Errorf("other wordings: %s", diff)
	}
	for _, p := range knowledge.Cut(d) {
		if strings.Contains(p.Text, "draft") || strings.Contains(p.Text, "Mustermann") || strings.Contains(p.Text, "4711") {
			t.Errorf("customers could be told %q", p.Text)
		}
	}
}

func TestADraftQuotesOnlyWhatEverybodyMayRead(t *testing.T) {
	w, g := missing(t)
	secret := articles["bezahlen"]
	secret.Scope.Audience = []string{"staff"}
	w.writes("bezahlen", secret)
	draft, err := w.Draft(t.Context(), g.ID)
	if err != nil || strings.Contains(draft.Text, "PayPal") {
		t.Errorf("got %v\n%s", err, draft.Text)
	}
}

// writer is a model that writes one sentence that the sources say, and one that they do not.
type writer struct{ saw *string }

func (m writer) Complete(_ context.Context, r llm.Request, each func(string) error) (llm.Response, error) {
	*m.saw = r.Said[len(r.Said)-1].Text
	text := "Mit Bitcoin und anderen Kryptowährungen kannst du bei uns nicht bezahlen. [1] Mit Dogecoin bekommst du zehn Prozent Rabatt. [1]"
	for n := 1; n < 10; n++ { // wherever in the prompt the source stands
		if strings.Contains(section(*m.saw, n), "Kryptow") {
			text = strings.ReplaceAll(text, "[1]", fmt.Sprintf("[%d]", n))
			break
		}
	}
	if each != nil {
		if err := each(text); err != nil {
			return llm.Response{}, err
		}
	}
	return llm.Response{Text: text}, nil
}

// section is the numbered passage of a prompt.
func section(prompt string, n int) string {
	_, rest, _ := strings.Cut(prompt, fmt.Sprintf("[%d]", n))
	own, _, _ := strings.Cut(rest, fmt.Sprintf("[%d]", n+1))
	return own
}

func TestAModelWritesADraftOfWhatTheSourcesSay(t *testing.T) {
	w, g := missing(t)
	var saw string
	w.Board.Model = writer{&saw}
	draft, err := w.Draft(t.Context(), g.ID)
	if err != nil {
		t.Fatal(err)
	}
	written, _, _ := strings.Cut(draft.Text, "## ")
	if !strings.HasPrefix(written, "Mit Bitcoin und anderen Kryptowährungen kannst du bei uns nicht bezahlen. [1]") || !strings.Contains(written, `[1] Kann ich mit Bitcoin bezahlen?: "Mit Bitcoin`) {
		t.Errorf("it wrote:\n%s\nfrom:\n%s", written, saw)
	}
	if strings.Contains(draft.Text, "Dogecoin") {
		t.Error("what no source says is in the draft")
	}
	if strings.Contains(saw, "Mustermann") || strings.Contains(saw, "4711") {
		t.Errorf("the model was told:\n%s", saw)
	}
}

func TestADraftOfWhichNothingIsKnownSaysSo(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Habt ihr samstags geöffnet?")
	draft, err := w.Draft(t.Context(), w.one().ID)
	if err != nil || draft.Text != "Dazu ist noch nichts geschrieben und nichts geantwortet worden.\n" {
		t.Errorf("%v %q", err, draft.Text)
	}
}
