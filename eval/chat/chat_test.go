package chat_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// script parses a script that must have no faults.
func script(t *testing.T, source string) *chat.Script {
	t.Helper()
	s, faults := chat.Parse("test.chat", []byte(source))
	if len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	return s
}

func play(t *testing.T, source string) chat.Played {
	t.Helper()
	return chat.Player{Converser: shop{}}.Play(context.Background(), script(t, source))
}

func TestTableBookingPasses(t *testing.T) {
	source, err := os.ReadFile("testdata/table.chat")
	if err != nil {
		t.Fatal(err)
	}
	s := script(t, string(source))
	if want := "A table for three, a question in the middle, and a person at the end"; s.Title != want {
		t.Errorf("title %q, want %q", s.Title, want)
	}
	played := chat.Player{Converser: shop{}}.Play(context.Background(), s)
	if played.Failures() > 0 {
		t.Errorf("%d failures:\n%s", played.Failures(), played.Diff())
	}
	if len(played.Beats) != s.Turns() || s.Turns() != 17 {
		t.Errorf("%d of %d turns were played, want 17", len(played.Beats), s.Turns())
	}
}

func TestWhateverACustomerDoesCanBeWritten(t *testing.T) {
	source, err := os.ReadFile("testdata/order.chat")
	if err != nil {
		t.Fatal(err)
	}
	played := play(t, string(source))
	if played.Failures() > 0 {
		t.Errorf("%d failures:\n%s", played.Failures(), played.Diff())
	}
	if got := string(played.Updated()); got != string(source) {
		t.Errorf("an update changes what passes:\n%s", cmp.Diff(string(source), got))
	}
}

// Every testdata/fails/*.chat fails: beside it lie the diff that its author sees, and what an update makes of it. What an
// update makes passes, but for moves that cannot be made.
func TestFailingScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/fails/*.chat")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played := play(t, string(source))
			if played.Failures() == 0 {
				t.Error("it passes")
			}
			base := strings.TrimSuffix(file, ".chat")
			golden(t, base+".diff", played.Diff())
			golden(t, base+".updated", string(played.Updated()))
			if again := play(t, string(played.Updated())); again.Failures() > impossible(again) {
				t.Errorf("what the update wrote fails:\n%s", again.Diff())
			} else if string(again.Updated()) != string(played.Updated()) {
				t.Errorf("a second update changes it again:\n%s", again.Updated())
			}
		})
	}
}

// impossible counts the moves that could not be made: an update cannot know what was meant.
func impossible(p chat.Played) (n int) {
	for _, b := range p.Beats {
		if b.Complaint != "" {
			n++
		}
	}
	return n
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; run with -update to accept):\n%s", file, diff)
	}
}

func TestUpdateRecordsWhatANewScriptLeavesOpen(t *testing.T) {
	played := play(t, "# new\n\ncustomer  einen Tisch\n\n# how many\ncustomer  12\ncustomer  entkalken?\ncites     descaling\n")
	if played.Failures() > 0 {
		t.Fatalf("a script that expects nothing fails:\n%s", played.Diff())
	}
	want := `# new

customer  einen Tisch
lotse     Gern.
          .
          Für wie viele?

# how many
customer  12
lotse     Wo?
choices   Hamburg | Berlin
customer  entkalken?
lotse     Mit Zitronensäure [1], alle 3 Monate.
cites     descaling
`
	if diff := cmp.Diff(want, string(played.Updated())); diff != "" {
		t.Error(diff)
	}
}

func TestAScriptThatBreaksSaysWhereAndIsNotRewritten(t *testing.T) {
	source := "customer  einen Tisch\nlotse     falsch\ncustomer  kaputt\n"
	played := chat.Player{Converser: shop{broken: "kaputt"}}.Play(context.Background(), script(t, source))
	if played.Broken == nil || played.Broken.Error() != "test.chat:3: customer: the store is gone" {
		t.Errorf("broken: %v", played.Broken)
	}
	if played.Failures() != 2 || !strings.Contains(played.Diff(), "test.chat:1") || !strings.Contains(played.Diff(), "the store is gone") {
		t.Errorf("%d failures:\n%s", played.Failures(), played.Diff())
	}
	if got := string(played.Updated()); got != source {
		t.Errorf("it was rewritten:\n%s", got)
	}
	refused := play(t, "customer: banned\ncustomer  hallo\n")
	if refused.Broken == nil || refused.Failures() != 1 {
		t.Errorf("a conversation that cannot begin: %v", refused.Broken)
	}
}

func TestOpening(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := script(t, "language: de\nchannel: web\ncustomer: c1\nstart: 2026-07-01 08:00\ncustomer  hallo\n")
	want := chat.Opening{Name: "test.chat", Language: "de", Channel: "web", Customer: "c1", Start: time.Date(2026, 7, 1, 8, 0, 0, 0, berlin)}
	if diff := cmp.Diff(want, s.Opening(berlin)); diff != "" {
		t.Error(diff)
	}
	zoned := script(t, "start: 2026-07-01T08:00:00Z\ncustomer  hallo\n").Opening(berlin)
	if !zoned.Start.Equal(time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("a start with an offset begins at %v", zoned.Start)
	}
	if o := script(t, "customer  hallo\n").Opening(nil); !o.Start.Equal(chat.DefaultStart) {
		t.Errorf("a script without a start begins at %v", o.Start)
	}
}

func TestWhy(t *testing.T) {
	got := chat.Why(bot.Decision{Kind: bot.Clarify, Confidence: 0.7, Reason: "two offers are equally good", NotAsked: []string{"knowledge"}, Bids: []bot.Bid{
		{Skill: "dialogs", Confidence: 0.7, Label: "register a machine", Evidence: []bot.Evidence{{Kind: "intent", Name: "register", Score: 0.71}, {Kind: "rule", Name: "words", Detail: "two"}}},
		{Skill: "booking", Confidence: 0.66, Declined: true},
		{Skill: "broken", Failed: "no index"},
	}})
	want := `clarify 0.70, two offers are equally good
dialogs bids 0.70 "register a machine": intent register 0.71, rule words two
booking bids 0.66, then declined
broken failed: no index
knowledge was not asked`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
