package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
)

// What was checked is shown while the model still writes: all so far, and never a sentence that is not supported.
func TestDraftsAreOnlyWhatWasChecked(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Streams("Die Garantie gilt zwei", " Jahre [1]. Rom ist eine", " Reise wert [1]. Teile sind", " nicht enthalten", " [1]. Sie gilt", " zwei Jahre [1]."))
	model, err := openai.NewModel(openai.Options{URL: server.URL, Model: "scripted"})
	if err != nil {
		t.Fatal(err)
	}
	p := Passage{Document: "d", Title: "Garantie", URL: "/articles/d", Language: "de", Kind: KindText, Text: "Die Garantie gilt zwei Jahre. Teile sind nicht enthalten."}
	shelf := NewTransient()
	if err := shelf.PutDocument(t.Context(), Document{ID: "d"}, []Passage{p}); err != nil {
		t.Fatal(err)
	}
	a := &Answers{Model: model, Articles: shelf}
	var drafts []string
	got, err := a.write(t.Context(), direct{a}, Finding{Question: "Wie lange?", Language: "de", Hits: []Hit{{Passage: p}}}, nil,
		func(text string) { drafts = append(drafts, text) })
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Die Garantie gilt zwei Jahre. [1]", "Die Garantie gilt zwei Jahre. [1] Teile sind nicht enthalten. [2]"}
	if diff := cmp.Diff(want, drafts); diff != "" {
		t.Errorf("drafts (-want +got):\n%s", diff)
	}
	if want := "Die Garantie gilt zwei Jahre. [1] Teile sind nicht enthalten. [2] Sie gilt zwei Jahre. [1]"; got.text != want {
		t.Errorf("wrote %q, want %q", got.text, want)
	}
}
