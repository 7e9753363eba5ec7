package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
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
