package discreet_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/lang/private"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/discreet"
	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
)

// What nobody else may learn, wherever it was said.
var secrets = []string{"anna.schmidt@web.de", "Schmidt", "DE89370400440532013000", "0171 2345678", "Gartenweg 7"}

func overTheWire(t *testing.T, server *llmtest.Server) discreet.Model {
	t.Helper()
	m, err := openai.NewModel(openai.Options{URL: server.URL, Model: "tiny"})
	if err != nil {
		t.Fatal(err)
	}
	return discreet.Model{Model: m, Finder: new(private.Finder), Key: []byte("key of this test")}
}

func TestNoPersonalDataLeavesTheProcess(t *testing.T) {
	server := llmtest.NewServer(t)
	server.Always(func(a llmtest.Asked) llmtest.Step { // it says back what it was told, letter by letter
		return llmtest.Streams(strings.SplitAfter(a.Last(), "")...)
	})
	last := "Meine Adresse ist Gartenweg 7, 20095 Hamburg, und meine IBAN DE89370400440532013000. Schreib an anna.schmidt@web.de."
	var heard strings.Builder
	got, err := overTheWire(t, server).Complete(t.Context(), llm.Request{System: "Answer.", Said: []llm.Said{
		{Role: "user", Text: "Hallo, ich heiße Anna Schmidt, Telefon 0171 2345678."},
		{Role: "assistant", Text: "Hallo Frau Schmidt!"},
		{Role: "user", Text: last},
	}}, func(delta string) error { heard.WriteString(delta); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if got.Text != last || heard.String() != last {
		t.Errorf("it came back as %q, in pieces as %q", got.Text, heard.String())
	}
	for _, said := range server.Asked()[0].Said {
		for _, secret := range secrets {
			if strings.Contains(said.Text, secret) {
				t.Errorf("%q left the process: %q", secret, said.Text)
			}
		}
	}
}

// A conversation goes on with the placeholders it began with, so that a model can follow who is who.
func TestPlaceholdersStayTheSame(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Says("ok"), llmtest.Says("ok"))
	m := overTheWire(t, server)
	for _, said := range []string{"Schreib an anna.schmidt@web.de.", "Ruf 0171 2345678 an, oder schreib an bert@web.de. Schreib an anna.schmidt@web.de."} {
		if _, err := m.Complete(t.Context(), llm.Request{Said: []llm.Said{{Role: "user", Text: said}}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	first, second := server.Asked()[0].Last(), server.Asked()[1].Last()
	if !strings.HasSuffix(second, first) || !strings.Contains(first, "⟨email ") {
		t.Errorf("%q became %q", first, second)
	}
}

// The wrapped embedder answers as any other, and learns of persons only that they are some.
func TestEmbeddersLearnOnlyOfWhatKindItIs(t *testing.T) {
	server := llmtest.NewServer(t)
	inner := func(t *testing.T) llm.Embedder {
		t.Helper()
		e, err := openai.NewEmbedder(openai.EmbedderOptions{Options: openai.Options{URL: server.URL, Model: "tiny"}, Dimensions: server.Dimensions})
		if err != nil {
			t.Fatal(err)
		}
		return discreet.Embedder{Embedder: e, Finder: new(private.Finder)}
	}
	llmtest.Embedder(t, inner)
	e := inner(t)
	ctx := context.Background()
	if _, err := e.EmbedQuery(ctx, "Wo ist das Paket für anna.schmidt@web.de?"); err != nil {
		t.Fatal(err)
	}
	if _, err := e.EmbedPassages(ctx, []string{"Ruf 0171 2345678 an."}); err != nil {
		t.Fatal(err)
	}
	asked := server.Asked()
	got := append(asked[len(asked)-2].Texts, asked[len(asked)-1].Texts...)
	if diff := cmp.Diff([]string{"Wo ist das Paket für email?", "Ruf phone an."}, got); diff != "" {
		t.Error(diff)
	}
}
