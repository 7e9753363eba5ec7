package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/examples/kaffee"
	"github.com/lotse-bot/lotse/knowledge"
)

// calibrated is what calibrating the example bot on suites finds.
func calibrated(t *testing.T, goal calibrate.Goal, suites ...string) *eval.Calibrated {
	t.Helper()
	c := app.Defaults()
	c.Bot = "../examples/kaffee"
	o := app.Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}}
	found, err := app.Calibrate(t.Context(), c, o, knowledge.NewTransient(), suites, goal, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// lower is the exact lower bound of a risk that was seen, which holds with a probability of 99.9 %.
func lower(cut calibrate.Cut) float64 {
	return 1 - calibrate.Bound(cut.Acted-cut.Wrong, cut.Acted, 0.999)
}

// A bot is calibrated on nothing but its own examples, each asked of a classifier that did not learn from it.
func TestTheExampleBotIsCalibratedOnItsOwnExamples(t *testing.T) {
	goal := calibrate.Goal{Risk: 0.15, Sure: 0.9}
	f := calibrated(t, goal).Organs[report.OfIntents]
	t.Logf("%d cases, ECE %.3f → %.3f, log loss %.3f → %.3f, %s, cut %+v, held out %+v", f.Cases, f.Before.ECE, f.After.ECE, f.Before.LogLoss, f.After.LogLoss, f.Method, f.Cut, f.HeldOut)
	switch {
	case f.Cases < 300 || f.After.ECE > f.Before.ECE/2 || f.After.LogLoss > f.Before.LogLoss:
		t.Errorf("of %d cases, %+v became %+v", f.Cases, f.Before, f.After)
	case f.Cut == nil || f.Cut.Bound > goal.Risk || f.Cut.Coverage() < 0.3:
		t.Errorf("cut at %+v", f.Cut)
	case f.HeldOut == nil || lower(*f.HeldOut) > goal.Risk:
		t.Errorf("the risk does not hold on what was left out: %+v", f.HeldOut)
	}
}

// The thresholds of a half of a public suite are held to on its other half. The folder LOTSE_DATA holds the suites; where it is
// not set, there is nothing to run on but the suites of the example bot.
func TestAStatedRiskHoldsOnTheOtherHalf(t *testing.T) {
	suites := []string{"../examples/kaffee/suites/intents"}
	data := os.Getenv("LOTSE_DATA")
	if data == "" && os.Getenv("LOTSE_REQUIRE") != "" {
		t.Fatal("LOTSE_DATA is not set, and LOTSE_REQUIRE demands hint3, hwu64, roboai, cwa, xquad and omos")
	}
	for _, name := range []string{
		"hint3_powerplay11", "hint3_sofmattress", "hwu64_10", "roboai_de", "roboai_en", "cwa_abstain_de", "omos_de", "xquad_abstain_en",
	} {
		if data != "" {
			suites = append(suites, filepath.Join(data, "suites", name))
		}
	}
	c := app.Defaults()
	c.Embedder = "none:" // words alone: what is shown is the same, and in a tenth of the time
	ports, err := app.Ports(c, app.Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}}, knowledge.NewTransient())
	if err != nil {
		t.Fatal(err)
	}
	measured, err := eval.Run(t.Context(), suites, eval.Ports{Classifier: ports.Classifier, Searcher: ports.Searcher}, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, organ := range []report.Organ{report.OfIntents, report.OfKnowledge} {
		for suite, cases := range bySuite(measured.Stated(organ)) {
			for _, risk := range []float64{0.05, 0.1, 0.2, 0.3} {
				shown += holds(t, suite, cases, calibrate.Goal{Risk: risk, Sure: 0.9})
			}
		}
	}
	if shown == 0 {
		t.Error("no half of any suite has a threshold")
	}
}

// holds finds a threshold on each half of the cases and acts from it on in the other; it counts the thresholds.
func holds(t *testing.T, suite string, cases []calibrate.Case, goal calibrate.Goal) (shown int) {
	t.Helper()
	var halves [2][]calibrate.Case
	for i, c := range cases {
		halves[i%2] = append(halves[i%2], c)
	}
	for i, half := range halves {
		other := halves[1-i]
		f := calibrate.Fit(half, goal)
		if f.Cut == nil {
			t.Logf("%-20s risk %.2f: no threshold from %d cases, it would need about %d", suite, goal.Risk, len(half), f.Need)
			continue
		}
		shown++
		there := calibrate.At(f.Cut.Threshold, f.Curve, other, goal)
		t.Logf("%-20s risk %.2f: from %.3f on, %.3f covered and %.3f wrong; on the other half %.3f and %.3f", suite, goal.Risk,
			f.Cut.Threshold, f.Cut.Coverage(), f.Cut.Risk(), there.Coverage(), there.Risk())
		if there.Acted > 0 && lower(there) > goal.Risk {
			t.Errorf("%s: a risk of %v was promised, and %d of %d are wrong on the other half", suite, goal.Risk, there.Wrong, there.Acted)
		}
	}
	return shown
}

func bySuite(cases []calibrate.Case) map[string][]calibrate.Case {
	all := map[string][]calibrate.Case{}
	for _, c := range cases {
		all[c.Suite] = append(all[c.Suite], c)
	}
	return all
}

// What is written is read again as it was.
func TestACalibrationIsReadAsItWasWritten(t *testing.T) {
	want := bot.Calibration{Version: 1, Risk: 0.05, Sure: 0.9, Intents: &bot.Organ{
		Curve: &bot.Curve{Points: []bot.Point{{At: 0, Is: 0.00002}, {At: 1, Is: 0.99998}}}, Threshold: 0.00001,
		Based: bot.Based{Suites: []string{"a"}, Cases: 3, Before: 0.7, After: 0.00004, Coverage: 1, Wrong: 0.1, Bound: 0.2},
	}, Policy: &bot.Organ{Curve: &bot.Curve{Slope: 1.5, Intercept: -0.00001}}}
	dir := kiosk(t, "", nil)
	if _, err := app.WriteCalibration(dir, want); err != nil {
		t.Fatal(err)
	}
	f, err := app.ReadFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, f.Calibration)
	if err := bot.Broken(f.Faults); err != nil {
		t.Error(err)
	}
}

func same(t *testing.T, want, got bot.Calibration) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
