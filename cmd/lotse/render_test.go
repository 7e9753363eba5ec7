package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// christmas is when previews are looked at.
var christmas = time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)

// TestEveryChannelShowsTheBotAsBefore compares what every channel is asked to show: for every step of the example bot's flows, and in
// whole conversations, with questions and buttons, with citations, and with a person.
func TestEveryChannelShowsTheBotAsBefore(t *testing.T) {
	c := app.Defaults()
	c.Bot, c.Embedder, c.URL = "../../examples/kaffee", "none:", "https://bot.example"
	p, err := app.OpenPreview(t.Context(), c, app.Options{Actions: actions()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	f, err := app.ReadFolder(c.Bot, actions())
	if err != nil {
		t.Fatal(err)
	}
	for _, channel := range app.Rendered() {
		for _, flow := range f.Flows.Names() {
			var got bytes.Buffer
			for _, language := range f.Languages {
				all, err := p.Flow(flow, channel, language, christmas)
				if err != nil {
					t.Fatal(err)
				}
				shown(t, &got, language+" ", all)
			}
			golden(t, channel, flow, got.String())
		}
		for _, name := range []string{"return", "answer", "person-free", "diagnose-technician"} {
			all, err := p.Script(t.Context(), played(t, "../../examples/kaffee/tests/"+name+".chat"), channel)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			shown(t, &got, "", all)
			golden(t, channel, name+".chat", got.String())
		}
	}
}

func played(t *testing.T, file string) *chat.Script {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, faults := chat.Parse(file, text)
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	return s
}

// shown writes renderings one call a line, below where they come from.
func shown(t *testing.T, to *bytes.Buffer, before string, all []app.Rendering) {
	t.Helper()
	line := json.NewEncoder(to)
	line.SetEscapeHTML(false)
	for _, one := range all {
		fmt.Fprintf(to, "%s%s\n", before, one.Where)
		for _, call := range one.Calls {
			to.WriteString("  " + call.Method + " ")
			if err := line.Encode(call.Body); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func golden(t *testing.T, channel, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "rendered", channel, name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: go test ./cmd/lotse -run Channel -update writes it", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s shows %s otherwise (-before +now); if it is meant so, run go test ./cmd/lotse -run Channel -update:\n%s", channel, name, diff)
	}
}

// A form's questions stand one below the other where the channel asks them so, and channels write dates as the language does.
func TestAPreviewInPlainWordsIsWrittenAsTheLanguageIs(t *testing.T) {
	c := app.Defaults()
	c.Bot, c.Embedder, c.URL = "../../examples/kaffee", "none:", "https://bot.example"
	p, err := app.OpenPreview(t.Context(), c, app.Options{Actions: actions()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	said := func(flow, where string) string {
		all, err := p.Flow(flow, "telegram", "de-plain", christmas)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if one.Where == where {
				return one.Parts[len(one.Parts)-1].Text
			}
		}
		t.Fatalf("%s shows no %s", flow, where)
		return ""
	}
	if got := said("register_machine", "bought"); !strings.HasSuffix(got, "so: 24.12.2026.") {
		t.Errorf("the day is asked for so: %s", got)
	}
	if got := said("order_part", "form_1, question 5"); !strings.HasPrefix(got, "Ich brauche noch: Anmerkung.") {
		t.Errorf("the last question is: %s", got)
	}
}
