package eval_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// returners open bots that know one flow, "return": it asks for the order. A moody one refuses it where the name of the conversation
// ends so, a slow one wants to hear it twice.
type returners struct {
	moody string
	slow  bool
}

func (c returners) Open(context.Context, string) (eval.Bot, error) {
	return returner{how: c}, nil
}

// returner is such a bot; in all else it is a parrot.
type returner struct {
	parrot
	how returners
}

func (c returner) Begin(_ context.Context, o chat.Opening) (chat.Talk, error) {
	if strings.HasPrefix(o.Name, "breaks") {
		panic("a broken bot")
	}
	deaf := c.how.moody != "" && strings.HasSuffix(o.Name, c.how.moody)
	return &parcel{deaf: deaf, slow: c.how.slow, c: bot.Conversation{Owner: bot.OwnerBot}}, nil
}

// parcel is a conversation with a returner.
type parcel struct {
	perch
	deaf, slow bool
	c          bot.Conversation
}

func (k *parcel) Conversation(context.Context) (bot.Conversation, error) { return k.c.Clone(), nil }

func (k *parcel) Ended() []string {
	if k.c.Outcome == "" {
		return nil
	}
	return []string{"return"}
}

func (k *parcel) Say(_ context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	t := &bot.Turn{Decision: bot.Decision{Kind: bot.Act}}
	switch {
	case k.c.Frame() == nil:
		k.c.Frames = []bot.Frame{{Flow: "return", State: "order"}}
	case k.slow:
		k.slow = false
	case strings.Contains(burst[0].Text, "2604817") && !k.deaf:
		k.c.Frames, k.c.Outcome = nil, bot.OutcomeSolved
		t.Say(bot.Reply{Text: "Das Etikett kommt."})
		return t, nil
	}
	t.Say(bot.Reply{Text: "Welche Bestellung?"})
	return t, nil
}

const parcelCustomer = `goal: Ein Paket zurückgeben
language: de
opens: {say: [Das soll zurück]}
knows: {order: "2604817"}
patience: 3
success: {ended: return, outcome: solved}
`

// parcelShop is a bot's folder with simulated customers.
func parcelShop(t *testing.T, customers map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shop")
	for name, source := range customers {
		file := filepath.Join(dir, "simulated", name+".yaml")
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func simulated(t *testing.T, dir string, c returners) *report.Report {
	t.Helper()
	r, err := eval.Run(t.Context(), []string{dir}, eval.Ports{Bots: c}, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCustomersInABotsFolderAreASuite(t *testing.T) {
	dir := parcelShop(t, map[string]string{"ada": parcelCustomer, "ben": parcelCustomer + "repeats: 2\n"})
	r := simulated(t, dir, returners{moody: "#2"})
	s := r.Suites[0]
	want := map[string]score.Score{
		"task_success": {Value: 0.666667, N: 2}, "pass^1": {Value: 0.625, N: 2}, "pass^2": {Value: 0.25, N: 2}, "pass^3": {Value: 0.25, N: 1},
		"pass^4": {Value: 0, N: 1}, "turns_to_success": {Value: 2, N: 2},
	}
	if diff := cmp.Diff(want, s.Metrics); diff != "" || s.Name != "shop_simulated" || s.Kind != "simulations" || len(s.Faults) > 0 {
		t.Error(s.Name, s.Kind, s.Faults, diff)
	}
	ada := s.Cases[0]
	if ada.ID != "ada" || ada.Detail != "solved 3 of 4, stuck return/order" || !strings.HasPrefix(ada.Trace, "seed 2: the flow return has not ended") ||
		!strings.Contains(ada.Trace, "customer  2604817\nlotse     Welche Bestellung?\n") {
		t.Errorf("%+v", ada)
	}
	if r.Verdict() != report.Passed {
		t.Error("a simulated customer who fails stops nothing but the gate")
	}
}

func TestTwoRunsOverCustomersGiveTheSameBytes(t *testing.T) {
	dir := parcelShop(t, map[string]string{"ada": parcelCustomer + "style: [typos, terse]\n", "ben": parcelCustomer + "style: [impatient]\n"})
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := simulated(t, dir, returners{moody: "#3"}).WriteJSON(out); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(first.String(), second.String()); diff != "" {
		t.Error(diff)
	}
}

// The gate names the customers who get less than they got, and shows a conversation.
func TestTheGateShowsWhichCustomersGotLess(t *testing.T) {
	dir := parcelShop(t, map[string]string{"ada": parcelCustomer, "ben": parcelCustomer, "cleo": parcelCustomer, "dan": parcelCustomer})
	before := simulated(t, dir, returners{})
	base, left := gate.Keep(before, nil)
	if len(left) > 0 {
		t.Fatal(left)
	}
	if j := gate.Judge(simulated(t, dir, returners{}), base, score.Bootstrap{}); !j.Passed() {
		t.Fatalf("nothing changed: %+v", j.Regressions)
	}
	j := gate.Judge(simulated(t, dir, returners{moody: "#4"}), base, score.Bootstrap{})
	named := map[string]bool{}
	for _, r := range j.Regressions {
		named[r.Metric] = true
		if w := r.Worse[0]; len(r.Worse) != 4 || w.Case != "ada" || filepath.Base(w.File) != "ada.yaml" || !strings.Contains(w.Trace, "seed 4") {
			t.Errorf("%s: %+v", r.Metric, r.Worse)
		}
	}
	if !named["task_success"] || !named["pass^4"] {
		t.Errorf("a try in four was lost, and only %v fail", named)
	}
}

// A bot that helps as often, and takes longer, got worse.
func TestTheGateSeesThatCustomersNeedMoreTurns(t *testing.T) {
	dir := parcelShop(t, map[string]string{"ada": parcelCustomer, "ben": parcelCustomer, "cleo": parcelCustomer, "dan": parcelCustomer})
	base, _ := gate.Keep(simulated(t, dir, returners{}), nil)
	j := gate.Judge(simulated(t, dir, returners{slow: true}), base, score.Bootstrap{})
	if len(j.Regressions) != 1 || j.Regressions[0].Metric != "turns_to_success" || j.Regressions[0].Is.Value != 3 {
		t.Errorf("%+v", j.Regressions)
	}
	better, _ := gate.Keep(simulated(t, dir, returners{slow: true}), nil)
	if j := gate.Judge(simulated(t, dir, returners{}), better, score.Bootstrap{}); !j.Passed() {
		t.Errorf("fewer turns are no regression: %+v", j.Regressions)
	}
}

// What cannot be read or played is named, counts as no success, and lets the others go on.
func TestCustomersWhoCannotBePlayed(t *testing.T) {
	dir := parcelShop(t, map[string]string{
		"ada": parcelCustomer, "bad": strings.Replace(parcelCustomer, "language: de", "language: dutch", 1),
		"breaks": parcelCustomer, "robot": parcelCustomer + "played_by: model\nrepeats: 1\n",
	})
	r := simulated(t, dir, returners{})
	s := r.Suites[0]
	var all []string
	for _, f := range s.Faults {
		all = append(all, filepath.Base(f.File)+": "+f.Problem)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{`bad.yaml: language cannot be "dutch"`, "breaks.yaml: try 1 was not played to its end: panic", "robot.yaml: try 1 was not played to its end: she is to be played by a model"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not among\n%s", want, text)
		}
	}
	if got := s.Metrics["pass^1"]; got.N != 3 || got.Value != 0.333333 || r.Verdict() != report.Unrunnable {
		t.Errorf("%+v", got)
	}
	if _, left := gate.Keep(r, nil); len(left) != 1 {
		t.Error("a suite with faults became a baseline")
	}
}
