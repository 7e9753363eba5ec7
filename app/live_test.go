package app_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/live"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// TestLiveMeasuresWhatIsBeingServed: while the program serves and its store is locked, what customers did is measured: a registration
// with a slip, and the same customer two days later with a question.
func TestLiveMeasuresWhatIsBeingServed(t *testing.T) {
	w := newTown(t)
	began := time.Now()
	ada := w.telegram.User(4711, "Ada", "de")
	for _, step := range [][2]string{
		{"Maschine registrieren", "Seriennummer"},
		{"123456", "nicht nach einer Seriennummer"},
		{"FL204518", "Wann hast du sie gekauft"},
		{"24.12.2021", "E-Mail-Adresse"},
		{"ada@example.com", "registriert"},
	} {
		ada.Say(step[0])
		w.shows(ada, step[1])
	}
	w.ahead.Store(int64(48 * time.Hour))
	ada.Say("Wie entkalke ich meine Maschine?")
	w.shows(ada, "Entkalker")

	folder, err := app.ReadFolder("../examples/kaffee", map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial})
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.Live(t.Context(), w.app.Config, folder, live.Question{From: began.Add(-time.Hour), To: began.Add(72 * time.Hour), Now: began.Add(20 * 24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[journey.Result]int{journey.Solved: 1, journey.Answered: 1}, r.Results); diff != "" {
		t.Error(diff)
	}
	got := map[string]string{}
	for _, f := range r.Figures {
		got[f.Metric] = fmt.Sprintf("%.2f of %d", f.Value, f.N)
	}
	for metric, want := range map[string]string{"contained": "0.50 of 2", "re_contact": "0.50 of 2", "flow_success": "1.00 of 1", "re_asks": "0.50 of 2"} {
		if got[metric] != want {
			t.Errorf("%s is %s, want %s", metric, got[metric], want)
		}
	}
	if len(r.Drivers) != 1 || r.Drivers[0].Where != "register_machine/serial" || r.Drivers[0].Kind != journey.ReAsk {
		t.Errorf("drivers: %+v", r.Drivers)
	}
	var steps []string
	for _, s := range r.Flows[0].Steps {
		steps = append(steps, fmt.Sprint(r.Flows[0].Flow, "/", s.Step, " ", s.Entered, " ", s.Passed))
	}
	want := []string{"register_machine/bought 1 1", "register_machine/mail 1 1", "register_machine/serial 1 1"}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Error(diff)
	}
}
