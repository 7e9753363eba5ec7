package kaffee_test

import (
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

var actions = map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}

func TestFolderIsWithoutFault(t *testing.T) {
	folder, err := app.ReadFolder(".", actions)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folder.Faults {
		t.Error(f)
	}
}

// Every conversation in tests/ goes as it is written there: in the first seconds after a start, when documents are found by
// their words alone, and later, when their vectors are there as well.
func TestConversationsGoAsWritten(t *testing.T) {
	for _, embedder := range []string{"none:", "builtin:"} {
		t.Run(embedder, func(t *testing.T) {
			c := app.Defaults()
			c.Embedder = embedder
			ports, err := app.Ports(c, app.Options{Actions: actions}, nil)
			if err != nil {
				t.Fatal(err)
			}
			r, err := eval.Run(t.Context(), []string{"tests"}, ports, eval.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, suite := range r.Suites {
				for _, f := range suite.Failures {
					t.Error(f.Diff)
				}
			}
			if v := r.Verdict(); v != report.Passed {
				t.Errorf("the verdict is %v; faults: %v", v, r.Faults)
			}
		})
	}
}
