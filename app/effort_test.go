package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// TestAForgottenSlotRaisesTheEffort: a serial number that no longer outlives its flow is asked for again by the next one. The gate stops
// that, and names the conversation and the question.
func TestAForgottenSlotRaisesTheEffort(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	c := app.Defaults()
	c.Embedder = "none:"
	ports, err := app.Ports(c, app.Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	measure := func() *report.Report {
		t.Helper()
		r, err := eval.Run(t.Context(), []string{filepath.Join(folder, "suites", "effort")}, ports, eval.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	before := measure()
	if before.Verdict() != report.Passed {
		t.Fatalf("the demo bot's own effort: %v %v", before.Suites[0].Failures, before.Suites[0].Faults)
	}
	baseline, _ := gate.Keep(before, nil)
	if j := gate.Judge(measure(), baseline, score.Bootstrap{}); !j.Passed() {
		t.Errorf("without a change: %+v", j.Regressions)
	}

	flow := filepath.Join(folder, "flows", "register_machine.yaml")
	text, err := os.ReadFile(flow)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(flow, []byte(strings.Replace(string(text), "{6}', keep: true", "{6}'", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	j := gate.Judge(measure(), baseline, score.Bootstrap{})
	for _, r := range j.Regressions {
		if r.Metric == "re_asks" {
			if w := r.Worse[0]; w.Case != "known.chat" || w.Trace != "re_asks at order_part/form_1: told before in register_machine" {
				t.Errorf("it names %+v", w)
			}
			return
		}
	}
	t.Errorf("the gate lets it pass: %+v", j)
}
