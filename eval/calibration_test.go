package eval_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/report"
)

// A frank program says of every sentence "SOMETHING 0.8 ..." that it means SOMETHING, with a confidence of 0.8; worth is its
// calibration.
type frank struct{ worth bot.Calibration }

func frankly(worth bot.Calibration) (eval.Ports, error) {
	return eval.Ports{Classifier: frank{worth}, Searcher: frank{worth}, Bots: frank{worth}}, nil
}

func (f frank) read(text string) (what string, raw float64) {
	_, _ = fmt.Sscanf(text, "%s %g", &what, &raw) // a text of another form says nothing, with confidence 0
	return what, raw
}

func (f frank) Train(context.Context, []eval.Example) (eval.Trained, error) { return f, nil }
func (f frank) Of(context.Context, string) (eval.Trained, error)            { return f, nil }
func (f frank) Why(string, string) string                                   { return "" }

func (f frank) Classify(_ context.Context, text, _ string) (eval.Guess, error) {
	what, raw := f.read(text)
	return eval.Guess{Intent: what, Confidence: f.worth.Intents.Of(raw), Raw: raw}, nil
}

func (f frank) Index(context.Context, []eval.Document) (eval.Library, error) { return f, nil }

func (f frank) Search(_ context.Context, q eval.Query) (eval.Found, error) {
	what, raw := f.read(q.Text)
	return eval.Found{Documents: []string{what}, Confidence: f.worth.Knowledge.Of(raw), Raw: raw}, nil
}

func (f frank) Open(context.Context, string) (eval.Bot, error)           { return f, nil }
func (f frank) Begin(context.Context, chat.Opening) (chat.Talk, error)   { return f, nil }
func (f frank) Signs() journey.Signs                                     { return quiet{} }
func (f frank) Zone() *time.Location                                     { return time.UTC }
func (f frank) Flows() []report.Flow                                     { return nil }
func (f frank) Close() error                                             { return nil }
func (f frank) Wait(context.Context, time.Duration) ([]*bot.Turn, error) { return nil, nil }
func (f frank) Agent(context.Context, chat.Deed) ([]*bot.Turn, error)    { return nil, nil }
func (f frank) Conversation(context.Context) (bot.Conversation, error) {
	return bot.Conversation{}, nil
}
func (f frank) Sent(context.Context) ([]bot.Delivery, error) { return nil, nil }
func (f frank) Given(context.Context, chat.Given) error      { return nil }

// Say acts if the sentence is an intent that is sure enough, or final.
func (f frank) Say(_ context.Context, in ...bot.Inbound) (*bot.Turn, error) {
	what, raw := f.read(in[0].Text)
	t := &bot.Turn{Decision: bot.Decision{Kind: bot.Rephrase}}
	if c := f.worth.Intents.Of(raw); what == "final" || c >= f.worth.Policy.Least(0.6) {
		bid := bot.Bid{Skill: "dialogs", Confidence: c, Final: what == "final"}
		t.Decision = bot.Decision{Kind: bot.Act, Skill: "dialogs", Confidence: c, Bids: []bot.Bid{bid}}
	}
	t.Say(bot.Reply{Text: what})
	return t, nil
}

// folderOf writes a suite whose files are given as pairs of a name and a text.
func folderOf(t *testing.T, name, kind string, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	files["suite.json"] = fmt.Sprintf(`{"name": %q, "kind": %q, "bot": ""}`, name, kind)
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// modest are n sentences of which a share is right although the confidence in all of them is 0.5; and as many that are never
// right, at 0.2.
func modest(n int, share float64, row func(id, text string, right bool) string) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(row(fmt.Sprintf("a%d", i), "a 0.5", float64((i*37)%n) < share*float64(n)) + "\n")
		out.WriteString(row(fmt.Sprintf("b%d", i), "a 0.2", false) + "\n")
	}
	return out.String()
}

func modestIntents(t *testing.T, n int, share float64) string {
	return folderOf(t, "modest_intents", "intents", map[string]string{
		"train.jsonl": `{"id": "1", "text": "a", "lang": "en", "intent": "a"}`,
		"test.jsonl": modest(n, share, func(id, text string, right bool) string {
			return fmt.Sprintf(`{"id": %q, "text": %q, "lang": "en", "intent": %q}`, id, text, map[bool]string{true: "a", false: "oos"}[right])
		}),
	})
}

func modestSearch(t *testing.T, n int, share float64) string {
	return folderOf(t, "modest_search", "retrieval", map[string]string{
		"documents.jsonl": `{"id": "a", "lang": "en", "text": "a"}`,
		"queries.jsonl": modest(n, share, func(id, text string, right bool) string {
			return fmt.Sprintf(`{"id": %q, "text": %q, "lang": "en", "answerable": %t, "relevant": [%s]}`, id, text, right, map[bool]string{true: `"a"`}[right])
		}),
	})
}

