package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval/simulate"
)

// The customers of the example bot can be played, and between them they speak both languages in every way there is.
func TestTheExampleHasEveryKindOfCustomer(t *testing.T) {
	files := simulate.Files("../../examples/kaffee/simulated")
	if len(files) < 12 {
		t.Fatalf("only %d customers", len(files))
	}
	found := map[string]bool{}
	for _, file := range files {
		c, faults := simulate.Read(file)
		if len(faults) > 0 {
			t.Error(faults)
		}
		if c.Repeats != simulate.DefaultRepeats {
			t.Errorf("%s tries %d times", c.Name, c.Repeats)
		}
		flow, _, _ := strings.Cut(c.Success.Ended, "/")
		found[c.Language], found[flow] = true, true
		for _, s := range c.Style {
			found[string(s)] = true
		}
	}
	for _, want := range slices.Concat([]string{"de", "en"}, simulate.StyleNames(), []string{
		"book_technician", "choose_machine", "diagnose_fault", "opening_hours", "order_part", "register_machine", "return_order",
	}) {
		if !found[want] {
			t.Errorf("nobody has %s", want)
		}
	}
}
