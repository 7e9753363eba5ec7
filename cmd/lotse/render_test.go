package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
)

// christmas is when previews are looked at.
var christmas = time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)

// What every channel is asked to show, for every step of the example bot's flows and in whole conversations, is held to the golden
// files of its suite; and a button that is left out is found, with the line it stood on.
func TestEveryChannelShowsTheBotAsBefore(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	if failed := shown(t, folder); len(failed) > 0 {
		t.Fatalf("%s\nif it is meant so, run: lotse eval examples/kaffee/suites/channels --update", failed[0].Diff)
	}
	flow := filepath.Join(folder, "flows", "return_order.yaml")
	text, err := os.ReadFile(flow)
	if err != nil {
		t.Fatal(err)
	}
	const button = "      - value: wrong\n        de: Falscher Artikel\n        en: Wrong item\n        also: {de: [falsch, falschen, falsche], en: [wrong]}\n"
	without := strings.Replace(string(text), button, "", 1)
	if without == string(text) {
		t.Fatal("the flow has no such button any more")
	}
	if err := os.WriteFile(flow, []byte(without), 0o600); err != nil {
		t.Fatal(err)
	}
	failed := shown(t, folder)
	if len(failed) < len(app.Rendered()) { // the flow on every channel, and conversations that go through it
		t.Fatalf("only %d renderings fail", len(failed))
	}
	for _, f := range failed {
		if !strings.Contains(f.Case, "return") || !strings.Contains(f.Diff, "Falscher Artikel") {
			t.Errorf("%s fails with\n%s", f.Case, f.Diff)
		}
	}
}

// shown are the renderings of a bot's suite that are not as before.
func shown(t *testing.T, folder string) []report.Failure {
	t.Helper()
	c := app.Defaults()
	c.Embedder = "none:"
	ports, err := app.Ports(c, app.Options{Actions: actions()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := eval.Run(t.Context(), []string{filepath.Join(folder, "suites", "channels")}, ports, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Suites[0]; !s.Measured() || len(s.Faults) > 0 {
		t.Fatalf("not measured: %v", s.Faults)
	}
	return r.Suites[0].Failures
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
