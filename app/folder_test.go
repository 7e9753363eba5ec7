package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge"
)

// withBotFile is what is wrong with the example bot when its bot.yaml is another one; empty is none.
func withBotFile(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "bot.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if text == "" {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	f, err := app.ReadFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, fault := range f.Faults {
		all = append(all, fault.Error())
	}
	return strings.Join(all, "\n")
}

// An author who breaks bot.yaml reads what is wrong there, not a hundred lines about flows that are well.
func TestABrokenBotFileIsTheOnlyFault(t *testing.T) {
	for text, want := range map[string]string{
		"": "bot.yaml: the file is not there (write at least the line: name: My bot)",
		"name: Morgenfleet\nlanguages: [de, en\n": "bot.yaml:2:12: this is not YAML: ",
	} {
		if got := withBotFile(t, text); !strings.HasPrefix(got, want) || strings.Contains(got, "\n") {
			t.Errorf("of %q it is said:\n%s\nwant only:\n%s", text, got, want)
		}
	}
}

func TestWhatTheServerWouldRefuseIsFoundBefore(t *testing.T) {
	got := withBotFile(t, "name: Morgenfleet\nlanguages: [de, en]\nchannels:\n  web:\n    - look: {accent: orange}\n")
	if want := `bot.yaml:5:5: web channel, site "": "orange" is not a colour (write it as #rrggbb)`; !strings.Contains(got, want) {
		t.Errorf("it is said:\n%s\nwant:\n%s", got, want)
	}
}

func TestDaysOfArticlesBeginInTheBotsZone(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "knowledge"), 0o750); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"bot.yaml":              "name: Laden\nlanguages: [en]\nzone: Asia/Tokyo\n",
		"knowledge/offer.en.md": "---\nfrom: 2026-05-01\nuntil: 2026-05-31\n---\nAn offer.",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := app.ReadFolder(dir, nil)
	if err != nil || len(f.Sources) != 1 {
		t.Fatal(err, f)
	}
	var offer knowledge.Document
	faults, err := knowledge.Read(t.Context(), f.Sources[0], func(d knowledge.Document) error {
		offer = d
		return nil
	})
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	begins, ends := time.Date(2026, 4, 30, 15, 0, 0, 0, time.UTC), time.Date(2026, 5, 31, 15, 0, 0, 0, time.UTC)
	if !offer.Scope.From.Equal(begins) || !offer.Scope.Until.Equal(ends) {
		t.Errorf("it holds from %v until %v, want from %v until %v", offer.Scope.From, offer.Scope.Until, begins, ends)
	}
}
