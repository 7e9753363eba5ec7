package report_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/report/reporttest"
)

// Of a metric that fell on several intents, each is told of with its cases; of one that fell as a whole, the whole.
func TestJUnitTellsOfEveryIntentThatFell(t *testing.T) {
	fell := func(label, broken string) report.Regression {
		return report.Regression{
			Change:  report.Change{Suite: "big", Metric: "accuracy", Label: label},
			Problem: "it fell", Worse: []report.Worse{{Case: broken}},
		}
	}
	for name, c := range map[string]struct {
		fell []report.Regression
		want string
	}{
		"two intents": {[]report.Regression{fell("order", "o1"), fell("return", "r1")}, "accuracy of order: it fell: was 0.0000, is 0.0000; accuracy of return: it fell: was 0.0000, is 0.0000"},
		"the whole":   {[]report.Regression{fell("", "o1"), fell("order", "o1")}, "accuracy: it fell: was 0.0000, is 0.0000"},
	} {
		r := reporttest.Many(10, func(int) bool { return true })
		r.Gate = &report.Judgement{Regressions: c.fell}
		var out strings.Builder
		if err := r.WriteJUnit(&out); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), `message="`+c.want+`"`) || strings.Count(out.String(), "o1") != 1 {
			t.Errorf("%s:\n%s", name, &out)
		}
	}
}
