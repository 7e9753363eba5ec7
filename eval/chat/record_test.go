package chat_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval/chat"
)

// Whoever talks with the bot has a test of it afterwards: it passes, and an update has nothing to add.
func TestWhatWasSaidIsATest(t *testing.T) {
	r, err := chat.Player{Converser: shop{}}.Record(t.Context(), "new.chat", "Talked with the bot", "language: de")
	if err != nil {
		t.Fatal(err)
	}
	for _, entered := range []string{
		"ich möchte einen Tisch", "12", "hamburg", `/given order_status {"state": "shipped"}`, "wo ist 4711", "/rates unhelpful", "/agent anna takes", "hallo", "/agent anna gives back",
	} {
		if _, err := r.Enter(t.Context(), entered); err != nil {
			t.Fatalf("%s: %v", entered, err)
		}
	}
	want := `# Talked with the bot
language: de

customer  ich möchte einen Tisch
lotse     Gern.
          .
          Für wie viele?

customer  12
lotse     Wo?
choices   Hamburg | Berlin

picks     hamburg
lotse     Gebucht.
lotse     = Bis bald...

given     order_status {"state": "shipped"}
customer  wo ist 4711
lotse     4711: {"state": "shipped"}

rates     unhelpful
lotse     Das tut mir leid. Sag mir, was gefehlt hat, oder sprich mit einem Menschen.
choices   Mit einem Menschen sprechen

agent     anna takes

customer  hallo

agent     anna gives back
`
	if diff := cmp.Diff(want, string(r.Script())); diff != "" {
		t.Error(diff)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	played := play(t, string(r.Script()))
	if played.Failures() > 0 || string(played.Updated()) != string(r.Script()) {
		t.Errorf("it does not pass as it was recorded:\n%s%s", played.Diff(), played.Updated())
	}
}

// A slip of the pen does nothing, and says what to write instead.
func TestARecorderRefusesWhatItDoesNotUnderstand(t *testing.T) {
	r, err := chat.Player{Converser: shop{}}.Record(t.Context(), "new.chat", "Slips")
	if err != nil {
		t.Fatal(err)
	}
	for entered, want := range map[string]string{
		"/aftr 2h":           "did you mean after?",
		"/after bald":        "30m, 25h",
		"/given find":        "says not what is answered",
		"/lotse hallo":       "nothing happens",
		"/given find_it {}":  "calls no action find_it",
		"wo ist mein Paket?": "",
	} {
		if _, err := r.Enter(t.Context(), entered); want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", entered, err, want)
		}
	}
	if script := string(r.Script()); strings.Contains(script, "aftr") || strings.Contains(script, "lotse     hallo") {
		t.Errorf("it was kept:\n%s", script)
	}
	if _, err := (chat.Player{Converser: shop{}}).Record(t.Context(), "new.chat", "Nobody", "langauge: de"); err == nil || !strings.Contains(err.Error(), "language") {
		t.Errorf("an unknown header: %v", err)
	}
}