// modestTalk are scripts in which the customer says one sentence that should be acted on, or not.
func modestTalk(t *testing.T, n int) string {
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("%03d.chat", i)] = "# Right\ncustomer  final 0.9\ndecision  act\ncustomer  a 0.5\ndecision  act\n"
		files[fmt.Sprintf("%03d-not.chat", i)] = "# Wrong\ncustomer  a 0.2\ndecision  rephrase\ncustomer  a 0.5\ndecision  act\n"
	}
	return folderOf(t, "modest_talk", "conversations", files)
}

var goal = calibrate.Goal{Risk: 0.1, Sure: 0.9}

func calibrated(t *testing.T, c eval.Calibrating) *eval.Calibrated {
	t.Helper()
	c.Goal, c.Ports = goal, frankly
	out, err := eval.Calibrate(t.Context(), c, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestABotIsCalibratedOnItsSuites(t *testing.T) {
	got := calibrated(t, eval.Calibrating{Folders: []string{modestIntents(t, 200, 0.96), modestSearch(t, 200, 0.95), modestTalk(t, 60)}})
	c := got.Calibration
	if problems := c.Check(); len(problems) > 0 || c.Risk != 0.1 || c.Sure != 0.9 {
		t.Fatalf("not valid: %+v", problems)
	}
	for what, organ := range map[string]*bot.Organ{"intents": c.Intents, "knowledge": c.Knowledge} {
		if sure := organ.Of(0.5); sure < 0.9 || sure > 0.98 || organ.Of(0.2) > 0.1 || organ.Threshold > sure || organ.Threshold <= organ.Of(0.2) {
			t.Errorf("%s: 0.5 is worth %v, 0.2 %v, and it acts from %v on", what, sure, organ.Of(0.2), organ.Threshold)
		}
		if organ.Based.Cases != 400 || organ.Based.Coverage != 0.5 || organ.Based.After >= organ.Based.Before {
			t.Errorf("%s is based on %+v", what, organ.Based)
		}
	}
	// Whole turns are decided by what intents are worth. Of each pair of scripts one acts rightly, and one wrongly, at its
	// first move; what was final, and what came after the wrong move, does not count.
	if p := got.Organs[report.OfTurns]; p == nil || p.Cases != 120 || p.Right != 60 || c.Policy.Of(c.Intents.Of(0.5)) < c.Policy.Threshold || c.Policy.Of(c.Intents.Of(0.2)) >= c.Policy.Threshold {
		t.Errorf("policy: %+v of %+v", c.Policy, p)
	}
}

func TestTooFewCasesAreSaidToBe(t *testing.T) {
	got := calibrated(t, eval.Calibrating{Folders: []string{modestIntents(t, 10, 1)}})
	var text bytes.Buffer
	if err := got.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if got.Calibration.Intents.Least(0) != 0 {
		t.Errorf("ten cases made a threshold: %+v", got.Calibration.Intents)
	}
	for _, want := range []string{
		"intents: 20 cases, 10 right (modest_intents)", "no threshold can be shown to hold 10.0 %; about 44 cases like these might show one",
		"knowledge: no suite has cases for it", "policy: no suite has cases for it",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, text.String())
		}
	}
}

// A bot's own examples are asked, each of a classifier that did not learn from it, unless a suite asks about intents.
func TestOwnExamplesAreAskedWhereNoSuiteDoes(t *testing.T) {
	var own []eval.Example
	for i := range 60 {
		own = append(own, eval.Example{ID: fmt.Sprint(i), Text: "a 0.5", Intent: "a"}, eval.Example{ID: fmt.Sprint("o", i), Text: "a 0.2", Intent: "oos"})
	}
	got := calibrated(t, eval.Calibrating{Own: own}).Organs[report.OfIntents]
	if diff := cmp.Diff([]string{eval.OwnExamples}, got.Suites); diff != "" || got.Cases != 120 || got.Right != 60 {
		t.Errorf("calibrated on %+v", got)
	}
	got = calibrated(t, eval.Calibrating{Own: own, Folders: []string{modestIntents(t, 20, 0.9)}}).Organs[report.OfIntents]
	if diff := cmp.Diff([]string{"modest_intents"}, got.Suites); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeMeasuredIsNamedWhenCalibrating(t *testing.T) {
	got := calibrated(t, eval.Calibrating{Folders: []string{"testdata/broken/malformed", "testdata/nowhere"}})
	if len(got.Faults) < 2 {
		t.Errorf("named %v", got.Faults)
	}
}
