package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// parcelBot asks a server where a parcel is.
var parcelBot = map[string]string{
	"bot.yaml": "name: Parcels\nlanguages: [en]\nactions: {hosts: [api.example.com]}\n",
	"actions.yaml": `order_status:
  url: https://api.example.com/orders/{order}
`,
	"intents/parcel.yaml": "examples:\n  en: [where is my parcel, track my parcel, has my order shipped]\n",
	"flows/parcel.yaml": `title: track a parcel
start: {intents: [parcel]}
slots:
  order: {type: number, whole: true}
steps:
  - ask: order
    text: What is the order number?
  - do: order_status
    with: {order: order}
    into: found
    failed: away
  - when:
      - {if: found.state == "sent", then: shipped}
      - {if: found.state == "shipped", then: shipped}
  - say: It is still with us.
  - end: solved
  - id: shipped
    say: It is on its way.
  - end: solved
  - id: away
    say: I cannot look it up now.
  - end: abandoned
`,
}

// trialOf plays scripts on a bot, without a model and without a network, and returns the report.
func trialOf(t *testing.T, bot map[string]string, scripts ...string) *report.Suite {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "parcels")
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range bot {
		write(name, text)
	}
	for i, text := range scripts {
		write("tests/"+string(rune('a'+i))+".chat", text)
	}
	c := Defaults()
	c.Embedder = "none:"
	ports, err := Ports(c, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := eval.Run(t.Context(), []string{dir}, ports, eval.Options{})
	if err != nil || len(r.Suites) != 1 {
		t.Fatalf("%d suites, %v %v", len(r.Suites), r.Faults, err)
	}
	return r.Suites[0]
}

func failures(s *report.Suite) (all string) {
	for _, f := range s.Failures {
		all += f.Diff
	}
	return all
}

const toldParcel = "customer  where is my parcel\nlotse     What is the order number?\nstate     parcel/order\n\n"

func TestActionsAnswerWhatTheScriptSays(t *testing.T) {
	s := trialOf(t, parcelBot,
		toldParcel+"given     order_status {\"state\": \"shipped\"}\ncustomer  4711\nlotse     It is on its way.\ncalls     order_status {\"order\": 4711}\noutcome   solved\n",
		toldParcel+"given     order_status fails: no answer\ncustomer  4711\nlotse     I cannot look it up now.\ncalls     order_status\noutcome   abandoned\n")
	if got := failures(s); got != "" {
		t.Error(got)
	}
}

// A request that no script answers is not sent: a test must not order anything. Its author hears what to write.
func TestTestsSendNoRequests(t *testing.T) {
	s := trialOf(t, parcelBot, toldParcel+"customer  4711\nlotse     It is on its way.\n")
	got := failures(s)
	for _, want := range []string{"+ lotse     I cannot look it up now.", "tests send none", "given order_status"} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q:\n%s", want, got)
		}
	}
}

func TestAnActionThatNoFlowCallsIsNamed(t *testing.T) {
	s := trialOf(t, parcelBot, "given     order_statsu {}\n"+toldParcel)
	if got := failures(s); !strings.Contains(got, "no flow calls the action order_statsu (did you mean \"order_status\"?)") {
		t.Error(got)
	}
}

// What was covered is what the machine did, by the lines in which the author wrote the ways.
func TestCoverageIsWhatTheFlowsDid(t *testing.T) {
	s := trialOf(t, parcelBot,
		toldParcel+"given     order_status {\"state\": \"shipped\"}\ncustomer  4711\nlotse     It is on its way.\n",
		toldParcel+"customer  cancel\n")
	var got []string
	for _, step := range s.Coverage[0].Steps {
		line := step.ID
		if step.Entered == 0 {
			line += " never"
		}
		for _, b := range step.Branches {
			if line += " " + b.To; b.Taken == 0 {
				line += " never"
			}
		}
		got = append(got, line)
	}
	want := []string{
		"order", "do_1 when_1 away never", "when_1 say_1 never shipped never shipped", "say_1 never", "end_1 never", "shipped", "end_2", "away never", "end_3 never",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := s.Coverage[0].Steps[1].Branches[1].Line; n != 11 {
		t.Errorf("failed: is said to stand in line %d, want 11", n)
	}
}

// A customer goes on elsewhere, and what she sends there belongs to the same conversation.
func TestACustomerGoesOnElsewhereInAScript(t *testing.T) {
	s := trialOf(t, parcelBot, "channel: web\n"+toldParcel+"channel   telegram\nlotse     ...\nlotse     ~ order number\nstate     parcel/order\n\n"+
		"given     order_status {\"state\": \"new\"}\ncustomer  it is\nand       4711\nlotse     It is still with us.\n")
	if got := failures(s); got != "" {
		t.Error(got)
	}
}

// Two runs of all the example's scripts come by the same lines as often.
func TestCoverageIsTheSameEachTime(t *testing.T) {
	c := Defaults()
	c.Embedder = "none:"
	ports, err := Ports(c, Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var runs [2][]report.Flow
	for i := range runs {
		r, err := eval.Run(t.Context(), []string{"../examples/kaffee/tests"}, ports, eval.Options{})
		if err != nil {
			t.Fatal(err)
		}
		runs[i] = r.Suites[0].Coverage
	}
	if diff := cmp.Diff(runs[0], runs[1]); diff != "" || len(runs[0]) == 0 {
		t.Errorf("%d flows: %s", len(runs[0]), diff)
	}
}
